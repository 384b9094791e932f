from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from rangwan.accounts import actions, queries
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.accounts.permissions import NotAllowed
from rangwan.accounts.rules import Refused
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow, Event

YALA = "เทศบาลนครยะลา"
Find = Callable[[str], Organisation]


def test_an_address_under_the_organisations_domain_speaks_for_the_claim(
    organisation: Find, person: Callable[..., Person], now: dt.datetime
):
    official = person("alice", email="alice@mail.yalacity.go.th")
    outsider = person("bob", email="bob@yalacity.go.th.example.com")
    assert actions.claim_membership(organisation=organisation(YALA), acting=official, now=now).grounds == "domain"
    assert actions.claim_membership(organisation=organisation(YALA), acting=outsider, now=now).grounds == ""


def test_so_does_a_letter_which_may_come_later(organisation: Find, person: Callable[..., Person], now: dt.datetime):
    alice, bob = person("alice"), person("bob")
    claim = actions.claim_membership(organisation=organisation(YALA), letter="file-1", acting=alice, now=now)
    assert (claim.grounds, claim.letter) == ("letter", "file-1")
    later = actions.claim_membership(organisation=organisation(YALA), acting=bob, now=now)
    with pytest.raises(NotAllowed):
        actions.add_letter(membership=later, letter="file-2", acting=alice, now=now)
    later = actions.add_letter(membership=later, letter="file-2", acting=bob, now=now)
    assert (later.grounds, later.letter) == ("letter", "file-2")


def test_a_claim_waits_for_staff_and_drafting_does_not(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, yala = person("alice"), organisation(YALA)
    assert queries.may_draft_for(alice, yala) is False
    claim = actions.claim_membership(organisation=yala, acting=alice, now=now)
    assert (claim.standing, queries.may_draft_for(alice, yala)) == ("claimed", True)
    assert queries.claims_waiting() == queries.claims_waiting(decided_by=staff) == [claim]
    assert queries.members_of(yala) == []

    decided = actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)
    assert (decided.standing, decided.decided_by, decided.decided_at) == ("confirmed", staff, now)
    assert queries.claims_waiting() == []
    assert queries.members_of(yala) == [alice]
    kinds = ["membership.claimed", "membership.confirmed"]
    assert [row.act for row in AuditRow.objects.filter(thing="membership")] == kinds
    assert [event.kind for event in Event.objects.filter(subject=claim.id)] == kinds
    assert audit.verify() == []


def test_a_refusal_needs_a_reason_and_ends_drafting(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, yala = person("alice"), organisation(YALA)
    claim = actions.claim_membership(organisation=yala, acting=alice, now=now)
    with pytest.raises(Refused) as refused:
        actions.decide_membership(membership=claim, confirm=False, note="", acting=staff, now=now)
    assert (refused.value.field, refused.value.code) == ("note", "required")
    actions.decide_membership(membership=claim, confirm=False, note="ไม่มีหนังสือ", acting=staff, now=now)
    assert queries.may_draft_for(alice, yala) is False
    again = actions.claim_membership(organisation=yala, letter="file-1", acting=alice, now=now)
    assert (again.id, again.standing, again.grounds, again.decided_by) == (claim.id, "claimed", "letter", None)


def test_the_same_decision_twice_is_said_and_writes_nothing(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    claim = actions.claim_membership(organisation=organisation(YALA), acting=person("alice"), now=now)
    actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)
    rows = AuditRow.objects.count()
    with pytest.raises(Refused) as refused:
        actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)
    assert refused.value.code == "already_decided"
    assert AuditRow.objects.count() == rows


def test_a_confirmed_colleague_decides_and_nobody_about_themselves(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, bob, yala = person("alice"), person("bob"), organisation(YALA)
    first = actions.claim_membership(organisation=yala, acting=alice, now=now)
    second = actions.claim_membership(organisation=yala, acting=bob, now=now)
    for claim, acting in ((first, alice), (second, bob), (first, bob), (second, alice)):
        with pytest.raises(NotAllowed):
            actions.decide_membership(membership=claim, confirm=True, note="", acting=acting, now=now)
    actions.decide_membership(membership=first, confirm=True, note="", acting=staff, now=now)
    assert queries.claims_waiting(decided_by=alice) == [second]
    actions.decide_membership(membership=second, confirm=True, note="", acting=alice, now=now)
    assert queries.members_of(yala) == [alice, bob]
    own = actions.claim_membership(organisation=yala, acting=staff, now=now)
    with pytest.raises(NotAllowed):
        actions.decide_membership(membership=own, confirm=True, note="", acting=staff, now=now)


def test_pressed_twice_it_is_one_claim_and_a_confirmed_one_stays(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, yala = person("alice"), organisation(YALA)
    claim = actions.claim_membership(organisation=yala, acting=alice, now=now)
    assert actions.claim_membership(organisation=yala, acting=alice, now=now) == claim
    assert AuditRow.objects.filter(act="membership.claimed").count() == 1
    actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)
    assert actions.claim_membership(organisation=yala, letter="x", acting=alice, now=now).standing == "confirmed"
    assert Membership.objects.count() == 1


def test_a_claim_needs_a_verified_address(organisation: Find, person: Callable[..., Person], now: dt.datetime):
    with pytest.raises(NotAllowed):
        actions.claim_membership(organisation=organisation(YALA), acting=person("alice", verified=False), now=now)


def test_a_requested_organisation_is_decided_before_its_members(
    small_register: actions.ImportReport, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, bob = person("alice"), person("bob")
    claim = actions.request_organisation(
        name="ทต.ใหม่", type="TM", province="ยะลา", amphoe="", tambon="", acting=alice, now=now
    )
    with pytest.raises(NotAllowed):
        actions.claim_membership(organisation=claim.organisation, acting=bob, now=now)
    with pytest.raises(Refused) as refused:
        actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)
    assert refused.value.code == "organisation_not_registered"


def test_one_person_cannot_claim_everything(organisation: Find, person: Callable[..., Person], now: dt.datetime):
    alice, some = person("alice"), organisation(YALA)
    for number in range(20):
        place = Organisation.objects.create(type="TAO", name_th=f"อบต.{number}", province_th="ยะลา")
        actions.claim_membership(organisation=place, acting=alice, now=now)
    with pytest.raises(Refused) as refused:
        actions.claim_membership(organisation=some, acting=alice, now=now)
    assert (refused.value.code, refused.value.params) == ("too_many_claims", {"limit": 20})


def test_a_note_may_have_several_lines(
    organisation: Find, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    claim = actions.claim_membership(organisation=organisation(YALA), acting=person("alice"), now=now)
    said = " ไม่มีตราประทับ \r\n\r\nโปรดส่งหนังสือใหม่\r\n"
    refused = actions.decide_membership(membership=claim, confirm=False, note=said, acting=staff, now=now)
    assert refused.note == "ไม่มีตราประทับ\n\nโปรดส่งหนังสือใหม่"


def test_two_claims_at_once_are_one(committed: None, now: dt.datetime):
    alice = actions.create_person(
        email="alice@example.com", name="alice", password=None, verified=True, acting=None, now=now
    )
    yala = Organisation.objects.create(type="CM", name_th=YALA, province_th="ยะลา")
    gate, failures = threading.Barrier(4), list[Exception]()

    def claim() -> None:
        try:
            gate.wait(timeout=10)
            actions.claim_membership(organisation=yala, acting=alice, now=now)
        except Exception as failure:  # noqa: BLE001  told below, in the test's own thread
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    assert [item.standing for item in Membership.objects.all()] == ["claimed"]
    assert audit.verify() == []
