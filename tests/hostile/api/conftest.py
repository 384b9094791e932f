"""The world of tests/api, with an entry that came through screening and a judge who has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from rangwan.accounts.actions import add_organiser_member, claim_membership, request_organisation
from rangwan.accounts.models import Person
from rangwan.entries.actions import ask_about_entry, ask_hand_over, invite_colleague
from rangwan.entries.models import Entry
from rangwan.judging.actions import assign_by_hand
from rangwan.judging.models import Assignment
from rangwan.kernel.text import Text
from rangwan.programmes.actions import publish_example
from rangwan.programmes.models import Appointment
from rangwan.screening.actions import ask_clarification, screen_entry
from rangwan.screening.rules import Verdict
from tests.api.calling import Caller
from tests.api.conftest import World, nobody, now, world
from tests.builders import NOW, PACK, appointed, confirmed_entry, join_team, make_person
from tests.files.drawn import draw

__all__ = ["nobody", "now", "world"]

Role = Appointment.Role


@dataclass
class Judged:
    """Somebody in every part, an entry of the coordinator's, and the scoresheet of the judge."""

    callers: dict[str, Caller]
    entry: Entry
    sheet: Assignment
    places: dict[str, str]  # what stands in the addresses of the operations


@pytest.fixture
def judged(world: World) -> Judged:
    """Prepare an eligible entry with one open scoresheet, a claim and a request that wait."""
    staff = {role.value: appointed(f"คน {role.value}", world.edition, role) for role in Role}
    second = appointed("กรรมการอีกคน", world.edition, Role.JUDGE)
    add_organiser_member(person=staff["organiser"], organiser=world.edition.programme.organiser, acting=None, now=NOW)
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    screen_entry(entry=entry, verdict=Verdict.ELIGIBLE, findings={}, acting=staff["screener"], now=NOW, partial=True)
    entry.refresh_from_db()
    sheet = assign_by_hand(entry=entry, judge=staff["judge"], round_key="judging", acting=staff["chair"], now=NOW)
    people: dict[str, Person] = {"coordinator": world.somchai, "other": world.malee, **staff, "other_judge": second}
    dao = make_person("ดาว")
    claim = claim_membership(organisation=world.office, acting=dao, now=NOW)
    wanted = request_organisation(
        name="เทศบาลตำบลใหม่", type="TM", province="อุบลราชธานี", amphoe="เมือง", tambon="", acting=dao, now=NOW
    )
    enquiry = ask_about_entry(entry=entry, subject="เรื่อง", text="ถาม", acting=world.somchai, now=NOW)
    example = publish_example(
        edition=world.edition, question="problem", text=Text(th="ดี", en="Good"), acting=staff["organiser"], now=NOW
    )
    asked = ask_clarification(
        entry=entry, question="ขอทราบ", due=NOW + dt.timedelta(days=9), acting=staff["screener"], now=NOW
    )
    heir = make_person("ทายาท", world.office)
    place = join_team(entry, make_person("เพื่อน"), "edit")
    letter = invite_colleague(entry=entry, address="x@example.go.th", role="view", acting=world.somchai, now=NOW)
    hand_over = ask_hand_over(entry=entry, reason="ย้ายแล้ว", acting=heir, now=NOW)
    shown = entry.attachments.order_by("pk")[0]
    draw(shown.file, "หน้าแรก")
    return Judged(
        callers={name: Caller(person) for name, person in people.items()},
        entry=entry,
        sheet=sheet,
        places={
            "edition": PACK, "entry_id": entry.id, "version": "2", "file_id": shown.id, "number": "1",
            "assignment_id": sheet.id, "organisation": world.office.id, "requested": wanted.organisation_id,
            "claim_id": claim.id, "ranking_id": "none", "message_id": "none", "upload_id": "none", "judge": second.id,
            "appointment_id": Appointment.objects.get(person=staff["auditor"]).id, "email": dao.email,
            "place_id": place.id, "invitation_id": letter.id, "invitation": letter.id, "request_id": hand_over.id,
            "heir": heir.id, "enquiry_id": enquiry.id, "example_id": example.id, "clarification_id": asked.id,
        },
    )  # fmt: skip
