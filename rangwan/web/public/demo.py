"""Who can be signed in as in the demonstration, for its first page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from rangwan.programmes.permissions import Role
from rangwan.programmes.wording import ROLES


def demo_people() -> list[dict[str, Any]]:
    """Return the people of the demonstration, as its preparation wrote them beside the data; none elsewhere.

    Each: role (in words), name, email, password, organisation_name ({"th", "en"} or None), waiting (a claim undecided).
    """
    if not settings.RANGWAN_DEMO:
        return []
    try:
        kept = json.loads(Path(settings.DATA_DIR, "demo-people.json").read_text("utf-8"))
    except FileNotFoundError:
        return []
    # Their bearer tokens stay in the file.
    shown = ("name", "email", "password", "organisation_name", "waiting")
    return [{"role": _role(person["role"])} | {key: person.get(key) for key in shown} for person in kept["people"]]


def _role(key: str) -> str:
    return str(ROLES[Role(key)]) if key in Role.values else _("Entrant")
