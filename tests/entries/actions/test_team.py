"""Who works on an entry: letters of invitation, coming in, another part, leaving; each by whoever may."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import TestCase

from rangwan.accounts.models import Membership, Person
from rangwan.entries import actions
from rangwan.entries.models import Entry, Invitation, TeamMember
from rangwan.entries.permissions import is_entrant, may_sign, may_write
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.rules import State, TeamRole
from rangwan.kernel.models import AuditRow, Event
from rangwan.notices.models import Message
from tests.builders import NOW, draft_entry, make_edition, make_organisation, make_person, member

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@dataclass
class World:
    """An entry of Alice's; Bob is a confirmed member of her office, Charlie a stranger who is invited."""

    entry: Entry
    alice: Person
    bob: Person
    charlie: Person


@pytest.fixture
def world() -> World:
    office = make_organisation()
    alice = make_person("Alice", office)
    entry = draft_entry(make_edition(), office, alice)
    return World(entry, alice, make_person("Bob", office), make_person("Charlie"))


def invite(world: World, *, address: str = "", role: str = "edit", now: dt.datetime = NOW) -> Invitation:
    address = address or world.charlie.email
    return actions.invite_colleague(entry=world.entry, address=address, role=role, acting=world.alice, now=now)


def secret() -> str:
    """Return the secret in the newest letter of invitation."""
    letter = Message.objects.filter(kind="entry.colleague_invited").order_by("-created_at", "-pk")[0]
    return str(re.findall(r"/my/invitations/([\w-]+)/", letter.body_text)[0])


def join(world: World, person: Person, role: str, now: dt.datetime = NOW) -> TeamMember:
    invitation = invite(world, address=person.email, role=role, now=now)
    actions.accept_invitation(key=invitation.id, acting=person, now=now)
    return TeamMember.objects.get(person=person, ended_at__isnull=True)


def code(error: pytest.ExceptionInfo[actions.TeamRefused]) -> tuple[str, str]:
    return error.value.field, error.value.code


# --- inviting --------------------------------------------------------------------------------------------------------


def test_a_letter_goes_out_in_both_tongues_and_is_shown_nowhere_else(world):
    invitation = invite(world, address="  Mayor@Example.GO.TH ", role="signatory")

    letter = Message.objects.get()
    assert (letter.to_address, letter.secret, letter.to_person) == ("mayor@example.go.th", True, None)
    assert letter.subject == "คำเชิญ: ระบบน้ำดี"
    assert "Alice invites you to approve the entry “ระบบน้ำดี” as the authorised signatory of" in letter.body_text
    assert "Alice ขอเชิญท่านให้ความเห็นชอบโครงการ “ระบบน้ำดี”" in letter.body_text
    key = secret()
    assert (len(key), letter.body_text.count(key)) == (43, 2)
    assert Invitation.objects.get() == invitation
    assert (invitation.role, invitation.expires_at - invitation.invited_at) == ("signatory", dt.timedelta(days=14))
    kept = [str(row) for table in (Invitation, AuditRow, Event) for row in table.objects.values()]
    assert not any(key in row for row in kept)


def test_a_letter_to_somebody_known_begins_in_their_language(world):
    Person.objects.filter(pk=world.charlie.pk).update(language="en")
    invite(world)
    assert Message.objects.get().subject == "Invitation: ระบบน้ำดี"


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@", "a b@example.go.th", "a@example.go.th\nx", f"{'a' * 250}@x.th"]
)
def test_an_address_is_an_address(world, address):
    with pytest.raises(actions.TeamRefused) as refused:
        actions.invite_colleague(entry=world.entry, address=address, role="view", acting=world.alice, now=NOW)
    assert code(refused) == ("address", "address_invalid")
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", ["", "coordinator", "owner"])
def test_a_role_is_a_role(world, role):
    with pytest.raises(actions.TeamRefused) as refused:
        invite(world, role=role)
    assert code(refused) == ("role", "role_unknown")


def test_who_is_there_already_is_not_invited(world):
    EmailAddress.objects.create(user=world.alice, email="alice.second@example.go.th", verified=True)
    with pytest.raises(actions.TeamRefused) as refused:
        invite(world, address="alice.second@example.go.th")
    assert code(refused) == ("address", "is_coordinator")
    join(world, world.charlie, "view")
    with pytest.raises(actions.TeamRefused) as refused:
        invite(world)
    assert code(refused) == ("address", "already_in_team")


