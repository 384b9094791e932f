"""Lists of questions: what each reader finds there, in which order, at the same cost whatever their length."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.models import Enquiry
from rangwan.programmes.queries import advice
from tests.builders import NOW, make_edition, make_organisation, make_person
from tests.programmes.conftest import World

HOUR = dt.timedelta(hours=1)


def test_the_queue_begins_with_the_longest_waiting_then_the_newest(world: World):
    alice = make_person("อลิสา")
    made = [
        actions.ask(edition=world.edition, subject=f"{n}", text="?", acting=alice, now=NOW + n * HOUR) for n in range(4)
    ]
    for enquiry in made[:2]:
        actions.add_post(enquiry=enquiry, text="!", acting=world.staff.screener, now=NOW + 9 * HOUR)
    subjects = [item.subject for item in advice.enquiry_queue(world.staff.organiser, world.edition)]
    assert subjects == ["2", "3", "1", "0"]
    assert [item.subject for item in advice.enquiry_queue(world.staff.organiser, world.edition, offset=1, limit=2)] == [
        "3", "1",
    ]  # fmt: skip
    assert advice.enquiry_counts(world.edition) == (4, 2)
    assert advice.enquiry_queue(world.staff.organiser, make_edition(slug="other")) == []


def test_everybody_finds_their_own_and_what_colleagues_asked_for_the_office(world: World):
    office = make_organisation()
    alice, bob, far = make_person("อลิสา", office), make_person("บ๊อบ", office), make_person("ไกล")
    shared = actions.ask(
        edition=world.edition, subject="ร่วม", text="?", organisation=office, acting=alice, now=NOW + HOUR
    )
    private = actions.ask(edition=world.edition, subject="ส่วนตัว", text="?", acting=alice, now=NOW)
    assert advice.own_enquiries(alice) == [shared, private]
    assert advice.own_enquiries(bob) == [shared]
    assert advice.own_enquiries(far) == []
    assert advice.own_enquiries(world.staff.screener) == []
    for person in (bob, far, world.staff.chair, world.staff.auditor):
        with pytest.raises(advice.NoSuchEnquiry):
            advice.enquiry_for(person, private.id)
    assert advice.enquiry_for(world.staff.screener, private.id) == private
    with pytest.raises(advice.NoSuchEnquiry):
        advice.enquiry_for(alice, "nowhere")


def test_lists_cost_the_same_for_1_and_50(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    office = make_organisation()
    alice = make_person("อลิสา", office)
    for number in (1, 50):
        while Enquiry.objects.count() < number:
            asker = make_person("ผู้ถาม", office)
            enquiry = actions.ask(
                edition=world.edition, subject="?", text="?", organisation=office, acting=asker, now=NOW
            )
            actions.publish_faq(
                enquiry=enquiry, question=Text(th="ก", en="a"), answer=Text(th="ก", en="a"),
                acting=world.staff.screener, now=NOW,
            )  # fmt: skip
        with django_assert_num_queries(3):
            rows = advice.enquiry_queue(world.staff.screener, world.edition)
            rows += advice.own_enquiries(alice)
            found = [(str(row.asked_by), row.organisation_id, row.edition_id) for row in rows]
            faq = advice.faq_of(world.edition)
        assert (len(found), len(faq)) == (2 * number, number)


def test_a_thread_costs_one_query_whatever_its_length(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    enquiry = actions.ask(edition=world.edition, subject="?", text="0", acting=make_person("อลิสา"), now=NOW)
    for number in range(1, 20):
        actions.add_post(enquiry=enquiry, text=str(number), acting=world.staff.screener, now=NOW)
    with django_assert_num_queries(1):
        assert [(post.text, bool(str(post.by))) for post in advice.posts_of(enquiry)] == [
            (str(number), True) for number in range(20)
        ]
