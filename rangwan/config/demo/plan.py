"""What the demonstration shows, as the pack's folder demo/ declares it: people, projects, and how far each entry is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from rangwan.kernel.text import Text

SheetPlan = Literal["open", "draft", "finished", "recused"]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Staff(_Declared):
    """Somebody of the committee or of the organiser."""

    key: str
    role: str
    name: str
    position: str


class Coordinator(_Declared):
    """Somebody who enters projects; with `waits`, nobody has decided the claim yet that is made in these words."""

    key: str
    organisation: str  # code in the register, or the type where there is no code
    name: str
    position: str
    waits: str = ""


class Project(_Declared):
    """A project: its answers as typed, the questions that take their own example, and what is ticked on the screen."""

    answers: dict[str, Any]
    examples: tuple[str, ...] = ()
    survey: dict[str, tuple[str, ...]] = {}
    survey_other: dict[str, str] = {}


class Scan(_Declared):
    """How the signed form was scanned: as which type, and what the signatory forgot."""

    type: Literal["jpg", "pdf"] = "jpg"
    unticked: tuple[str, ...] = ()
    seal: bool = True


class Evidence(_Declared):
    """A text file that hangs on a question."""

    name: str
    text: str
    question: str


class Recusal(_Declared):
    """Why a judge steps back."""

    reason: str = "business"
    note: str = ""


class PlannedEntry(_Declared):
    """An entry: whose project, and how far it goes."""

    project: str
    organisation: str
    state: str
    coordinator: str = ""
    quality: float = 0.7  # share of the marks that it deserves
    sheets: tuple[SheetPlan, ...] | None = None  # how far each judge is; None: all have finished
    recusal: Recusal = Recusal()
    presentation: Literal["pptx", "pdf"] = "pptx"
    form: Scan = Scan()
    evidence: Evidence | None = None
    files: bool = True
    bare: bool = False
    failed: tuple[str, ...] = ()  # rules and points that the screener finds not in order
    parts: tuple[str, ...] = ()  # what the screener asks for again
    note: str = ""


class Finished(_Declared):
    """The edition that was run to its result."""

    slug_ending: str
    name_ending: Text
    reference_prefix: str
    prizes: dict[str, int]
    minute: str
    entries: tuple[PlannedEntry, ...]


class Open(_Declared):
    """The edition that accepts entries today."""

    entries: tuple[PlannedEntry, ...]


class Mark(_Declared):
    """The words that say of every entry that it is made up, and the question whose answer begins with them."""

    question: str
    text: str


class Signatories(_Declared):
    """Who signs: names in turn, and the position by type of organisation."""

    names: tuple[str, ...]
    positions: dict[str, str]


class Others(_Declared):
    """Coordinators of the organisations that nobody signs in for."""

    names: tuple[str, ...]
    position: str


class Comments(_Declared):
    """What judges write, by how well they think of it."""

    high: tuple[str, ...]
    middle: tuple[str, ...]
    low: tuple[str, ...]


class Declaration(_Declared):
    """demo.toml."""

    password: str
    mark: Mark
    filled: dict[str, Any]
    signatories: Signatories
    staff: tuple[Staff, ...]
    coordinators: tuple[Coordinator, ...]
    others: Others
    finished: Finished
    open: Open
    comments: Comments


@dataclass(frozen=True)
class Plan:
    """The whole demonstration of the pack in `folder`."""

    folder: Path
    said: Declaration
    projects: dict[str, Project]

    @property
    def register(self) -> Path:
        """The CSV file of its organisations."""
        return self.folder / "demo" / "organisations.csv"

    @property
    def entries(self) -> tuple[PlannedEntry, ...]:
        """The entries of both editions."""
        return self.said.finished.entries + self.said.open.entries


class NoDemonstration(Exception):
    """No award pack here has a demonstration, or this data folder holds an award in earnest."""


def read_plan(awards: Path) -> Plan:
    """Return the plan of the first pack that has one. Raises NoDemonstration."""
    for declaration in sorted(awards.glob("*/demo/demo.toml")):
        projects = tomllib.loads((declaration.parent / "projects.toml").read_text(encoding="utf-8"))
        return Plan(
            folder=declaration.parents[1],
            said=Declaration.model_validate(tomllib.loads(declaration.read_text(encoding="utf-8"))),
            projects={key: Project.model_validate(project) for key, project in projects.items()},
        )
    raise NoDemonstration(f"no award pack in {awards} has a demonstration (a folder demo/)")