def test_a_second_letter_makes_the_first_void(world):
    invite(world)
    first = secret()
    again = invite(world, role="view", now=LATER)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=first, acting=world.charlie, now=LATER)
    assert code(refused) == ("invitation", "revoked")
    actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert Invitation.objects.get(accepted_at__isnull=False) == again


def test_sending_again_gives_a_new_link_and_a_new_date(world):
    first = invite(world, role="signatory")
    again = actions.resend_invitation(entry=world.entry, invitation_id=first.id, acting=world.alice, now=LATER)
    assert (again.role, again.address, again.invited_at) == ("signatory", world.charlie.email, LATER)
    with pytest.raises(NoSuchEntry):
        actions.resend_invitation(entry=world.entry, invitation_id=first.id, acting=world.alice, now=LATER)


def test_nobody_writes_letters_without_end(world):
    for number in range(40):
        invite(world, address=f"person.{number % 3}@example.com")
    with pytest.raises(actions.TeamRefused) as refused:
        invite(world)
    assert code(refused) == ("address", "too_many_letters")
    invite(world, now=NOW + dt.timedelta(days=1))


def test_a_team_has_room_for_fifty(world):
    for number in range(25):
        invite(world, address=f"first.{number}@example.com")
    for number in range(25):
        invite(world, address=f"second.{number}@example.com", now=NOW + dt.timedelta(days=1))
    with pytest.raises(actions.TeamRefused) as refused:
        invite(world, now=NOW + dt.timedelta(days=2))
    assert code(refused) == ("address", "too_many")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DISQUALIFIED])
def test_nobody_is_invited_into_an_entry_that_is_out(world, state):
    Entry.objects.update(state=state)
    with pytest.raises(actions.Frozen):
        invite(world)


# --- coming in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(TeamRole))
def test_the_letter_lets_its_reader_in(world, role):
    invite(world, role=role)
    assert not is_entrant(world.charlie, world.entry)
    with TestCase.captureOnCommitCallbacks(execute=True):
        entry = actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert entry == world.entry
    assert is_entrant(world.charlie, entry)
    assert (may_write(world.charlie, entry), may_sign(world.charlie, entry)) == (role == "edit", role == "signatory")
    told = Message.objects.get(kind="entry.colleague_joined")
    assert (told.to_address, "Charlie" in told.body_text) == (world.alice.email, True)


def test_a_second_press_changes_nothing(world):
    invite(world)
    for _ in range(2):
        actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert TeamMember.objects.count() == 1


def test_the_address_of_the_letter_must_be_ones_own(world):
    invitation = invite(world)
    mallory = make_person("Mallory")
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=mallory, now=LATER)
    assert code(refused) == ("invitation", "other_address")
    with pytest.raises(NoSuchEntry):  # the id of a letter says nothing to strangers, not even that there is one
        actions.accept_invitation(key=invitation.id, acting=mallory, now=LATER)
    EmailAddress.objects.filter(user=world.charlie).update(verified=False)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert code(refused) == ("invitation", "other_address")
    assert not TeamMember.objects.exists()


def test_a_second_verified_address_will_do(world):
    EmailAddress.objects.create(user=world.charlie, email="C.Second@example.go.th", verified=True)
    invite(world, address="c.second@example.go.th")
    assert actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER) == world.entry


@pytest.mark.parametrize("key", ["nothing", "", "x" * 43, "\x00", "ก่ำ"])
def test_what_is_no_secret_opens_nothing(world, key):
    invite(world)
    with pytest.raises(NoSuchEntry):
        actions.accept_invitation(key=key, acting=world.charlie, now=LATER)


def test_a_letter_past_its_date_or_taken_back_is_void(world):
    invitation = invite(world)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=world.charlie, now=invitation.expires_at)
    assert code(refused) == ("invitation", "expired")
    for _ in range(2):
        actions.revoke_invitation(entry=world.entry, invitation_id=invitation.id, acting=world.alice, now=LATER)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert code(refused) == ("invitation", "revoked")
    assert AuditRow.objects.filter(act="entry.invitation_revoked").count() == 1


