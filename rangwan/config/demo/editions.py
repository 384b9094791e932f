"""The two editions of the demonstration, played through from their calendars to today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from rangwan.accounts.models import Organiser
from rangwan.config.demo import papers
from rangwan.config.demo.committee import PASSED, Committee
from rangwan.config.demo.entering import NEVER_CONFIRMED, Desk, answers_of, enter, material_of
from rangwan.config.demo.plan import Plan, PlannedEntry
from rangwan.config.demo.world import World
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.actions import load_definition, revise_definition, shift_calendar
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.pack import load_pack

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
FINISHED = (-220, -189)  # days from today on which the finished edition opened and closed
OPEN = (-20, 25)  # … and on which the open one did and will


def play(plan: Plan, now: dt.datetime) -> None:
    """Make both editions with all that happened in them until `now`."""
    definition = load_pack(plan.folder)
    world = World(plan)
    began = midnight(now, FINISHED[0]) - 10 * _DAY
    finished = _edition(_finished(definition, plan), plan, FINISHED, now, plan.said.finished.slug_ending)
    world.populate(Organiser.objects.get(slug=definition.organiser.slug), began)
    _play_finished(finished, world)
    opened = _edition(definition, plan, OPEN, now)
    _play_open(opened, world, now)


def midnight(now: dt.datetime, days: int) -> dt.datetime:
    """Return the beginning of a day in Bangkok, `days` from today."""
    today = now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + days * _DAY


def _finished(definition: Definition, plan: Plan) -> Definition:
    """Return what the finished edition declares: the same award, told apart by its name and references."""
    said = plan.said.finished
    name = definition.award.name
    named = Text(th=name.th + said.name_ending.th, en=name.en + said.name_ending.en)
    award = definition.award.model_copy(update={"name": named})
    return definition.model_copy(update={"award": award, "reference_prefix": said.reference_prefix})


def _edition(definition: Definition, plan: Plan, days: tuple[int, int], now: dt.datetime, ending: str = "") -> Edition:
    opens_at, closes_at = (midnight(now, day) for day in days)
    before = opens_at - 12 * _DAY
    slug = definition.award.slug + ending
    version = load_definition(definition=definition, acting=None, now=before, slug=slug)
    shift_calendar(edition=version.edition, opens_at=opens_at, closes_at=closes_at, acting=None, now=before + _HOUR)
    return Edition.objects.select_related("programme__organiser").get(pk=version.edition_id)


def _play_finished(edition: Edition, world: World) -> None:
    said = world.plan.said.finished
    world.appoint_all(edition, edition.opens_at - 6 * _DAY)
    organiser = world.first(Appointment.Role.ORGANISER)
    revise_definition(
        edition=edition, prizes=said.prizes, required=_required(edition), acting=organiser,
        now=edition.opens_at - 5 * _DAY,
    )  # fmt: skip
    edition.refresh_from_db()
    committee = Committee(edition, world)
    _enter_all(committee, said.entries, edition.opens_at + 3 * _DAY, edition.closes_at - 2 * _DAY)
    for number, (planned, entry) in enumerate(committee.entries):
        if planned.state not in NEVER_CONFIRMED:
            committee.screen(planned, entry, edition.closes_at + 2 * _DAY + number * 5 * _HOUR)
    committee.assign(edition.closes_at + 7 * _DAY)
    committee.mark(edition.closes_at + 8 * _DAY, edition.closes_at + 28 * _DAY)
    committee.finish(said, edition.closes_at + 32 * _DAY)


def _required(edition: Edition) -> set[str]:
    content = edition.version.content if edition.version else {}
    questions = [question for section in content["form"]["sections"] for question in section["questions"]]
    return {question["key"] for question in questions if question["required"]}


def _play_open(edition: Edition, world: World, now: dt.datetime) -> None:
    world.appoint_all(edition, edition.opens_at - 5 * _DAY)
    committee = Committee(edition, world)
    world.claim_waiting(edition.opens_at + 2 * _HOUR)
    _enter_all(committee, world.plan.said.open.entries, edition.opens_at + _DAY, now - 7 * _DAY)
    waiting = [pair for pair in committee.entries if pair[0].state not in (*NEVER_CONFIRMED, "confirmed")]
    late = [pair for pair in waiting if pair[0].state in PASSED and pair[0].sheets == ()]  # after the lot was drawn
    for number, (planned, entry) in enumerate(pair for pair in waiting if pair not in late):
        committee.screen(planned, entry, now - 6 * _DAY + number * 4 * _HOUR)
    committee.assign(now - 4 * _DAY)
    for planned, entry in late:
        committee.screen(planned, entry, now - 4 * _DAY + _HOUR)
    committee.mark(now - 3 * _DAY, now - _DAY)
    committee.close(now - 5 * _HOUR)


def _enter_all(committee: Committee, planned: tuple[PlannedEntry, ...], start: dt.datetime, end: dt.datetime) -> None:
    """Make the entries one after the other, between `start` and `end`."""
    moments = [start + (end - start) * number / len(planned) for number in range(len(planned))]
    with _pdfs() as pool:
        desk = Desk(committee.edition, committee.world, pool.begun)
        for one, moment in zip(planned, moments, strict=True):
            if one.presentation == "pdf":
                pool.begin(desk, one, moment)
        committee.entries = [(one, enter(desk, one, at)) for one, at in zip(planned, moments, strict=True)]


class _Pool:
    """Makes PDFs beside the rest of the work: LibreOffice is slow, and another processor is there."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor
        self.begun: dict[str, Future[bytes | None]] = {}

    def begin(self, desk: Desk, planned: PlannedEntry, now: dt.datetime) -> None:
        """Begin the PDF of an entry's presentation."""
        organisation = desk.world.organisations[planned.organisation]
        answers = answers_of(desk, planned, desk.world.coordinator(planned), organisation)
        material = material_of(desk, planned, answers, now)
        self.begun[planned.project] = self._executor.submit(papers.presentation_pdf, material)


@contextmanager
def _pdfs() -> Iterator[_Pool]:
    executor = ThreadPoolExecutor(1)
    try:
        yield _Pool(executor)
    finally:
        executor.shutdown(cancel_futures=True)
