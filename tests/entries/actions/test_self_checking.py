"""The entrants' own look at the rubric: kept by who writes in the entry, in no log, and read by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.entries import actions
from rangwan.entries.models import Entry, SelfCheck, TeamMember
from rangwan.entries.queries import definition_for, self_check_levels
from rangwan.entries.rules import State
from rangwan.kernel.models import AuditRow
from rangwan.programmes.permissions import Role
from tests.builders import NOW, appointed, bare_entry, make_edition, make_person, pack

pytestmark = pytest.mark.django_db
FIRST, SECOND = pack().criteria[:2]


@pytest.fixture
def entry() -> Entry:
    return bare_entry(make_edition(), State.CONFIRMED)


def save(entry: Entry, levels: dict[str, Any], **other: Any) -> SelfCheck:
    said: dict[str, Any] = {"acting": entry.coordinator, "now": NOW} | other
    return actions.save_self_check(entry=entry, levels=levels, **said)


def test_kept_whole_each_time(entry: Entry):
    assert self_check_levels(entry) == {}
    save(entry, {FIRST.key: FIRST.rubric[1].lowest, SECOND.key: None})
    assert self_check_levels(entry) == {FIRST.key: FIRST.rubric[1].lowest}
    save(entry, {SECOND.key: SECOND.rubric[0].lowest})
    assert self_check_levels(entry) == {SECOND.key: 0}
    assert SelfCheck.objects.count() == 1


def test_no_level_stands_in_the_log(entry: Entry):
    save(entry, {FIRST.key: FIRST.rubric[1].lowest})
    rows = AuditRow.objects.filter(act="entry.self_checked")
    assert [(row.before, row.after, row.reason) for row in rows] == [({}, {}, "")]


@pytest.mark.parametrize("levels", [{"nothing": 1}, {FIRST.key: 0.5}, {FIRST.key: "1"}, {FIRST.key: True}, {"\0": 0}])
def test_levels_that_the_rubric_does_not_have(entry: Entry, levels: dict[str, Any]):
    with pytest.raises(actions.UnknownLevels) as refused:
        save(entry, {SECOND.key: 0, **levels})
    assert refused.value.keys == list(levels)
    assert self_check_levels(entry) == {}


def test_by_who_writes_in_the_entry(entry: Entry):
    editor, reader = make_person("ผู้แก้ไข"), make_person("ผู้อ่าน")
    for person, role in ((editor, "edit"), (reader, "view")):
        TeamMember.objects.create(entry=entry, person=person, role=role, since=NOW, added_by=entry.coordinator)
    save(entry, {FIRST.key: 0}, acting=editor)
    for person in (reader, make_person("ไกล"), appointed("ผู้จัด", entry.edition, Role.ORGANISER)):
        with pytest.raises(actions.NotAllowed):
            save(entry, {}, acting=person)
    assert self_check_levels(entry) == {FIRST.key: 0}
    assert set(definition_for(entry).criteria_by_key) >= {FIRST.key}