def test_a_used_letter_does_not_let_anybody_back_in(world):
    place = join(world, world.charlie, "edit")
    used = Invitation.objects.get()
    actions.end_membership(entry=world.entry, member_id=place.id, acting=world.alice, now=LATER)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert code(refused) == ("invitation", "used")
    with pytest.raises(actions.TeamRefused) as refused:
        actions.revoke_invitation(entry=world.entry, invitation_id=used.id, acting=world.alice, now=LATER)
    assert code(refused) == ("invitation", "used")
    assert join(world, world.charlie, "view", LATER).role == "view"


def test_who_became_coordinator_meanwhile_has_no_use_for_it(world):
    member(world.charlie, world.entry.organisation)
    invite(world)
    actions.hand_over(entry=world.entry, to_id=world.charlie.id, acting=world.alice, now=NOW)
    with pytest.raises(actions.TeamRefused) as refused:
        actions.accept_invitation(key=secret(), acting=world.charlie, now=LATER)
    assert code(refused) == ("invitation", "is_coordinator")


def test_invited_under_two_addresses_one_has_one_place(world):
    EmailAddress.objects.create(user=world.charlie, email="c.second@example.go.th", verified=True)
    first, second = invite(world, role="edit"), invite(world, address="c.second@example.go.th", role="signatory")
    for letter in (first, second):
        actions.accept_invitation(key=letter.id, acting=world.charlie, now=LATER)
    assert TeamMember.objects.get().role == "signatory"


# --- another part, and leaving ---------------------------------------------------------------------------------------


def test_a_colleague_gets_another_part_and_is_told(world):
    place = join(world, world.charlie, "view")
    with TestCase.captureOnCommitCallbacks(execute=True):
        for _ in range(2):
            actions.change_role(entry=world.entry, member_id=place.id, role="edit", acting=world.alice, now=LATER)
    assert may_write(world.charlie, world.entry)
    assert Message.objects.get(kind="entry.role_changed").to_address == world.charlie.email
    row = AuditRow.objects.get(act="entry.role_changed")
    assert (row.before["role"], row.after["role"]) == ("view", "edit")
    with pytest.raises(actions.TeamRefused):
        actions.change_role(entry=world.entry, member_id=place.id, role="king", acting=world.alice, now=LATER)


@pytest.mark.parametrize(("who", "told"), [("alice", "charlie"), ("charlie", "alice")])
def test_leaving_ends_every_right_and_the_other_side_is_told(world, who, told):
    place = join(world, world.charlie, "edit")
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.end_membership(entry=world.entry, member_id=place.id, acting=getattr(world, who), now=LATER)
    assert not is_entrant(world.charlie, world.entry)
    place.refresh_from_db()
    assert place.ended_at == LATER
    assert Message.objects.get(kind="entry.colleague_left").to_address == getattr(world, told).email
    with pytest.raises(NoSuchEntry):
        actions.end_membership(entry=world.entry, member_id=place.id, acting=world.alice, now=LATER)


# --- each role × each action -----------------------------------------------------------------------------------------

ACTS = ("invite", "resend", "revoke", "change role", "end")


def _do(act: str, entry: Entry, place: TeamMember, letter: Invitation, who: Person) -> None:
    by: dict[str, Any] = {"entry": entry, "acting": who, "now": LATER}
    match act:
        case "invite":
            actions.invite_colleague(address="new@example.com", role="view", **by)
        case "resend":
            actions.resend_invitation(invitation_id=letter.id, **by)
        case "revoke":
            actions.revoke_invitation(invitation_id=letter.id, **by)
        case "change role":
            actions.change_role(member_id=place.id, role="view", **by)
        case _:
            actions.end_membership(member_id=place.id, **by)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["view", "edit", "signatory", "colleague", "claimed", "stranger"])
def test_only_the_coordinator_says_who_is_in_the_team(world, act, who):
    place, letter = join(world, make_person("Dao"), "edit"), invite(world, address="waiting@example.com")
    people = {"colleague": world.bob, "stranger": make_person("Eve"), "claimed": make_person("Fon")}
    member(people["claimed"], world.entry.organisation, standing=Membership.Standing.CLAIMED)
    acting = people.get(who) or join(world, world.charlie, who).person
    before = AuditRow.objects.count()
    with pytest.raises(actions.NotAllowed):
        _do(act, world.entry, place, letter, acting)
    assert AuditRow.objects.count() == before
    _do(act, world.entry, place, letter, world.alice)
    assert AuditRow.objects.count() == before + 1
