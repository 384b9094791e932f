"""What a check says of a file that had come in already: it may be read, or it is refused."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.files.actions.drawing import ask_for_pages
from rangwan.files.messages import both_languages
from rangwan.files.models import StoredFile
from rangwan.files.refusal import Refused
from rangwan.kernel import audit, events


@transaction.atomic
def clear_file(*, file_id: str, now: dt.datetime) -> None:
    """Let the file be read: the scanner found nothing in it. One that does not wait for this stays as it is."""
    stored = _locked(file_id)
    if stored is None or stored.status != StoredFile.Status.RECEIVED:
        return
    stored.status, stored.scanned_at = StoredFile.Status.CLEAN, now
    stored.save(update_fields=["status", "scanned_at"])
    audit.record(
        act="file.cleared", thing="file", thing_id=stored.id, acting=None, now=now,
        before={"status": "received"}, after={"status": "clean", "sha256": stored.sha256},
    )  # fmt: skip
    ask_for_pages(stored=stored, now=now)
    events.emit(kind="file.cleared", subject=stored.id, now=now, payload={"type": stored.type})


@transaction.atomic
def refuse_file(*, file_id: str, refusal: Refused, now: dt.datetime) -> None:
    """Refuse the file for this reason: nobody can open it any more.

    The file stays where it is, closed. One that is refused already keeps its first reason.
    """
    stored = _locked(file_id)
    if stored is None or stored.status == StoredFile.Status.REFUSED:
        return
    before, code, params = stored.status, refusal.code, {"name": stored.original_name, **refusal.params}
    stored.status, stored.scanned_at = StoredFile.Status.REFUSED, now
    stored.refusal_code, stored.refusal_params = code, params
    stored.save(update_fields=["status", "scanned_at", "refusal_code", "refusal_params"])
    audit.record(
        act="file.refused", thing="file", thing_id=stored.id, acting=None, now=now,
        before={"status": before}, after={"status": "refused", "code": code, "params": params, "sha256": stored.sha256},
    )  # fmt: skip
    words = both_languages(code, params)
    about = {"name": stored.original_name, "code": code, "words": words, "person": stored.uploaded_by_id}
    events.emit(kind="file.refused", subject=stored.id, now=now, payload=about)


def _locked(file_id: str) -> StoredFile | None:
    return StoredFile.objects.select_for_update(no_key=True).filter(pk=file_id).first()
