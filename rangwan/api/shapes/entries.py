"""Shapes of entries, their files and receipts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.api.shapes.base import Fault, Given, Named, Shape, Words


class NewEntry(Given):
    """A project to enter."""

    organisation: str
    title: str = ""


class EntryBegun(Shape):
    """A new entry."""

    id: str
    state: str
    version: int


class FileOut(Shape):
    """A file of an entry. `status`: received, clean or refused; `url` gives it back under its own name."""

    id: str
    kind: str
    question: str
    name: str
    type: str
    size: int
    sha256: str
    status: str
    url: str


class EntryRow(Shape):
    """An entry in a list."""

    id: str
    edition: str
    title: str
    state: str
    state_name: Words
    version: int
    reference: str | None
    organisation: Named


class Returned(Shape):
    """What screening asked to be corrected: sections and `file:<kind>`, and until when."""

    parts: list[str]
    due: dt.datetime | None
    note: str


class EntryOut(EntryRow):
    """An entry. `problems` says what keeps it from being sent, while it can be changed."""

    answers: dict[str, Any]
    survey: dict[str, Any]
    files: list[FileOut]
    problems: list[Fault]
    created_at: dt.datetime
    submitted_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    returned: Returned | None


class Saved(Shape):
    """What a save led to. A value that is not valid is kept, and listed in `problems`."""

    version: int
    problems: list[Fault]


class StateOut(Shape):
    """Where the entry stands now."""

    state: str
    state_name: Words


class SurveyKept(Shape):
    """What is kept of the on-screen questions."""

    state: str
    survey: dict[str, Any]


class Confirmed(Shape):
    """The receipt, in short. `receipt_url` answers to the same token, `page_url` in a browser."""

    state: str
    reference: str | None
    received_at: dt.datetime
    receipt_url: str
    page_url: str
    digest: str


class ReceivedFile(Shape):
    """A file as it was received."""

    id: str
    kind: str
    name: str
    size: int
    sha256: str


class ReceiptOut(Shape):
    """A receipt: when the entry was received, and the hash of every file. The one with the highest number counts."""

    number: int
    reference: str | None
    title: str
    received_at: dt.datetime
    files: list[ReceivedFile]
    digest: str
    page_url: str


class ReceiptCounts(ReceiptOut):
    """The receipt that counts, and those before it."""

    earlier: list[ReceiptOut]
