"""What the worker does with a file that came in: it is scanned, and once it may be read, its pages are drawn."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from rangwan.files import actions
from rangwan.files.models import StoredFile
from rangwan.files.previews import making
from rangwan.files.queries import file_by_id
from rangwan.files.refusal import Refused
from rangwan.files.scanning import UnableToScan, scanner
from rangwan.files.storage import storage
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event


class NotNow(Exception):
    """The work did not succeed and is to be tried again."""


@receives("file.received", in_worker=True)
def scan(event: Event, now: dt.datetime) -> None:
    """Send a file that waits for it through the scanner. Raises ScannerUnavailable: then it waits on."""
    stored = file_by_id(event.subject)
    if stored is None or stored.status != StoredFile.Status.RECEIVED:
        return
    chosen = scanner()
    if chosen is not None:  # else the scanner was taken out of the settings meanwhile: nothing is left to wait for
        try:
            found = chosen.scan(storage().read(stored.storage_key))
        except UnableToScan:
            actions.refuse_file(file_id=stored.id, refusal=Refused("unscannable"), now=now)
            return
        if found:
            actions.refuse_file(file_id=stored.id, refusal=Refused("infected", {"signature": found}), now=now)
            return
    actions.clear_file(file_id=stored.id, now=now)


@receives("file.cleared", in_worker=True)
def draw_pages(event: Event, now: dt.datetime) -> None:
    """Draw the pages of a file that may be read. Raises NotNow where that took too long and may yet succeed."""
    stored = file_by_id(event.subject)
    if stored is None or stored.status != StoredFile.Status.CLEAN:
        return
    if not actions.begin_pages(stored=stored, now=now):
        return
    with tempfile.TemporaryDirectory(prefix="rangwan-pages-", ignore_cleanup_errors=True) as name:
        try:
            with storage().local_path(stored.storage_key) as source:
                drawn = making.draw(
                    source, kind=stored.type, name=stored.original_name, expected=stored.pages, folder=Path(name)
                )
            actions.keep_pages(stored=stored, drawn=drawn, now=now)
        except Refused as refusal:
            actions.refuse_file(file_id=stored.id, refusal=refusal, now=now)
            actions.fail_pages(stored=stored, code="refused", again=False, now=now)
        except making.UnableToDraw as unable:
            if actions.fail_pages(stored=stored, code=unable.code, again=unable.again, now=now):
                raise NotNow(unable.code) from unable
