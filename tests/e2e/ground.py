"""Puts in place, in a site's own database, what a browser test begins with: `python -m tests.e2e.ground WHAT`.

award      the award of 2564, loaded before, is open today; its staff
rivals     two more confirmed entries: one to be found ineligible, one eligible
draft      a draft with everything in it, and its coordinator
pair       a draft that is only begun, its coordinator and a colleague who may write in it
answers ID what is stored of an entry
close      the closing has passed
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from rangwan.accounts.models import Organisation, Person  # noqa: E402 - Django comes first
from rangwan.entries.models import Entry, TeamMember  # noqa: E402
from rangwan.entries.rules import TeamRole  # noqa: E402
from rangwan.kernel import clock  # noqa: E402
from rangwan.kernel.thai_dates import BANGKOK  # noqa: E402
from rangwan.programmes.actions import shift_calendar  # noqa: E402
from rangwan.programmes.models import Appointment, Edition  # noqa: E402
from rangwan.screening.actions import screen_entry  # noqa: E402
from rangwan.screening.queries import points_of  # noqa: E402
from rangwan.screening.rules import Verdict  # noqa: E402
from tests.builders import PACK, PASSWORD, appointed, confirmed_entry, draft_entry, filled_entry, make_person  # noqa: E402

DAY = dt.timedelta(days=1)
STAFF = {
    "organiser": ("อรทัย ผู้จัด", Appointment.Role.ORGANISER),
    "screener": ("สุนีย์ ตรวจทาน", Appointment.Role.SCREENER),
    "second": ("ธีระ ตรวจซ้ำ", Appointment.Role.SCREENER),
    "chair": ("ศักดิ์ชัย ประธาน", Appointment.Role.CHAIR),
    "judge1": ("รศ. มาลี กรรมการ", Appointment.Role.JUDGE),
    "judge2": ("ดร. พงษ์ กรรมการ", Appointment.Role.JUDGE),
    "judge3": ("วราภรณ์ กรรมการ", Appointment.Role.JUDGE),
    "judge4": ("เกรียงไกร กรรมการ", Appointment.Role.JUDGE),
}


def award() -> dict[str, Any]:
    """Open the award and appoint its staff."""
    edition, now = Edition.objects.get(slug=PACK), clock.now()
    midnight = now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    shift_calendar(edition=edition, opens_at=midnight - 10 * DAY, closes_at=midnight + 20 * DAY, acting=None, now=now)
    staff = {key: appointed(name, edition, role, now) for key, (name, role) in STAFF.items()}
    return {"password": PASSWORD, **{key: person.email for key, person in staff.items()}}


def rivals() -> dict[str, Any]:
    """Confirm two more entries; the rival is found eligible, the doubtful one waits."""
    doubtful = _confirmed("4500103", "จิราพร แม่เหียะ", "ระบบป้ายประกาศอิเล็กทรอนิกส์")
    rival = _confirmed("3400102", "อนุชา ขอนแก่น", "แผนที่น้ำท่วมขังแบบทันที")
    findings = {point.key: {"ok": True, "note": ""} for point in points_of(rival)}
    screener = Person.objects.get(name=STAFF["screener"][0])
    screen_entry(
        entry=rival, verdict=Verdict.ELIGIBLE, findings=findings, note="", due=None, parts=[], acting=screener,
        now=clock.now(),
    )  # fmt: skip
    return {"doubtful": doubtful.reference, "rival": rival.reference}


def _confirmed(code: str, who: str, title: str) -> Entry:
    edition, office = Edition.objects.get(slug=PACK), Organisation.objects.get(code=code)
    return confirmed_entry(edition, office, make_person(who, office), clock.now(), title=title).entry


def draft() -> dict[str, str]:
    """Make a draft with everything in it."""
    edition, now = Edition.objects.get(slug=PACK), clock.now()
    office = Organisation.objects.get(code="4341901")
    person = make_person("วิมล ร่างไว้", office)
    entry = filled_entry(edition, office, person, now, title="ระบบร่างไว้ก่อน")
    return {"email": person.email, "password": PASSWORD, "entry": entry.id}


def pair() -> dict[str, str]:
    """Make a draft for two people."""
    edition, now = Edition.objects.get(slug=PACK), clock.now()
    office = Organisation.objects.get(code="4341901")
    first, second = make_person("สมชาย เริ่มก่อน", office), make_person("สมหญิง มาช่วย", office)
    entry = draft_entry(edition, office, first, now, title="ระบบที่ทำด้วยกัน")
    TeamMember.objects.create(entry=entry, person=second, role=TeamRole.EDIT, since=now, added_by=first)
    return {"first": first.email, "second": second.email, "password": PASSWORD, "entry": entry.id}


def answers(entry: str) -> dict[str, Any]:
    """Tell what is stored."""
    return dict(Entry.objects.get(pk=entry).answers)


def close() -> None:
    """Let the closing be a minute ago."""
    edition, now = Edition.objects.get(slug=PACK), clock.now()
    closed = now - dt.timedelta(minutes=1)
    shift_calendar(edition=edition, opens_at=edition.opens_at, closes_at=closed, acting=None, now=now)


if __name__ == "__main__":
    known: tuple[Callable[..., Any], ...] = (award, rivals, draft, pair, answers, close)
    makers = {make.__name__: make for make in known}
    print(json.dumps(makers[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
