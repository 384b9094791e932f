from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from rangwan.accounts import actions, queries
from rangwan.accounts.models import ApiToken, Organiser, Person
from rangwan.accounts.permissions import NotAllowed, is_organiser_staff
from rangwan.accounts.rules import Refused
from rangwan.kernel.models import AuditRow


def test_a_person_is_made_with_a_password_and_an_address(db: None, now: dt.datetime):
    made = actions.create_person(
        email=" Somchai@Example.GO.TH ", name="สมชาย ใจดี", password="correct horse", verified=True, acting=None, now=now
    )
    assert (made.email, made.name, made.language) == ("somchai@example.go.th", "สมชาย ใจดี", "th")
    assert made.check_password("correct horse")
    assert queries.has_verified_email(made)
    assert queries.person_by_email("SOMCHAI@example.go.th") == made
    assert queries.verified_addresses(made) == ["somchai@example.go.th"]
    row = AuditRow.objects.get()
    assert (row.act, row.actor, row.thing_id) == ("person.created", "", made.id)
    assert "correct horse" not in str([row.before, row.after])


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"email": "nonsense"}, "email", "email_invalid"),
        ({"email": "a\x00@example.com"}, "email", "unusable_character"),
        ({"email": "a" * 250 + "@example.com"}, "email", "too_long"),
        ({"email": "taken@example.com"}, "email", "email_taken"),
        ({"email": "Taken@Example.com"}, "email", "email_taken"),
        ({"name": ""}, "name", "required"),
        ({"name": "ก" * 100_000}, "name", "too_long"),
        ({"phone": "0" * 61}, "phone", "too_long"),
        ({"position": "\x00"}, "position", "unusable_character"),
        ({"language": "de"}, "language", "language_unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    person: Callable[..., Person], now: dt.datetime, given: dict[str, str], field: str, code: str
):
    person("taken")
    good = {"email": "new@example.com", "name": "ใหม่"} | given
    with pytest.raises(Refused) as refused:
        actions.create_person(**good, password="x", verified=True, acting=None, now=now)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert Person.objects.count() == 1
    assert AuditRow.objects.count() == 1


def test_an_unverified_address_is_not_verified(person: Callable[..., Person]):
    assert queries.has_verified_email(person("alice", verified=False)) is False


def test_a_profile_is_changed_by_its_owner_alone(person: Callable[..., Person], now: dt.datetime):
    alice, bob = person("alice"), person("bob")
    said: dict[str, Any] = {"name": "อลิซ", "position": "นักวิชาการคอมพิวเตอร์", "phone": "02-612-6060", "language": "en"}
    with pytest.raises(Refused) as refused:
        actions.update_profile(person=alice, **said, acting=bob, now=now)
    assert refused.value.code == "not_yours"
    changed = actions.update_profile(person=alice, **said, acting=alice, now=now)
    assert {key: getattr(changed, key) for key in said} == said
    actions.update_profile(person=alice, **said, acting=alice, now=now)
    row = AuditRow.objects.get(act="person.changed")  # once: the second time nothing changed
    assert (row.before["name"], row.after["name"]) == ("alice", "อลิซ")


def test_staff_of_an_organiser_begin_and_end(person: Callable[..., Person], now: dt.datetime):
    alice = person("alice")
    organiser = Organiser.objects.create(slug="dga", name_th="สำนักงาน")
    for _ in range(2):
        actions.add_organiser_member(person=alice, organiser=organiser, acting=None, now=now)
    assert is_organiser_staff(alice) is True
    for _ in range(2):
        actions.end_organiser_member(person=alice, organiser=organiser, acting=None, now=now)
    assert is_organiser_staff(alice) is False
    actions.add_organiser_member(person=alice, organiser=organiser, acting=None, now=now)
    assert [row.act for row in AuditRow.objects.filter(thing="organiser")] == [
        "organiser.member_added", "organiser.member_ended", "organiser.member_added",
    ]  # fmt: skip


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_a_token_opens_the_door_until_it_is_revoked(person: Callable[..., Person], now: dt.datetime):
    alice, bob = person("alice"), person("bob")
    secret = actions.make_token(person=alice, label="สคริปต์", acting=alice, now=now)
    token = ApiToken.objects.get()
    assert secret not in (token.digest, token.id)
    assert queries.person_for_token(secret) == alice
    assert queries.tokens_of(alice) == [token]
    with pytest.raises(NotAllowed):
        actions.revoke_token(token_id=token.id, acting=bob, now=now)
    for _ in range(2):
        actions.revoke_token(token_id=token.id, acting=alice, now=now)
    assert queries.person_for_token(secret) is None
    assert queries.tokens_of(alice) == []
    assert [row.act for row in AuditRow.objects.filter(thing="token")] == ["token.made", "token.revoked"]


@pytest.mark.parametrize("secret", ["", "x", "\x00", "ก" * 5000, "\ud800"])
def test_a_wrong_token_opens_nothing(person: Callable[..., Person], now: dt.datetime, secret: str):
    actions.make_token(person=person("alice"), label="a", acting=None, now=now)
    assert queries.person_for_token(secret) is None


def test_a_closed_account_has_no_tokens_left(person: Callable[..., Person], now: dt.datetime):
    alice = person("alice")
    secret = actions.make_token(person=alice, label="a", acting=alice, now=now)
    Person.objects.filter(pk=alice.pk).update(is_active=False)
    assert queries.person_for_token(secret) is None


def test_nobody_makes_tokens_for_others_or_without_end(person: Callable[..., Person], now: dt.datetime):
    alice, bob = person("alice"), person("bob")
    with pytest.raises(NotAllowed):
        actions.make_token(person=alice, label="a", acting=bob, now=now)
    for number in range(20):
        actions.make_token(person=alice, label=f"{number}", acting=alice, now=now)
    with pytest.raises(Refused) as refused:
        actions.make_token(person=alice, label="a", acting=alice, now=now)
    assert (refused.value.code, refused.value.params) == ("too_many_tokens", {"limit": 20})
