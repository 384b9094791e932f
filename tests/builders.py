"""Builders of a small world: the real 2564 award, people, organisations, and entries with small real files.

edition = make_edition(NOW)                       # open from ten days before NOW to twenty days after
office = make_organisation("เทศบาลเมืองทดสอบ")
somchai = make_person("สมชาย", office)            # verified address, confirmed membership
entry = filled_entry(edition, office, somchai, NOW)       # a draft that can be sent
receipt = confirmed_entry(edition, office, somchai, NOW)  # sent, answered and confirmed
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.entries import actions
from rangwan.entries.models import Attachment, Entry, Receipt, TeamMember
from rangwan.entries.rules import State
from rangwan.files.actions import receive_file
from rangwan.files.models import StoredFile
from rangwan.forms import rules as forms
from rangwan.judging.actions import finish_sheet, save_marks
from rangwan.judging.models import Assignment
from rangwan.kernel import events
from rangwan.programmes.actions import appoint, load_definition, shift_calendar
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.pack import load_pack
from rangwan.programmes.queries import definition_of
from rangwan.screening.queries import points_of

PACKS = Path(__file__).resolve().parents[1] / "awards"
PACK = "digital-local-2564"
PASSWORD = "correct horse battery"  # of everybody here
NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)  # 10.00 in Bangkok

_MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
}


@lru_cache(maxsize=4)
def pack(name: str = PACK) -> Definition:
    """Return what a pack of this repository declares, read once."""
    return load_pack(PACKS / name)


def approving_pack() -> Definition:
    """Return the award of 2564 as it would be if it asked for the signatory's approval in the system."""
    found = pack()
    return found.model_copy(update={"entering": found.entering.model_copy(update={"approval": True})})


def asking(**entering: Any) -> Definition:
    """Return the award of 2564 as it would be if it said other things about entering (`digital_signature=True`)."""
    found = pack()
    return found.model_copy(update={"entering": found.entering.model_copy(update=entering)})


def join_team(entry: Entry, person: Person, role: str, now: dt.datetime = NOW) -> TeamMember:
    """Put the person into the team of the entry, as if they had accepted an invitation."""
    return TeamMember.objects.create(entry=entry, person=person, role=role, since=now, added_by=entry.coordinator)


def make_edition(
    now: dt.datetime = NOW,
    *,
    slug: str = PACK,
    opens: dt.timedelta = dt.timedelta(days=-10),
    closes: dt.timedelta = dt.timedelta(days=20),
    definition: Definition | None = None,
) -> Edition:
    """Load the award of 2564 (or `definition`) as the edition `slug`, open from now + opens to now + closes."""
    version = load_definition(definition=definition or pack(), acting=None, now=now, slug=slug)
    shift_calendar(edition=version.edition, opens_at=now + opens, closes_at=now + closes, acting=None, now=now)
    return Edition.objects.select_related("programme__organiser").get(pk=version.edition_id)


def make_person(name: str, organisation: Organisation | None = None, *, verified: bool = True) -> Person:
    """Make somebody who can sign in (address `<a number>@example.go.th`), a member of `organisation` if given."""
    email = f"person-{Person.objects.count() + 1}@example.go.th"
    person = Person.objects.create_user(email, PASSWORD, name=name, phone="02-612-6060", position="นักวิชาการ")
    EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)
    if organisation is not None:
        member(person, organisation)
    return person


def make_organisation(
    name: str = "เทศบาลเมืองทดสอบ", *, kind: str = "MM", code: str | None = None, **fields: Any
) -> Organisation:
    """Make a registered local government in Ubon Ratchathani."""
    place = {"amphoe_th": "เมือง", "amphoe_en": "Mueang", "province_th": "อุบลราชธานี", "province_en": "Ubon Ratchathani"}
    return Organisation.objects.create(
        name_th=name, name_en=f"{name} (en)", type=kind, code=code, **{**place, **fields}
    )


