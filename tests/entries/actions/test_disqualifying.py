"""Put out for a breach: proposed by one of the staff, agreed with by a second, never by who takes part in the entry."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from rangwan.accounts.models import Membership, Person
from rangwan.entries import actions
from rangwan.entries.models import DisqualificationProposal, Entry, TeamMember
from rangwan.entries.rules import State
from rangwan.forms.rules import BadTexts
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import Role
from tests.builders import NOW, appointed, bare_entry, make_edition, make_person, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return bare_entry(make_edition(), State.WINNER)


@pytest.fixture
def first(entry: Entry) -> Person:
    return appointed("หนึ่ง", entry.edition, Role.ORGANISER)


@pytest.fixture
def second(entry: Entry) -> Person:
    return appointed("สอง", entry.edition, Role.CHAIR)


def propose(entry: Entry, acting: Person, breach: str = "ข้อ 5 ข้อความเท็จ") -> DisqualificationProposal:
    return actions.propose_disqualification(entry=entry, breach=breach, acting=acting, now=NOW)


def answer(entry: Entry, acting: Person, *, agree: bool) -> DisqualificationProposal:
    return actions.second_disqualification(entry=entry, agree=agree, acting=acting, now=NOW, note="ดูแล้ว")


def test_two_persons_put_a_winner_out(entry: Entry, first: Person, second: Person):
    proposal = propose(entry, first)
    entry.refresh_from_db()
    assert (entry.state, entry.closing_note) == (State.WINNER, "")
    answer(entry, second, agree=True)
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (entry.state, entry.closing_note) == (State.DISQUALIFIED, "ข้อ 5 ข้อความเท็จ")
    assert (proposal.standing, proposal.seconded_by, proposal.note) == ("agreed", second, "ดูแล้ว")
    row = AuditRow.objects.get(act="entry.disqualify")
    assert (row.actor, row.reason) == (second.id, "ข้อ 5 ข้อความเท็จ")
    assert row.after == {"state": "disqualified", "proposal": proposal.id, "proposed_by": first.id}
    assert AuditRow.objects.get(act="entry.disqualification_proposed").actor == first.id
    assert Event.objects.get(kind="entry.disqualified").subject == entry.id


def test_who_proposed_cannot_agree_but_take_it_back(entry: Entry, first: Person, second: Person):
    propose(entry, first)
    with pytest.raises(actions.UnableToDisqualify) as refused:
        answer(entry, first, agree=True)
    assert refused.value.code == "second_person_needed"
    assert answer(entry, first, agree=False).standing == "taken_back"
    assert AuditRow.objects.filter(act="entry.disqualification_taken_back").count() == 1
    propose(entry, second)
    assert answer(entry, first, agree=False).standing == "rejected"
    entry.refresh_from_db()
    assert entry.state == State.WINNER


def test_one_at_a_time_and_nothing_from_nothing(entry: Entry, first: Person, second: Person):
    with pytest.raises(actions.UnableToDisqualify) as refused:
        answer(entry, second, agree=True)
    assert refused.value.code == "nothing_proposed"
    propose(entry, first)
    with pytest.raises(actions.UnableToDisqualify) as refused:
        propose(entry, second)
    assert refused.value.code == "already_proposed"
    with pytest.raises(IntegrityError), transaction.atomic():
        DisqualificationProposal.objects.create(entry=entry, breach="x", proposed_by=second, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DisqualificationProposal.objects.update(standing="agreed", seconded_by=first)
    answer(entry, second, agree=True)
    with pytest.raises(actions.UnableToMove):
        propose(entry, first)


def test_a_proposal_of_somebody_who_left_still_stands(entry: Entry, first: Person, second: Person):
    propose(entry, first)
    Appointment.objects.filter(person=first).update(ended_at=NOW)
    with pytest.raises(actions.NotAllowed):
        answer(entry, first, agree=False)
    answer(entry, second, agree=True)
    entry.refresh_from_db()
    assert entry.state == State.DISQUALIFIED


def test_nobody_from_outside_or_of_the_entrants_side(entry: Entry, second: Person):
    colleague = appointed("ร่วมหน่วยงาน", entry.edition, Role.ORGANISER)
    member(colleague, entry.organisation, standing=Membership.Standing.CLAIMED)
    helper = appointed("ร่วมทีม", entry.edition, Role.SCREENER)
    TeamMember.objects.create(entry=entry, person=helper, role="view", since=NOW, added_by=entry.coordinator)
    strangers = [make_person("ไกล"), entry.coordinator, colleague, helper]
    strangers += [appointed("ไม่ใช่", entry.edition, role) for role in (Role.AUDITOR, Role.JUDGE)]
    for person in strangers:
        with pytest.raises(actions.NotAllowed):
            propose(entry, person)
    propose(entry, second)
    for person in strangers:
        with pytest.raises(actions.NotAllowed):
            answer(entry, person, agree=True)


@pytest.mark.parametrize("breach", ["", " \n", "ก" * 2001, "ก\0"])
def test_a_breach_that_can_be_read(entry: Entry, first: Person, breach: str):
    with pytest.raises(BadTexts):
        propose(entry, first, breach)
    assert DisqualificationProposal.objects.count() == 0
