"""What is sent is what the signatory approved, where the award asks for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import TestCase

from rangwan.accounts.models import Person
from rangwan.entries import actions
from rangwan.entries.models import Approval, Entry
from rangwan.entries.queries import approval_of, problems_before_sending
from rangwan.entries.rules import State
from rangwan.entries.rules.approving import Standing
from rangwan.kernel.models import AuditRow
from rangwan.notices.models import Message
from tests.builders import (
    NOW,
    approving_pack,
    attach,
    draft_entry,
    filled_entry,
    join_team,
    make_edition,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@dataclass
class World:
    """An entry that could be sent but for the approval: Alice coordinates, Ed drafts, the mayor signs."""

    entry: Entry
    alice: Person
    ed: Person
    mayor: Person

    asked: int = 0

    def ask(self, by: Person | None = None, now: dt.datetime = NOW) -> Approval:
        self.asked += 1  # a second later each time
        at = now + dt.timedelta(seconds=self.asked)
        return actions.ask_approval(entry=self.entry, acting=by or self.alice, now=at)

    def decide(self, approval: Approval, *, approve: bool, note: str = "", by: Person | None = None) -> Approval:
        return actions.decide_approval(
            entry=self.entry, approval_id=approval.id, approve=approve, note=note, acting=by or self.mayor, now=LATER
        )

    def change(self, **answers) -> None:
        self.entry.refresh_from_db()
        actions.save_answers(
            entry=self.entry, answers=answers, base_version=self.entry.version, acting=self.alice, now=LATER
        )

    def stands(self) -> Standing:
        self.entry.refresh_from_db()
        found = approval_of(self.entry)
        assert found is not None
        return found.standing

    def missing(self) -> list[tuple[str, str]]:
        self.entry.refresh_from_db()
        return [(problem.key, problem.code) for problem in problems_before_sending(self.entry, LATER)]


@pytest.fixture
def world() -> World:
    office = make_organisation()
    alice, ed, mayor = make_person("Alice", office), make_person("Ed", office), make_person("Mayor", office)
    entry = filled_entry(make_edition(definition=approving_pack()), office, alice)
    join_team(entry, ed, "edit")
    join_team(entry, mayor, "signatory")
    return World(entry, alice, ed, mayor)


def code(refused) -> tuple[str, str]:
    return refused.value.field, refused.value.code


def test_asked_refused_corrected_approved_changed_approved_sent(world):
    assert (world.stands(), world.missing()) == (Standing.NEEDED, [("approval", "approval_needed")])
    first = world.ask(world.ed)
    assert (world.stands(), world.missing()) == (Standing.WAITING, [("approval", "approval_waiting")])
    world.decide(first, approve=False, note="ขอแก้ชื่อโครงการ")
    assert (world.stands(), world.missing()) == (Standing.REFUSED, [("approval", "approval_needed")])
    world.change(project_title="ระบบน้ำดีมาก")
    world.decide(world.ask(), approve=True)
    assert (world.stands(), world.missing()) == (Standing.GIVEN, [])
    world.change(project_title="ระบบน้ำดีที่สุด")
    assert (world.stands(), world.missing()) == (Standing.OUTDATED, [("approval", "approval_outdated")])
    with pytest.raises(actions.NotReady):
        actions.submit_entry(entry=world.entry, acting=world.alice, now=LATER)
    world.decide(world.ask(), approve=True)
    assert actions.submit_entry(entry=world.entry, acting=world.alice, now=LATER).state == "submitted"
    acts = AuditRow.objects.filter(act__contains="approv").order_by("number").values_list("act", flat=True)
    asked = "entry.approval_asked"
    assert list(acts) == [asked, "entry.approval_refused", asked, "entry.approved", asked, "entry.approved"]


def test_what_is_changed_back_is_approved_again(world):
    world.decide(world.ask(), approve=True)
    world.change(project_title="อื่น")
    assert world.stands() == Standing.OUTDATED
    world.change(project_title="ระบบน้ำดี")
    assert world.stands() == Standing.GIVEN


def test_files_count_but_for_the_scan_that_the_signatory_signed(world):
    world.decide(world.ask(), approve=True)
    attach(world.entry, "submission_form", "ลงนามแล้ว.jpg")
    assert world.stands() == Standing.GIVEN
    attach(world.entry, "evidence", "ภาพ.jpg")
    assert world.stands() == Standing.OUTDATED
    world.decide(world.ask(), approve=True)
    added = world.entry.attachments.get(kind="evidence")
    actions.remove_file(entry=world.entry, attachment_id=added.id, acting=world.ed, now=LATER)
    assert world.stands() == Standing.OUTDATED


def test_the_signed_scan_may_come_after_the_approval(world):
    scan = world.entry.attachments.get(kind="submission_form")
    actions.remove_file(entry=world.entry, attachment_id=scan.id, acting=world.alice, now=NOW)
    world.decide(world.ask(), approve=True)
    assert world.missing() == [("file:submission_form", "file_required")]


def test_an_unfinished_entry_is_not_asked_for(world):
    blank = draft_entry(world.entry.edition, world.entry.organisation, world.alice)
    join_team(blank, world.mayor, "signatory")
    with pytest.raises(actions.NotReady) as refused:
        actions.ask_approval(entry=blank, acting=world.alice, now=NOW)
    keys = {problem.key for problem in refused.value.problems}
    assert ("uses_digital" in keys, "file:presentation" in keys, "approval" in keys) == (True, True, False)
    assert "file:submission_form" not in keys


def test_without_a_signatory_nobody_can_be_asked(world):
    place = world.entry.team.get(person=world.mayor)
    actions.end_membership(entry=world.entry, member_id=place.id, acting=world.alice, now=NOW)
    with pytest.raises(actions.TeamRefused) as refused:
        world.ask()
    assert code(refused) == ("approval", "no_signatory")


def test_asking_twice_is_asking_once_until_something_changed(world):
    first = world.ask()
    assert world.ask(world.ed) == first
    world.change(project_title="ใหม่")
    second = world.ask(world.ed)
    first.refresh_from_db()
    assert (first.verdict, second.verdict) == ("taken_back", "asked")
    with pytest.raises(actions.TeamRefused) as refused:
        world.decide(first, approve=True)
    assert code(refused) == ("decision", "asked_anew")
    world.decide(second, approve=True)
    with pytest.raises(actions.TeamRefused) as refused:
        world.ask()
    assert code(refused) == ("approval", "given_already")


def test_nobody_approves_what_they_have_not_read(world):
    request = world.ask()
    world.change(project_title="แอบแก้")
    with pytest.raises(actions.TeamRefused) as refused:
        world.decide(request, approve=True)
    assert code(refused) == ("decision", "outdated")
    assert world.decide(request, approve=False, note="อย่าแก้ระหว่างรอ").verdict == "refused"


def test_a_refusal_says_why(world):
    request = world.ask()
    for note, expected in (("", "no_note"), (" \n ", "no_note"), ("ก" * 2001, "too_long")):
        with pytest.raises(actions.TeamRefused) as refused:
            world.decide(request, approve=False, note=note)
        assert code(refused) == ("note", expected)
    assert world.decide(request, approve=True, note="ขอบคุณ").note == "ขอบคุณ"
    with pytest.raises(actions.TeamRefused) as refused:
        world.decide(request, approve=False, note="ไม่แล้ว")
    assert code(refused) == ("decision", "asked_anew")


def test_taken_back(world):
    request = world.ask()
    actions.take_back_approval(entry=world.entry, acting=world.ed, now=LATER)
    assert world.stands() == Standing.NEEDED
    with pytest.raises(actions.TeamRefused) as refused:
        world.decide(request, approve=True)
    assert code(refused) == ("decision", "asked_anew")
    with pytest.raises(actions.TeamRefused) as refused:
        actions.take_back_approval(entry=world.entry, acting=world.alice, now=LATER)
    assert code(refused) == ("approval", "nothing_asked")


def test_everybody_concerned_gets_a_mail_once(world):
    with TestCase.captureOnCommitCallbacks(execute=True):
        request = world.ask(world.ed)
    mail = Message.objects.get(kind="entry.approval_asked")
    assert (mail.to_address, mail.subject) == (world.mayor.email, "ขอความเห็นชอบ: ระบบน้ำดี")
    for fact in (f"/my/entries/{world.entry.id}/approval/", "10 ธันวาคม 2569", "Ed asks you to approve"):
        assert fact in mail.body_text
    with TestCase.captureOnCommitCallbacks(execute=True):
        world.decide(request, approve=False, note="แก้ตัวเลขก่อน")
    told = Message.objects.filter(kind="entry.approval_refused")
    assert set(told.values_list("to_address", flat=True)) == {world.alice.email, world.ed.email}
    assert all("แก้ตัวเลขก่อน" in mail.body_text for mail in told)
    with TestCase.captureOnCommitCallbacks(execute=True):
        world.decide(world.ask(), approve=True)
    assert Message.objects.get(kind="entry.approved").to_address == world.alice.email


def test_after_a_correction_that_screening_asked_for_it_is_asked_again(world):
    world.decide(world.ask(), approve=True)
    due = NOW + dt.timedelta(days=40)
    Entry.objects.update(state=State.RETURNED, reference="T1", return_parts=["file:presentation"], return_due=due)
    world.entry.refresh_from_db()
    attach(world.entry, "presentation", "ใหม่.pptx", NOW + dt.timedelta(days=30))
    assert world.missing() == []  # the same bytes: nothing that was approved has changed
    Approval.objects.update(digest="of other bytes")
    assert world.missing() == [("approval", "approval_outdated")]
    again = world.ask(now=NOW + dt.timedelta(days=31))
    world.decide(again, approve=True)
    receipt = actions.answer_return(entry=world.entry, acting=world.alice, now=NOW + dt.timedelta(days=32))
    assert receipt.entry.state == "confirmed"


def test_after_the_closing_there_is_nothing_to_approve(world):
    request = world.ask()
    too_late = NOW + dt.timedelta(days=21)
    with pytest.raises(actions.DeadlinePassed):
        actions.decide_approval(
            entry=world.entry, approval_id=request.id, approve=True, note="", acting=world.mayor, now=too_late
        )
    with pytest.raises(actions.DeadlinePassed):
        world.ask(now=too_late)


def test_a_sent_entry_is_frozen(world):
    world.decide(world.ask(), approve=True)
    actions.submit_entry(entry=world.entry, acting=world.alice, now=LATER)
    with pytest.raises(actions.Frozen):
        world.ask()


def test_an_award_that_does_not_ask_for_it_has_none():
    office = make_organisation()
    alice, mayor = make_person("Alice", office), make_person("Mayor")
    entry = filled_entry(make_edition(), office, alice)
    join_team(entry, mayor, "signatory")
    assert approval_of(entry) is None
    for act in (
        lambda: actions.ask_approval(entry=entry, acting=alice, now=NOW),
        lambda: actions.take_back_approval(entry=entry, acting=alice, now=NOW),
        lambda: actions.decide_approval(entry=entry, approval_id="x", approve=True, note="", acting=mayor, now=NOW),
    ):
        with pytest.raises(actions.TeamRefused) as refused:
            act()
        assert code(refused) == ("approval", "not_wanted")
    assert actions.submit_entry(entry=entry, acting=alice, now=NOW).state == "submitted"


#                asks  takes back  decides
WHO_MAY = {
    "alice": (True, True, False),
    "ed": (True, True, False),
    "viewer": (False, False, False),
    "mayor": (False, False, True),
    "colleague": (False, False, False),
    "stranger": (False, False, False),
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_who_may(world, who):
    people = {
        "viewer": make_person("Viewer"), "colleague": make_person("Bob", world.entry.organisation),
        "stranger": make_person("Eve"),
    }  # fmt: skip
    join_team(world.entry, people["viewer"], "view")
    person = people.get(who) or getattr(world, who)

    def may(act) -> bool:
        try:
            act()
        except actions.NotAllowed:
            return False
        return True

    asks = may(lambda: world.ask(person))
    world.ask()
    takes_back = may(lambda: actions.take_back_approval(entry=world.entry, acting=person, now=LATER))
    request = world.ask()
    decides = may(lambda: world.decide(request, approve=True, by=person))
    assert (asks, takes_back, decides) == WHO_MAY[who]
