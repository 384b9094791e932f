"""The world that is measured: the real award with entries, judges and finished scoresheets, written in bulk.

What stands in it could have come about through the actions, only quicker: states, totals, references, marks with
their history, files in their place and a row in the audit log for each step that counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from bench import files
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.entries.actions import create_entry, save_answers
from rangwan.entries.models import Attachment, Entry, Receipt, Revision
from rangwan.entries.rules import State, reference
from rangwan.files.models import StoredFile
from rangwan.files.storage import storage
from rangwan.forms.rules import example_answers, example_of, limits
from rangwan.judging import rules as judging
from rangwan.judging.models import Assignment, Mark, MarkEvent
from rangwan.judging.rules import SheetState
from rangwan.kernel import audit
from rangwan.kernel.ids import new_id
from rangwan.programmes.actions import appoint, load_definition, shift_calendar
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.pack import load_pack
from rangwan.programmes.queries import definition_of
from rangwan.screening.models import ScreeningVerdict

PACK = Path(__file__).resolve().parents[1] / "awards" / "digital-local-2564"
_WORDS = "โครงการนี้แก้ปัญหาที่ประชาชนต้องเดินทางไกลและรอนานด้วยบริการดิจิทัลที่ใช้งานได้จริง"
_LONG = 600  # characters of a longer answer
LONG_TEXT = (_WORDS * (_LONG // len(_WORDS) + 1))[:_LONG]


@dataclass(frozen=True)
class Size:
    """How large the world is. `open` is how many sheets each judge has still to mark."""

    entries: int = 500
    judges: int = 10
    sheets: int = 1500
    open: int = 1
    entrants: int = 4


@dataclass
class World:
    """Who and what is there."""

    edition: Edition
    definition: Definition
    organiser: Person
    coordinator: Person
    judges: list[Person] = field(default_factory=list)
    entrants: list[tuple[Person, Organisation]] = field(default_factory=list)
    drafts: list[Entry] = field(default_factory=list)  # one of each entrant, with every question answered
    entries: list[Entry] = field(default_factory=list)
    open_sheets: dict[str, list[str]] = field(default_factory=dict)  # {judge id: assignment ids}


def make(size: Size, now: dt.datetime) -> World:
    """Write the world; takes some seconds."""
    chance = random.Random(2564)
    with transaction.atomic():
        version = load_definition(definition=load_pack(PACK), acting=None, now=now)
        opens, closes = now - dt.timedelta(days=10), now + dt.timedelta(days=20)
        shift_calendar(edition=version.edition, opens_at=opens, closes_at=closes, acting=None, now=now)
        edition = Edition.objects.get(pk=version.edition_id)
        world = World(edition, definition_of(version.id), _person("ผู้จัด"), _person("ผู้ประสานงาน"))
        appoint(person=world.organiser, edition=edition, role=Appointment.Role.ORGANISER, acting=None, now=now)
        for number in range(size.judges):
            judge = _person(f"กรรมการ {number + 1}")
            appoint(person=judge, edition=edition, role=Appointment.Role.JUDGE, acting=None, now=now)
            world.judges.append(judge)
        organisations = _organisations(size)
        world.entrants = [_entrant(number, organisations[number], now) for number in range(size.entrants)]
        world.drafts = [_draft(world, *entrant, now) for entrant in world.entrants]
        _entries(world, size, organisations, now)
        _sheets(world, size, chance, now)
    return world


def _person(name: str) -> Person:
    person = Person(name=name, email=f"{new_id()}@example.go.th", phone="02-612-6060", position="นักวิชาการ")
    person.set_unusable_password()
    person.save()
    return person


def _organisations(size: Size) -> list[Organisation]:
    made = [
        Organisation(
            code=f"9{number:06d}", type="TM", name_th=f"เทศบาลตำบลทดสอบ {number}", name_en=f"Test Subdistrict {number}",
            amphoe_th="เมือง", amphoe_en="Mueang", province_th="อุบลราชธานี", province_en="Ubon Ratchathani",
        )
        for number in range(max(size.entries, size.entrants))
    ]  # fmt: skip
    return Organisation.objects.bulk_create(made)


def _entrant(number: int, organisation: Organisation, now: dt.datetime) -> tuple[Person, Organisation]:
    person = _person(f"ผู้เข้าร่วม {number + 1}")
    standing = Membership.Standing.CONFIRMED
    Membership.objects.create(person=person, organisation=organisation, standing=standing, claimed_at=now)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person, organisation


def _draft(world: World, person: Person, organisation: Organisation, now: dt.datetime) -> Entry:
    title = "ร่างที่ยังทำอยู่"
    entry = create_entry(edition=world.edition, organisation=organisation, title=title, acting=person, now=now)
    answers = full_answers(world.definition) | {world.definition.form.title_question: title}
    save_answers(entry=entry, answers=answers, base_version=1, acting=person, now=now)
    return Entry.objects.get(pk=entry.pk)


def full_answers(definition: Definition) -> dict[str, Any]:
    """Return an answer to every question, the longer ones as long as people write them."""
    answers = example_answers(definition.form)
    for key in answers:
        question = definition.form.by_key[key]
        if question.type == "longtext":
            most = min(_LONG, int(limits(question)["max_chars"]))
            answers[key] = (_WORDS * (most // len(_WORDS) + 1))[:most]
    return answers


def full_survey(definition: Definition) -> dict[str, Any]:
    """Return an answer to every on-screen question, as it is kept."""
    ticked = {question.key: example_of(question) for question in definition.survey}
    return {key: given if isinstance(given, dict) else {"chosen": given, "other": ""} for key, given in ticked.items()}


def _entries(world: World, size: Size, organisations: list[Organisation], now: dt.datetime) -> None:
    answers, survey = full_answers(world.definition), full_survey(world.definition)
    title_question = world.definition.form.title_question
    for number in range(1, size.entries + 1):
        title = f"ระบบบริการประชาชนแบบเบ็ดเสร็จ หมายเลข {number} ของเทศบาลตำบล"
        world.entries.append(
            Entry(
                edition=world.edition, definition_id=world.edition.version_id or "", coordinator=world.coordinator,
                organisation=organisations[number - 1], title=title, state=State.ELIGIBLE, version=2,
                answers=answers | {title_question: title}, survey=survey,
                reference=reference(world.definition.reference_prefix, number), created_at=now, changed_at=now,
                submitted_at=now, confirmed_at=now,
            )
        )  # fmt: skip
    Entry.objects.bulk_create(world.entries, batch_size=100)
    world.edition.last_reference = size.entries
    world.edition.save(update_fields=["last_reference"])
    attached = _attachments(world, now)
    by = world.coordinator
    Revision.objects.bulk_create(
        [Revision(entry=entry, version=2, at=now, by=by, changed=entry.answers, before={}) for entry in world.entries],
        batch_size=100,
    )
    Receipt.objects.bulk_create(
        [
            Receipt(
                entry=entry, number=1, received_at=now, received_by=by, entry_version=2, title=entry.title,
                definition_id=entry.definition_id, answers=entry.answers, survey=survey, files=attached[entry.id],
                digest=hashlib.sha256(entry.id.encode()).hexdigest(),
            )
            for entry in world.entries
        ],
        batch_size=100,
    )  # fmt: skip
    ScreeningVerdict.objects.bulk_create(
        [
            ScreeningVerdict(
                entry=entry, verdict="eligible", standing=ScreeningVerdict.Standing.FINAL, findings={},
                by=world.organiser, at=now,
            )
            for entry in world.entries
        ]
    )  # fmt: skip
    for entry in world.entries:
        _record(world, "entry.confirmed", "entry", entry.id, now)
        _record(world, "screening.verdict", "entry", entry.id, now)


def _attachments(world: World, now: dt.datetime) -> dict[str, list[dict[str, Any]]]:
    """Put a small file into every required slot of every entry; return what the receipts say of them."""
    stored, attached = [], []
    listed: dict[str, list[dict[str, Any]]] = {}
    for entry in world.entries:
        listed[entry.id] = []
        for slot in world.definition.form.files:
            if not slot.required:
                continue
            content = files.small_pdf(f"{entry.id} {slot.key}")
            file = StoredFile(
                original_name=f"{slot.label.th[:40]}.pdf", type="pdf", media_type="application/pdf", pages=1,
                size=len(content), sha256=hashlib.sha256(content).hexdigest(), status=StoredFile.Status.CLEAN,
                uploaded_by=world.coordinator, uploaded_at=now, storage_key=new_id(),
            )  # fmt: skip
            part = storage().part_path(file.id)
            part.write_bytes(content)
            storage().keep(part, file.storage_key)
            item = Attachment(entry=entry, kind=slot.key, file=file, attached_at=now)
            stored.append(file)
            attached.append(item)
            listed[entry.id].append(
                {
                    "id": item.id, "kind": slot.key, "name": file.original_name, "size": file.size,
                    "sha256": file.sha256,
                }
            )  # fmt: skip
    StoredFile.objects.bulk_create(stored)
    Attachment.objects.bulk_create(attached)
    return listed


def _sheets(world: World, size: Size, chance: random.Random, now: dt.datetime) -> None:
    """Finished sheets spread evenly over entries and judges, then some that every judge has still to mark."""
    round_key = world.definition.rounds[0].key
    criteria = world.definition.criteria
    finished, marks, events = [], [], []
    for number in range(size.sheets):
        lap, place = divmod(number, size.entries)
        entry = world.entries[place]
        judge = world.judges[(place + lap) % size.judges]  # each lap begins one further: no entry meets a judge twice
        given = {criterion.key: float(chance.randint(0, int(criterion.top))) for criterion in criteria}
        sheet = Assignment(
            entry=entry, judge=judge, round=round_key, state=SheetState.FINISHED, assigned_at=now, changed_at=now,
            finished_at=now, total=judging.total(given, criteria),
        )  # fmt: skip
        finished.append(sheet)
        for key, mark in given.items():
            marks.append(Mark(assignment=sheet, criterion=key, mark=mark, comment=_WORDS, changed_at=now))
            events.append(MarkEvent(assignment=sheet, criterion=key, mark=mark, comment=_WORDS, at=now, by=judge))
    Assignment.objects.bulk_create(finished)
    Mark.objects.bulk_create(marks, batch_size=2000)
    MarkEvent.objects.bulk_create(events, batch_size=2000)
    for sheet in finished:
        _record(world, "judging.finished", "assignment", sheet.id, now)
    taken = {(sheet.entry_id, sheet.judge_id) for sheet in finished}
    waiting = []
    for judge in world.judges:
        free = [entry for entry in world.entries if (entry.id, judge.id) not in taken]
        waiting += [
            Assignment(entry=entry, judge=judge, round=round_key, assigned_at=now, changed_at=now)
            for entry in free[: size.open]
        ]
    for sheet in Assignment.objects.bulk_create(waiting):
        world.open_sheets.setdefault(sheet.judge_id, []).append(sheet.id)


def _record(world: World, act: str, thing: str, thing_id: str, now: dt.datetime) -> None:
    audit.record(
        act=act, thing=thing, thing_id=thing_id, edition=world.edition.id, acting=world.organiser, now=now, after={}
    )
