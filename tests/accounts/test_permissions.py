"""Alice has what she claimed, Bob is her confirmed colleague, Charlie belongs elsewhere, staff are staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from rangwan.accounts import actions, permissions
from rangwan.accounts.models import Membership, Organisation, Person


@pytest.fixture
def world(
    organisation: Callable[[str], Organisation], person: Callable[..., Person], staff: Person, now: dt.datetime
) -> dict[str, Person]:
    people = {name: person(name) for name in ("alice", "bob", "charlie", "dora")} | {"staff": staff}
    yala, pattaya = organisation("เทศบาลนครยะลา"), organisation("เมืองพัทยา")
    for name, place, standing in (
        ("bob", yala, Membership.Standing.CONFIRMED),
        ("charlie", pattaya, Membership.Standing.CONFIRMED),
        ("alice", yala, Membership.Standing.CLAIMED),
        ("dora", pattaya, Membership.Standing.REFUSED),
    ):
        Membership.objects.create(person=people[name], organisation=place, standing=standing, claimed_at=now)
    for number, name in enumerate(("alice", "dora")):
        claim = actions.request_organisation(
            name=f"ทต.ใหม่ {number}", type="TM", province="ยะลา", amphoe="", tambon="", acting=people[name], now=now
        )
        if name == "dora":
            actions.decide_organisation(organisation=claim.organisation, agree=False, note="x", acting=staff, now=now)
    return people


def test_who_decides_about_whom(world: dict[str, Person]):
    decided = {
        name: {
            f"{membership.person.name} in {membership.organisation.name_th}"
            for membership in Membership.objects.select_related("person", "organisation")
            if permissions.may_decide(person, membership)
        }
        for name, person in world.items()
    }
    yala = {"alice in เทศบาลนครยะลา"}
    everyone = {f"{each.person.name} in {each.organisation.name_th}" for each in Membership.objects.all()}
    assert decided == {
        "alice": set(), "bob": yala, "charlie": set(), "dora": set(), "staff": everyone,
    }  # fmt: skip


def test_who_drafts_for_whom(world: dict[str, Person]):
    drafts = {
        name: {place.name_th for place in Organisation.objects.all() if permissions.may_draft_for(person, place)}
        for name, person in world.items()
    }
    assert drafts == {
        "alice": {"เทศบาลนครยะลา", "ทต.ใหม่ 0"}, "bob": {"เทศบาลนครยะลา"}, "charlie": {"เมืองพัทยา"},
        "dora": set(), "staff": set(),
    }  # fmt: skip


def test_who_belongs_where(world: dict[str, Person]):
    belongs = {
        name: {place.name_th for place in Organisation.objects.all() if permissions.belongs_to(person, place)}
        for name, person in world.items()
    }
    assert belongs == {
        "alice": set(), "bob": {"เทศบาลนครยะลา"}, "charlie": {"เมืองพัทยา"}, "dora": set(), "staff": set(),
    }  # fmt: skip


def test_every_pair_agrees(world: dict[str, Person]):
    memberships, organisations = Membership.objects.all(), Organisation.objects.all()
    for person in world.values():
        assert set(permissions.decidable_by(memberships, person)) == {
            membership for membership in memberships if permissions.may_decide(person, membership)
        }
        assert set(permissions.draftable_by(organisations, person)) == {
            place for place in organisations if permissions.may_draft_for(person, place)
        }
    for reader in (*world.values(), None):
        assert set(permissions.organisations_visible_to(organisations, reader)) == {
            place for place in organisations if permissions.may_see_organisation(reader, place)
        }


def test_strangers_see_the_register_alone(world: dict[str, Person]):
    seen = set(
        permissions.organisations_visible_to(Organisation.objects.all(), None).values_list("standing", flat=True)
    )
    assert seen == {"registered"}
    hidden = Organisation.objects.get(name_th="ทต.ใหม่ 0")
    seers = [name for name, person in world.items() if permissions.may_see_organisation(person, hidden)]
    assert sorted(seers) == ["alice", "staff"]


def test_only_staff_decide_claims_at_large(world: dict[str, Person]):
    assert [name for name, person in world.items() if permissions.may_decide_claims(person)] == ["staff"]


def test_a_colleague_answers_what_waits_and_what_they_answered_themselves(world: dict[str, Person], now: dt.datetime):
    claim = Membership.objects.select_related("organisation").get(
        person=world["alice"], organisation__name_th="เทศบาลนครยะลา"
    )
    eve = Person.objects.create_user("eve@example.go.th")
    Membership.objects.create(
        person=eve, organisation=claim.organisation, standing=Membership.Standing.CONFIRMED, claimed_at=now
    )

    def deciders() -> list[str]:
        claim.refresh_from_db()
        people = {"bob": world["bob"], "eve": eve, "staff": world["staff"]}
        return [name for name, person in people.items() if permissions.may_decide(person, claim)]

    assert deciders() == ["bob", "eve", "staff"]
    actions.decide_membership(membership=claim, confirm=True, note="", acting=world["bob"], now=now)
    assert deciders() == ["bob", "staff"]  # Eve does not put out whom Bob let in
    with pytest.raises(permissions.NotAllowed):
        actions.decide_membership(membership=claim, confirm=False, note="x", acting=eve, now=now)
    actions.decide_membership(membership=claim, confirm=False, note="ผิดคน", acting=world["bob"], now=now)
    actions.decide_membership(membership=claim, confirm=True, note="", acting=world["staff"], now=now)
    assert deciders() == ["staff"]


def test_an_address_under_the_own_domain_lets_nobody_in_by_itself(person, now: dt.datetime):
    yala = Organisation.objects.create(type="CM", name_th="เทศบาลนครยะลา", province_th="ยะลา", domain="yalacity.go.th")
    bob, alice = person("bob"), person("alice", email="alice@yalacity.go.th")
    Membership.objects.create(person=bob, organisation=yala, standing=Membership.Standing.CONFIRMED, claimed_at=now)
    claim = actions.claim_membership(organisation=yala, acting=alice, now=now)
    assert (claim.grounds, claim.standing) == ("domain", "claimed")
    assert not permissions.belongs_to(alice, yala)
    with pytest.raises(permissions.NotAllowed):
        actions.decide_membership(membership=claim, confirm=True, note="", acting=alice, now=now)
    actions.decide_membership(membership=claim, confirm=True, note="", acting=bob, now=now)
    assert permissions.belongs_to(alice, yala)
