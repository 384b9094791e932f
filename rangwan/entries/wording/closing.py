"""Words about reminders before a closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_KINDS: dict[str, Promise] = {
    "not_started": _("Has begun nothing"),
    "draft": _("Has a draft"),
    "unconfirmed": _("Has sent, not confirmed"),
}


def reminder_name(kind: str) -> Promise:
    """Return what those who get this kind of reminder have in common."""
    return _KINDS[kind]


def reminded(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return {label, value} of each kind, in order."""
    return [{"label": words, "value": counts[kind]} for kind, words in _KINDS.items()]
