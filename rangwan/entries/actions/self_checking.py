"""The entrants' own look at the rubric. Its levels stand in no log: staff read that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import UnknownLevels
from rangwan.entries.models import Entry, SelfCheck
from rangwan.entries.queries import definition_for
from rangwan.entries.rules.self_checking import level_of


@transaction.atomic
def save_self_check(*, entry: Entry, levels: Mapping[str, Any], acting: Person, now: dt.datetime) -> SelfCheck:
    """Keep where the entrants see their project: {criterion: lowest mark of its level}, all of it anew.

    What is left out, or None, is not looked at. Raises NotAllowed, UnknownLevels.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    criteria = definition_for(entry).criteria_by_key
    given = {key: value for key, value in levels.items() if value is not None}
    unknown = [key for key in given if key not in criteria or level_of(criteria[key], given[key]) is None]
    if unknown:
        raise UnknownLevels(sorted(unknown))
    kept, _made = SelfCheck.objects.update_or_create(
        entry=entry, defaults={"levels": given, "changed_at": now, "changed_by": acting}
    )
    locking.record(entry, "entry.self_checked", acting, now)
    return kept
