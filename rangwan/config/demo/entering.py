"""What coordinators do: begin an entry, answer, add files, send it in, confirm it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.accounts.models import Organisation, Person
from rangwan.config.demo import papers, scan
from rangwan.config.demo.plan import PlannedEntry
from rangwan.config.demo.world import World
from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.paper import submission_form
from rangwan.forms.rules import example_of
from rangwan.kernel import events
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of

NEVER_CONFIRMED = ("draft", "submitted")
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Desk:
    """Where the entries of one edition are written: the edition, who is there, and the PDFs being made meanwhile."""

    edition: Edition
    world: World
    pdfs: dict[str, Future[bytes | None]]

    @property
    def definition(self) -> Definition:
        """What the edition declares."""
        return definition_of(self.edition.version_id)


def enter(desk: Desk, planned: PlannedEntry, now: dt.datetime) -> Entry:
    """Bring an entry as far as its coordinator brings it, from `now` on within two hours."""
    person = desk.world.coordinator(planned)
    organisation = desk.world.organisations[planned.organisation]
    answers = answers_of(desk, planned, person, organisation)
    title = str(answers[desk.definition.form.title_question])
    entry = actions.create_entry(edition=desk.edition, organisation=organisation, title=title, acting=person, now=now)
    if planned.bare:
        return entry
    _answer(entry, answers, person, now + 10 * _MINUTE)
    if planned.files:
        _attach_all(desk, planned, entry, now + 60 * _MINUTE)
    if planned.state == "draft":
        return entry
    actions.submit_entry(entry=entry, acting=person, now=now + 80 * _MINUTE)
    if planned.state not in NEVER_CONFIRMED:
        survey = survey_of(desk, planned)
        actions.save_survey(entry=entry, survey=survey, acting=person, now=now + 85 * _MINUTE)
        actions.confirm_entry(entry=entry, acting=person, now=now + 86 * _MINUTE)
    events.deliver_pending(now + 87 * _MINUTE)
    entry.refresh_from_db()
    return entry


def answers_of(desk: Desk, planned: PlannedEntry, person: Person, organisation: Organisation) -> dict[str, Any]:
    """Return the answers of an entry: examples, the project's own, and what is known of person and organisation."""
    said = desk.world.plan.said
    project = desk.world.plan.projects[planned.project]
    form = desk.definition.form
    number = list(desk.world.plan.projects).index(planned.project)
    facts: dict[str, Any] = {
        "person.name": person.name,
        "person.position": person.position,
        "person.phone": person.phone,
        "person.email": person.email,
        "organisation.amphoe_th": organisation.amphoe_th,
        "organisation.province_th": organisation.province_th,
        "signatory.name": said.signatories.names[number % len(said.signatories.names)],
        "signatory.position": said.signatories.positions[organisation.type],
    }
    filled = {key: facts.get(value, value) for key, value in said.filled.items()}
    answers = {key: example_of(form.by_key[key]) for key in project.examples} | project.answers | filled
    if isinstance(answers.get(said.mark.question), str):
        answers[said.mark.question] = said.mark.text + answers[said.mark.question]
    return {key: answers[key] for key in form.by_key if key in answers}


def survey_of(desk: Desk, planned: PlannedEntry) -> dict[str, Any]:
    """Return what is ticked on the screen."""
    project = desk.world.plan.projects[planned.project]
    return {
        key: {"chosen": list(chosen), "other": project.survey_other.get(key, "")}
        for key, chosen in project.survey.items()
    }


def material_of(desk: Desk, planned: PlannedEntry, answers: dict[str, Any], made_at: dt.datetime) -> papers.Material:
    """Return what the entry's presentation is made from."""
    return papers.Material(
        definition=desk.definition,
        answers=answers,
        survey=survey_of(desk, planned),
        organisation=desk.world.organisations[planned.organisation].name_th,
        mark=desk.world.plan.said.mark.text.strip(" ()"),
        made_at=made_at,
    )


def _answer(entry: Entry, answers: dict[str, Any], person: Person, now: dt.datetime) -> None:
    """Save in two goes, as people do."""
    keys = list(answers)
    half = len(keys) // 2
    for part, moment in ((keys[:half], now), (keys[half:], now + 40 * _MINUTE)):
        entry.refresh_from_db()
        given = {key: answers[key] for key in part}
        actions.save_answers(entry=entry, answers=given, base_version=entry.version, acting=person, now=moment)
    entry.refresh_from_db()


def _attach_all(desk: Desk, planned: PlannedEntry, entry: Entry, now: dt.datetime) -> None:
    material = material_of(desk, planned, entry.answers, now)
    kind, content = _presentation(desk, planned, material)
    slides = _attach(entry, "presentation", f"{entry.title[:60]}.{kind}", content, now=now)
    if kind == "pptx":
        _pin(desk, entry, slides, papers.slides_by_section(content), now)
    paper = submission_form(entry, "th", printed_at=now)
    keys = [consent.key for consent in desk.definition.submission_form.consents]
    signed = scan.signed_form(
        paper, unticked=frozenset(keys.index(key) for key in planned.form.unticked), seal=planned.form.seal,
        mark=material.mark, kind=planned.form.type,
    )  # fmt: skip
    _attach(entry, "submission_form", f"{paper.title.split()[0]}.{planned.form.type}", signed, now=now + _MINUTE)
    if planned.evidence is not None:
        text = planned.evidence.text.encode("utf-8-sig")
        question = planned.evidence.question
        _attach(entry, "evidence", planned.evidence.name, text, now=now + 2 * _MINUTE, question=question)


def _presentation(desk: Desk, planned: PlannedEntry, material: papers.Material) -> tuple[str, bytes]:
    if planned.presentation == "pptx":
        return "pptx", papers.presentation_file(material)
    converted = desk.pdfs[planned.project].result()
    if converted is not None:
        return "pdf", converted
    deck = papers.presentation(material)
    pages = [(section.name, papers.lines_of(section)) for section in deck.sections]
    return "pdf", scan.drawn_pages([(deck.title, [deck.organisation, deck.award_name]), *pages])


def _pin(desk: Desk, entry: Entry, slides: str, sections: dict[str, list[int]], now: dt.datetime) -> None:
    """Say on which slides each criterion is shown."""
    known = desk.definition.criteria_by_key
    pins = [actions.PinAsked(key, slides, numbers) for key, numbers in sections.items() if key in known]
    actions.set_pins(entry=entry, pins=pins, acting=entry.coordinator, now=now)


def _attach(entry: Entry, kind: str, name: str, content: bytes, *, now: dt.datetime, question: str = "") -> str:
    upload = SimpleUploadedFile(name, content)
    person = entry.coordinator
    return actions.add_file(entry=entry, kind=kind, question=question, upload=upload, acting=person, now=now).id
