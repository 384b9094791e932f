"""The pages of a file: asked for, made, or given up."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from rangwan.files.models import Preview, PreviewPage, StoredFile
from rangwan.files.previews.making import DRAWN, Drawn, DrawnPage
from rangwan.files.rules import ATTEMPTS
from rangwan.files.storage import storage
from rangwan.kernel import audit, events
from rangwan.kernel.ids import new_id


def ask_for_pages(*, stored: StoredFile, now: dt.datetime) -> None:
    """Note, within the change that lets the file be read, that its pages are to be drawn, where its kind has any."""
    if stored.type in DRAWN:
        Preview.objects.create(file=stored, asked_at=now)


@transaction.atomic
def begin_pages(*, stored: StoredFile, now: dt.datetime) -> bool:
    """Count one more attempt at the pages; return False where they are made, given up, or given up now.

    The count is written before the work: a file that ends the worker each time it is opened is not opened for ever.
    """
    preview = Preview.objects.select_for_update(no_key=True).filter(file=stored).first()
    if preview is None or preview.state != Preview.State.WAITING:
        return False
    if preview.attempts >= ATTEMPTS:
        _end(preview, Preview.State.FAILED, now, problem="gave_up")
        return False
    preview.attempts += 1
    preview.save(update_fields=["attempts"])
    return True


@transaction.atomic
def fail_pages(*, stored: StoredFile, code: str, again: bool, now: dt.datetime) -> bool:
    """Note that the pages could not be made; return whether another attempt is worth it (`again`, and one is left)."""
    preview = Preview.objects.select_for_update(no_key=True).get(file=stored)
    if again and preview.attempts < ATTEMPTS:
        return True
    _end(preview, Preview.State.FAILED, now, problem=code)
    return False


def keep_pages(*, stored: StoredFile, drawn: Drawn, now: dt.datetime) -> None:
    """Put the pictures and the PDF into their place, then write their rows; until then nobody sees any of them.

    What no row speaks of in the end (the worker died here, or somebody was quicker) is swept.
    """
    pdf_key = _kept(drawn.pdf) if drawn.pdf else ""
    _write(stored, [(page, _kept(page.picture)) for page in drawn.pages], pdf_key, drawn, now)


@transaction.atomic
def _write(
    stored: StoredFile, pages: Sequence[tuple[DrawnPage, str]], pdf_key: str, drawn: Drawn, now: dt.datetime
) -> None:
    preview = Preview.objects.select_for_update(no_key=True).get(file=stored)
    if preview.state != Preview.State.WAITING:
        return
    PreviewPage.objects.bulk_create(
        PreviewPage(
            preview=preview, number=page.number, image_key=key, width=page.width, height=page.height, text=page.text
        )
        for page, key in pages
    )
    preview.pdf_key = pdf_key
    preview.warnings = [warned.as_json() for warned in drawn.warnings]
    _end(preview, Preview.State.READY, now)


def _end(preview: Preview, state: Preview.State, now: dt.datetime, *, problem: str = "") -> None:
    preview.state, preview.problem, preview.made_at = state, problem, now
    preview.save(update_fields=["state", "problem", "made_at", "pdf_key", "warnings"])
    said = {"state": state, "problem": problem, "warnings": [warning["code"] for warning in preview.warnings]}
    audit.record(act="file.drawn", thing="file", thing_id=preview.file_id, acting=None, now=now, after=said)
    events.emit(kind="file.drawn", subject=preview.file_id, now=now, payload={"state": state})


def _kept(path: Path) -> str:
    """Put a file that was made into its place; return its key."""
    key = new_id()
    part = storage().part_path(key)
    shutil.copyfile(path, part)
    storage().keep(part, key)
    return key