def member(
    person: Person,
    organisation: Organisation,
    *,
    standing: Membership.Standing = Membership.Standing.CONFIRMED,
    now: dt.datetime = NOW,
) -> Membership:
    """Put the person into the organisation, confirmed unless `standing` says otherwise."""
    return Membership.objects.create(person=person, organisation=organisation, standing=standing, claimed_at=now)


def appointed(name: str, edition: Edition, role: Appointment.Role, now: dt.datetime = NOW) -> Person:
    """Make a person who holds this role in the edition."""
    person = make_person(name)
    appoint(person=person, edition=edition, role=role, acting=None, now=now)
    return person


# --- files -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def small_file(kind: str) -> bytes:
    """Return the bytes of a small, sound .pptx, .pdf or .jpg."""
    out = io.BytesIO()
    if kind == "pptx":
        from pptx import Presentation

        deck = Presentation()
        deck.slides.add_slide(deck.slide_layouts[6])
        deck.save(out)
    elif kind == "pdf":
        import pikepdf

        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.save(out)
    else:
        from PIL import Image

        Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return out.getvalue()


def upload(name: str = "แบบฟอร์ม น้ำ.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """Return a file as a form posts it; without `content`, a sound one of the kind that its name says."""
    kind = name.rpartition(".")[2]
    return SimpleUploadedFile(
        name, small_file(kind) if content is None else content, _MEDIA.get(kind, "application/octet-stream")
    )


def stored_file(person: Person, name: str = "แบบฟอร์ม น้ำ.pdf", now: dt.datetime = NOW) -> StoredFile:
    """Take in a small file, inspected and kept as the real ones are."""
    kind = name.rpartition(".")[2]
    return receive_file(upload=upload(name), allowed_types=(kind,), max_bytes=50_000_000, acting=person, now=now)


def attach(entry: Entry, kind: str, name: str, now: dt.datetime = NOW, *, question: str = "") -> Attachment:
    """Put a small file of this name into a slot of the entry."""
    stored = stored_file(entry.coordinator, name, now)
    return actions.attach_file(
        entry=entry, kind=kind, stored=stored, acting=entry.coordinator, now=now, question=question
    )


def work_through(now: dt.datetime = NOW, *, most: int = 100) -> int:
    """Do all that the worker would do by `now`, events first, long work after; return how many long pieces that were.

    What fails is put off, as it is in earnest: call it again with a later `now` to see it tried again.
    """
    for done in range(most):
        while events.deliver_pending(now):
            pass
        if not events.work_pending(now):
            return done
    raise AssertionError(f"there is no end to the work after {most} pieces")


# --- entries ---------------------------------------------------------------------------------------------------------


def good_answers(definition: Definition, title: str) -> dict[str, Any]:
    """Return an answer to every question, without a problem, that satisfies the rules of eligibility."""
    return forms.example_answers(definition.form) | {definition.form.title_question: title}


def good_survey(definition: Definition) -> dict[str, Any]:
    """Return an answer to every on-screen question."""
    return {question.key: forms.example_of(question) for question in definition.survey}


def draft_entry(
    edition: Edition, organisation: Organisation, person: Person, now: dt.datetime = NOW, *, title: str = "ระบบน้ำดี"
) -> Entry:
    """Begin an entry: nothing but its title is answered."""
    return actions.create_entry(edition=edition, organisation=organisation, title=title, acting=person, now=now)


def filled_entry(
    edition: Edition, organisation: Organisation, person: Person, now: dt.datetime = NOW, *, title: str = "ระบบน้ำดี"
) -> Entry:
    """Make a draft with every question answered and every required file in place: it can be sent."""
    entry = draft_entry(edition, organisation, person, now, title=title)
    definition = definition_of(entry.definition_id)
    answers = good_answers(definition, title)
    actions.save_answers(entry=entry, answers=answers, base_version=entry.version, acting=person, now=now)
    for slot in definition.form.files:
        if slot.required:
            kind = next(kind for kind in ("pptx", "pdf", "jpg") if kind in slot.types)
            attach(entry, slot.key, f"{slot.label.th[:20]}.{kind}", now)
    entry.refresh_from_db()
    return entry


def submitted_entry(
    edition: Edition, organisation: Organisation, person: Person, now: dt.datetime = NOW, *, title: str = "ระบบน้ำดี"
) -> Entry:
    """Make an entry that was sent: its on-screen questions are open and not answered."""
    entry = filled_entry(edition, organisation, person, now, title=title)
    return actions.submit_entry(entry=entry, acting=person, now=now)


def confirmed_entry(
    edition: Edition, organisation: Organisation, person: Person, now: dt.datetime = NOW, *, title: str = "ระบบน้ำดี"
) -> Receipt:
    """Make an entry that was sent, answered on the screen and confirmed; its receipt (`receipt.entry` is the entry)."""
    entry = submitted_entry(edition, organisation, person, now, title=title)
    survey = good_survey(definition_of(entry.definition_id))
    actions.save_survey(entry=entry, survey=survey, acting=person, now=now)
    return actions.confirm_entry(entry=entry, acting=person, now=now)


# --- committee -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Committee:
    """Who works in an edition."""

    organiser: Person
    screener: Person
    second: Person  # a screener too
    chair: Person
    auditor: Person
    judges: list[Person]


def make_committee(edition: Edition, *, judges: int = 3) -> Committee:
    """Appoint an organiser, two screeners, a chair, an auditor and judges."""
    role = Appointment.Role
    return Committee(
        organiser=appointed("อรุณี ผู้จัด", edition, role.ORGANISER),
        screener=appointed("สุนิสา ตรวจหนึ่ง", edition, role.SCREENER),
        second=appointed("สมพร ตรวจสอง", edition, role.SCREENER),
        chair=appointed("ประเสริฐ ประธาน", edition, role.CHAIR),
        auditor=appointed("อรทัย ตรวจสอบ", edition, role.AUDITOR),
        judges=[appointed(f"กรรมการ {number}", edition, role.JUDGE) for number in range(1, judges + 1)],
    )


def bare_entry(edition: Edition, state: State, number: int = 1, now: dt.datetime = NOW) -> Entry:
    """Put an entry into the table as it stands in this state: quick, without files, receipt or history."""
    office = make_organisation(f"อบต.ที่ {number}")
    coordinator = make_person(f"ผู้ประสานงาน {number}", office)
    definition = definition_of(edition.version_id)
    received = state not in (State.DRAFT, State.SUBMITTED)
    title = f"โครงการที่ {number}"
    return Entry.objects.create(
        edition=edition, definition_id=edition.version_id or "", organisation=office, coordinator=coordinator,
        title=title, state=state, answers=good_answers(definition, title), survey=good_survey(definition),
        reference=f"T{number:04d}" if received else None, created_at=now, changed_at=now,
        confirmed_at=now if received else None,
    )  # fmt: skip


def all_in_order(entry: Entry) -> dict[str, Any]:
    """Return screening findings that find everything in order."""
    return {point.key: {"ok": True, "note": ""} for point in points_of(entry)}


def assignment(entry: Entry, judge: Person, now: dt.datetime = NOW) -> Assignment:
    """Give the entry to the judge, in the first round."""
    round_key = definition_of(entry.definition_id).rounds[0].key
    return Assignment.objects.create(entry=entry, judge=judge, round=round_key, assigned_at=now, changed_at=now)


def finished_sheet(entry: Entry, judge: Person, part: float = 1.0, now: dt.datetime = NOW) -> Assignment:
    """Give the entry to the judge, who gives each criterion this part of its highest mark and finishes."""
    sheet = assignment(entry, judge, now)
    criteria = definition_of(entry.definition_id).criteria
    marks = {criterion.key: {"mark": round(criterion.top * part, 2), "comment": ""} for criterion in criteria}
    save_marks(assignment=sheet, marks=marks, acting=judge, now=now)
    return finish_sheet(assignment=sheet, acting=judge, now=now)
