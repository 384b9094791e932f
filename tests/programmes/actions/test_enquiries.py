"""Questions to the organiser: asked and answered as a thread, closed, published in other words, within limits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rangwan.accounts.models import Membership, Person
from rangwan.forms.rules import BadTexts
from rangwan.kernel.models import AuditRow, Event
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.actions.enquiries import MOST_OPEN, MOST_UNANSWERED
from rangwan.programmes.models import Enquiry, EnquiryPost
from rangwan.programmes.permissions import NotAllowed
from tests.builders import NOW, make_organisation, make_person, member
from tests.programmes.conftest import World

TH_EN = Text(th="ดี", en="Good")


@pytest.fixture
def alice(world: World) -> Person:
    """Somebody who asks."""
    return make_person("อลิสา", make_organisation())


def ask(world: World, person: Person, **other: object) -> Enquiry:
    """Ask something."""
    said: dict[str, object] = {"subject": "เรื่อง  เอกสาร", "text": "ต้องส่งกี่ชุด"}
    return actions.ask(edition=world.edition, acting=person, now=NOW, **(said | other))  # type: ignore[arg-type]


def test_asked(world: World, alice: Person):
    enquiry = ask(world, alice)
    assert (enquiry.subject, enquiry.waiting, enquiry.organisation, enquiry.entry) == ("เรื่อง เอกสาร", True, None, "")
    assert list(enquiry.posts.values_list("by", "by_staff", "text")) == [(alice.id, False, "ต้องส่งกี่ชุด")]
    row, event = AuditRow.objects.get(act="enquiry.asked"), Event.objects.get(kind="enquiry.asked")
    post = enquiry.posts.get()
    assert (row.actor, row.edition, row.thing_id) == (alice.id, world.edition.id, enquiry.id)
    assert row.after == {"subject": "เรื่อง เอกสาร", "post": post.pk}
    assert (event.subject, event.payload) == (enquiry.id, {"post": post.pk})


def test_asked_for_an_organisation_by_its_confirmed_members_only(world: World, alice: Person):
    own = alice.memberships.get().organisation
    assert ask(world, alice, organisation=own).organisation == own
    claimant = make_person("ชาลี")
    member(claimant, own, standing=Membership.Standing.CLAIMED)
    for stranger in (claimant, make_person("บ๊อบ")):
        with pytest.raises(NotAllowed):
            ask(world, stranger, organisation=own)
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"subject": "", "text": " "}, [("subject", "required"), ("text", "required")]),
        ({"subject": "ก" * 201}, [("subject", "too_long")]),
        ({"text": "ก" * 1_000_000}, [("text", "too_long")]),
        ({"text": "ก\0"}, [("text", "unreadable_characters")]),
    ],
)
def test_what_cannot_be_asked(world: World, alice: Person, said: dict[str, object], problems: list[tuple[str, str]]):
    with pytest.raises(BadTexts) as refused:
        ask(world, alice, **said)
    assert [(problem.key, problem.code) for problem in refused.value.problems] == problems
    assert (Enquiry.objects.count(), EnquiryPost.objects.count(), Event.objects.filter(kind="enquiry.asked").count()) \
        == (0, 0, 0)  # fmt: skip


def test_twenty_open_questions_and_no_more(world: World, alice: Person):
    first = ask(world, alice)
    for _ in range(MOST_OPEN - 1):
        ask(world, alice)
    with pytest.raises(actions.UnableToAsk) as refused:
        ask(world, alice)
    assert refused.value.code == "too_many_open"
    actions.close_enquiry(enquiry=first, acting=alice, now=NOW)
    ask(world, alice)
    ask(world, make_person("บ๊อบ"))
    assert Enquiry.objects.count() == MOST_OPEN + 2


def test_a_thread_goes_to_and_fro(world: World, alice: Person):
    enquiry = ask(world, alice)
    actions.add_post(enquiry=enquiry, text="สองชุด", acting=world.staff.screener, now=NOW)
    enquiry.refresh_from_db()
    assert (enquiry.waiting, enquiry.closed_at) == (False, None)
    actions.add_post(enquiry=enquiry, text="ขอบคุณ แล้วตรา?", acting=alice, now=NOW)
    enquiry.refresh_from_db()
    assert enquiry.waiting
    actions.add_post(enquiry=enquiry, text="ประทับด้วย", acting=world.staff.organiser, now=NOW, closing=True)
    enquiry.refresh_from_db()
    assert (enquiry.waiting, enquiry.closed_at) == (False, NOW)
    assert list(enquiry.posts.values_list("by_staff", flat=True)) == [False, True, False, True]
    actions.add_post(enquiry=enquiry, text="อีกข้อ", acting=alice, now=NOW)
    enquiry.refresh_from_db()
    assert (enquiry.waiting, enquiry.closed_at) == (True, None)
    kinds = Event.objects.filter(kind__startswith="enquiry.").order_by("number").values_list("kind", flat=True)
    asked, answered, on = "enquiry.asked", "enquiry.answered", "enquiry.asked_on"
    assert list(kinds) == [asked, answered, on, answered, on]


def test_only_who_asked_and_who_answers_write_and_close(world: World, alice: Person):
    own = alice.memberships.get().organisation
    enquiry = ask(world, alice, organisation=own)
    others = [make_person("เพื่อน", own), make_person("ไกล"), world.staff.chair, world.staff.auditor]
    for person in [*others, *world.staff.judges]:
        with pytest.raises(NotAllowed):
            actions.add_post(enquiry=enquiry, text="ฉันด้วย", acting=person, now=NOW)
        with pytest.raises(NotAllowed):
            actions.close_enquiry(enquiry=enquiry, acting=person, now=NOW)
    assert enquiry.posts.count() == 1


def test_ten_words_in_a_row_and_then_staff_speak(world: World, alice: Person):
    enquiry = ask(world, alice)
    for _ in range(MOST_UNANSWERED - 1):
        actions.add_post(enquiry=enquiry, text="ด่วน", acting=alice, now=NOW)
    with pytest.raises(actions.UnableToAsk) as refused:
        actions.add_post(enquiry=enquiry, text="ด่วน", acting=alice, now=NOW)
    assert refused.value.code == "too_many_unanswered"
    actions.add_post(enquiry=enquiry, text="รับทราบ", acting=world.staff.screener, now=NOW)
    actions.add_post(enquiry=enquiry, text="ขอบคุณ", acting=alice, now=NOW)


def test_closing_twice_is_closing_once(world: World, alice: Person):
    enquiry = ask(world, alice)
    actions.close_enquiry(enquiry=enquiry, acting=world.staff.screener, now=NOW)
    later = NOW + dt.timedelta(hours=1)
    assert actions.close_enquiry(enquiry=enquiry, acting=alice, now=later).closed_at == NOW
    assert AuditRow.objects.filter(act="enquiry.closed").count() == 1


def test_published_changed_and_taken_back(world: World, alice: Person):
    enquiry = ask(world, alice)
    who: dict[str, Any] = {"acting": world.staff.screener, "now": NOW}
    actions.publish_faq(enquiry=enquiry, question=Text(th="กี่ชุด", en="How many"), answer=TH_EN, **who)
    enquiry.refresh_from_db()
    assert (enquiry.faq_question.en, enquiry.faq_answer.th, enquiry.published_at) == ("How many", "ดี", NOW)
    actions.publish_faq(enquiry=enquiry, question=TH_EN, answer=TH_EN, **who)
    actions.withdraw_faq(enquiry=enquiry, **who)
    actions.withdraw_faq(enquiry=enquiry, **who)
    enquiry.refresh_from_db()
    assert (enquiry.faq_question, enquiry.published_at) == (TH_EN, None)
    acts = AuditRow.objects.filter(thing="enquiry").order_by("number").values_list("act", flat=True)
    assert list(acts)[1:] == ["enquiry.published", "enquiry.published", "enquiry.unpublished"]


def test_published_in_both_languages_by_who_answers(world: World, alice: Person):
    enquiry = ask(world, alice)
    with pytest.raises(BadTexts) as refused:
        actions.publish_faq(
            enquiry=enquiry, question=Text(th="ก"), answer=Text(en="b"), acting=world.staff.organiser, now=NOW
        )
    assert [problem.key for problem in refused.value.problems] == ["question_en", "answer_th"]
    for person in (alice, world.staff.chair, world.staff.auditor, world.staff.judges[0]):
        with pytest.raises(NotAllowed):
            actions.publish_faq(enquiry=enquiry, question=TH_EN, answer=TH_EN, acting=person, now=NOW)
        with pytest.raises(NotAllowed):
            actions.withdraw_faq(enquiry=enquiry, acting=person, now=NOW)
