"""Reads of stored files. Who may read one is the business of the thing it is attached to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from rangwan.accounts.models import Person
from rangwan.files import parts
from rangwan.files.models import Preview, PreviewPage, StoredFile, Upload
from rangwan.files.refusal import UploadRefused
from rangwan.files.storage import storage


def file_by_id(file_id: str) -> StoredFile | None:
    """Return the file, or None."""
    return StoredFile.objects.filter(pk=file_id).first()


@dataclass(frozen=True)
class PageItem:
    """One page of a file: its picture goes to serving.serve_picture; `text` is what is written on it."""

    number: int
    key: str
    width: int  # pixels
    height: int
    text: str


@dataclass(frozen=True)
class Pages:
    """The pages of a file as doors show them.

    `state`: waiting, ready, failed, or "" for a kind that has none; `problem`: why they could not be made;
    `warnings`: [{"code", "pages", "params"}]; `pdf_key`: where the PDF lies that was made of it, "" for none.
    """

    state: str
    problem: str = ""
    warnings: tuple[dict[str, Any], ...] = ()
    pages: tuple[PageItem, ...] = ()
    pdf_key: str = ""


def picture_of(stored: StoredFile, number: int) -> str:
    """Return where the picture of this page lies; "" where there is none, or the file may not be read."""
    found = PreviewPage.objects.filter(preview__file=stored, number=number, preview__file__status="clean")
    return found.values_list("image_key", flat=True).first() or ""


def pdf_of(stored: StoredFile) -> str:
    """Return where the PDF lies that was made of the file; "" where there is none, or the file may not be read."""
    found = Preview.objects.filter(file=stored, state=Preview.State.READY, file__status="clean")
    return found.values_list("pdf_key", flat=True).first() or ""


def pages_of(stored: StoredFile) -> Pages:
    """Return the pages of a file; none of one that may not be read. Two queries whatever their number."""
    preview = Preview.objects.filter(file=stored).first() if stored.status == StoredFile.Status.CLEAN else None
    if preview is None:
        return Pages("")
    return Pages(
        state=preview.state,
        problem=preview.problem,
        warnings=tuple(preview.warnings),
        pages=tuple(
            PageItem(page.number, page.image_key, page.width, page.height, page.text) for page in preview.pages.all()
        ),
        pdf_key=preview.pdf_key,
    )


@dataclass(frozen=True)
class UploadItem:
    """A resumable upload as doors show it. It is under way until it has a file or a refusal."""

    id: str
    kind: str
    question: str
    name: str
    length: int  # bytes
    received: int
    expires_at: dt.datetime
    file_id: str | None = None
    refusal_code: str = ""
    refusal_params: dict[str, Any] | None = None

    @property
    def state(self) -> str:
        """One of "open", "finished", "refused"."""
        return "refused" if self.refusal_code else "finished" if self.file_id else "open"


def upload_of(person: Person, target: str, upload_id: str) -> Upload:
    """Return an upload that this person began for this target. Raises UploadRefused("unknown")."""
    found = Upload.objects.filter(pk=upload_id, person_id=person.pk, target=target).first()
    if found is None:
        raise UploadRefused("unknown")
    return found


def upload_item(upload: Upload) -> UploadItem:
    """Return the upload with how far it has come."""
    return UploadItem(
        id=upload.id, kind=upload.kind, question=upload.question, name=upload.original_name, length=upload.length,
        received=received_of(upload), expires_at=upload.expires_at, file_id=upload.file_id,
        refusal_code=upload.refusal_code, refusal_params=upload.refusal_params,
    )  # fmt: skip


def open_uploads(person: Person, target: str, now: dt.datetime) -> list[UploadItem]:
    """Return what the person began for this target and has not ended, oldest first."""
    found = Upload.objects.filter(person_id=person.pk, target=target, finished_at__isnull=True, expires_at__gt=now)
    return [upload_item(upload) for upload in found.order_by("begun_at", "pk")]


def received_of(upload: Upload) -> int:
    """Return how many bytes have come: the size of the part on the disk."""
    if upload.finished_at is not None:
        return upload.length
    place = storage()
    try:  # a process died between putting the file in its place and saying so
        return place.size(upload.id)
    except FileNotFoundError:
        return parts.size(place.part_path(upload.id))
