"""Shapes of entries, their files and receipts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.api.shapes.base import Fault, Given, Named, Shape, Words
from rangwan.api.shapes.decks import PinOut


class NewEntry(Given):
    """A project to enter, or the id of an entry of an earlier edition whose answers it begins with."""

    organisation: str
    title: str = ""
    copy_from: str = ""


class EntryBegun(Shape):
    """A new entry. `left_out`: questions of the entry it was copied from whose answers do not fit."""

    id: str
    state: str
    version: int
    left_out: list[str] = []


class FormSignature(Shape):
    """A digital signature. `reason` is empty for one that is whole and known here, else it says what is amiss:
    altered, unreadable, unknown_signer, expired, revoked, usage.
    """

    signer: str
    signed_at: str
    trusted: bool
    reason: str


class FormMatchOut(Shape):
    """How a signed form stands to the answers as they are now.

    `standing`: waiting, matches, changed (since it was printed: `changed` names the questions), other_entry, no_code
    or bad_signature; `version` is that of the answers that were printed.
    """

    standing: str
    version: int | None
    changed: list[str]
    read_at: dt.datetime | None
    signature: FormSignature | None
    message: Words


class FileOut(Shape):
    """A file of an entry. `status`: received, clean or refused; `url` gives it back under its own name.

    `form_match` is what was read on the signed form, null for other files.
    """

    id: str
    kind: str
    question: str
    name: str
    type: str
    size: int
    sha256: str
    status: str
    url: str
    form_match: FormMatchOut | None = None


class UploadOut(Shape):
    """A file that comes in pieces. `state`: open, finished (then `file` is there) or refused (`problem` says why)."""

    id: str
    kind: str
    question: str
    name: str
    length: int
    received: int
    state: str
    expires_at: dt.datetime
    url: str
    file: FileOut | None
    problem: Fault | None


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
    pins: list[PinOut]
    problems: list[Fault]
    closes_at: dt.datetime
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


class DatasetReason(Shape):
    """Why a data set does not meet the requirements, or could not be checked."""

    code: str
    message: Words


class DatasetOut(Shape):
    """What the data catalogue says of an address. `result`: waiting, meets, fails or unknown (could not be checked)."""

    address: str
    result: str
    reasons: list[DatasetReason]
    title: str
    licence: str
    formats: list[str]
    checked_at: dt.datetime | None
    asked_again: bool
