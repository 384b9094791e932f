"""Shapes that every stage uses: texts, moments, lists, problems."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rangwan.kernel.thai_dates import BANGKOK

Item = TypeVar("Item")


class Shape(BaseModel):
    """Something that the API gives."""


class Given(BaseModel):
    """Something that the API takes. Members that it does not know are left aside."""


class Words(Shape):
    """A text in both languages."""

    th: str
    en: str


class Page(Shape, Generic[Item]):
    """A list; `next` is the address of the following page."""

    items: list[Item]
    next: str | None


class Fault(Shape):
    """One thing that is missing or wrong: a question, `file:<kind>`, `eligibility:<rule>`, `survey:<question>` …"""

    key: str
    code: str
    message: Words


class ProblemDocument(Shape):
    """Why a request was refused (RFC 9457). `version` and `conflicts` come with 412, `problems` with 422."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    message: Words
    problems: list[Fault] = []
    version: int | None = None
    conflicts: dict[str, Any] = {}


class Named(Shape):
    """Something that has an id and a name."""

    id: str
    name: Words


class Labelled(Shape):
    """Something that an award declares: a key and what it is called."""

    key: str
    label: Words


def _moment(raw: Any) -> Any:
    """Read a time; one without offset is Bangkok's, and a day alone means its end (24.00 in Bangkok)."""
    if not isinstance(raw, str):
        raise PydanticCustomError("moment", "not a time")
    try:
        found = dt.datetime.fromisoformat(raw.strip())
    except ValueError:
        raise PydanticCustomError("moment", "not a time") from None
    if not 2000 <= found.year <= 2200:
        raise PydanticCustomError("far", "too far away")
    if len(raw.strip()) == 10:
        found += dt.timedelta(days=1)
    return found if found.tzinfo else found.replace(tzinfo=BANGKOK)


def _round(raw: Any) -> Any:
    if raw is None or raw == "":
        return None
    if isinstance(raw, str) or (isinstance(raw, int) and not isinstance(raw, bool)):
        return str(raw)
    raise PydanticCustomError("round", "not a round")


Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
# The key of a round, or its number from 1; nothing means the first round.
RoundKey = Annotated[
    str | None,
    BeforeValidator(_round),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]}),
]


def in_bangkok(moment: dt.datetime) -> dt.datetime:
    """Return the moment as the API gives it: with Bangkok's offset."""
    return moment.astimezone(BANGKOK)


def in_bangkok_or_none(moment: dt.datetime | None) -> dt.datetime | None:
    """Return `in_bangkok`, None for None."""
    return moment.astimezone(BANGKOK) if moment else None


class Reason(Given):
    """A reason in words."""

    reason: str = ""
    note: str = ""
