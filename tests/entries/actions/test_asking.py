"""A question about an entry: by its entrants, and its organisation reads along."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.entries import actions
from rangwan.entries.models import TeamMember
from rangwan.entries.rules import State
from rangwan.programmes.models import Enquiry
from rangwan.programmes.permissions import Role, may_see_enquiry
from rangwan.programmes.queries.advice import enquiries_about
from tests.builders import NOW, appointed, bare_entry, make_edition, make_person

pytestmark = pytest.mark.django_db


def test_by_the_entrants_and_nobody_else():
    entry = bare_entry(make_edition(), State.DRAFT)
    guest, colleague = make_person("ผู้ร่วมทีม"), make_person("ผู้ร่วมหน่วยงาน", entry.organisation)
    TeamMember.objects.create(entry=entry, person=guest, role="view", since=NOW, added_by=entry.coordinator)
    said: dict[str, Any] = {"entry": entry, "subject": "เรื่อง", "text": "ถาม", "now": NOW}
    for person in (entry.coordinator, guest, colleague):
        enquiry = actions.ask_about_entry(acting=person, **said)
        assert (enquiry.entry, enquiry.organisation, enquiry.edition) == (entry.id, entry.organisation, entry.edition)
        assert may_see_enquiry(colleague, enquiry)
    screener = appointed("ผู้ตรวจ", entry.edition, Role.SCREENER)
    for person in (make_person("ไกล"), screener):
        with pytest.raises(actions.NotAllowed):
            actions.ask_about_entry(acting=person, **said)
    assert Enquiry.objects.count() == 3
    assert len(enquiries_about(colleague, entry.id)) == 3
    assert [item.asked_by for item in enquiries_about(guest, entry.id)] == [guest]
    assert enquiries_about(make_person("ไกลอีกคน"), entry.id) == []
