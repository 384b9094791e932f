"""People and organisations, made by the actions themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from rangwan.accounts import actions, register
from rangwan.accounts.models import Organisation, Organiser, Person

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
# Facts about nine real local governments, in the department's columns.
HEADER, *ROWS = (Path(__file__).parent / "register.csv").read_text(encoding="utf-8").splitlines()


def csv_file(folder: Path, lines: Iterable[str], *, header: str = HEADER, bom: bool = False) -> Path:
    """Write a register with these lines below the header."""
    path = folder / "register.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig" if bom else "utf-8")
    return path


@pytest.fixture
def now() -> dt.datetime:
    return NOW


@pytest.fixture
def small_register(db: None, tmp_path: Path) -> actions.ImportReport:
    """The nine organisations of ROWS, imported."""
    assert len(register.FIELDS) == 9
    return actions.import_organisations(path=csv_file(tmp_path, ROWS), acting=None, now=NOW)


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Make a person: person("alice"), with a verified address unless told otherwise."""

    def make(name: str, *, email: str = "", verified: bool = True) -> Person:
        return actions.create_person(
            email=email or f"{name}@example.com", name=name, password=None, verified=verified, acting=None, now=NOW
        )

    return make


@pytest.fixture
def staff(person: Callable[..., Person]) -> Person:
    """Somebody who works for an organiser."""
    member = person("staff")
    organiser = Organiser.objects.create(slug="dga", name_th="สำนักงาน")
    actions.add_organiser_member(person=member, organiser=organiser, acting=None, now=NOW)
    return member


@pytest.fixture
def organisation(small_register: actions.ImportReport) -> Callable[[str], Organisation]:
    """Return the organisation with this full name."""
    return lambda name: Organisation.objects.get(name_th=name)
