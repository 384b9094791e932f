"""What the worker read on a signed form is written down."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from rangwan.entries.actions import locking
from rangwan.entries.models import Attachment, FormMatch
from rangwan.entries.rules import answers_digest
from rangwan.entries.rules.signed_form import PrintedCode, standing_of


@transaction.atomic
def keep_form_reading(
    *,
    attachment_id: str,
    codes: list[tuple[int, PrintedCode]],
    signature: dict[str, Any],
    broken: bool,
    now: dt.datetime,
) -> FormMatch | None:
    """Keep what the codes of a signed form (page, code) and its digital signature say; None for a file that is gone.

    `broken`: the signature is not one to accept. A second reading of the same file takes the place of the first.
    Nobody acts here but the worker.
    """
    attachment = Attachment.objects.select_related("entry").filter(pk=attachment_id, removed_at__isnull=True).first()
    if attachment is None:
        return None
    entry = locking.locked(attachment.entry)
    standing, code = standing_of([code for _page, code in codes], entry.id, answers_digest(entry.answers))
    result = FormMatch.Result.BAD_SIGNATURE if broken else FormMatch.Result(standing)
    match, _created = FormMatch.objects.update_or_create(
        attachment=attachment,
        defaults={
            "result": result,
            "form_version": code.version if code else None,
            "digest": code.digest if code else "",
            "page": next((page for page, found in codes if found == code), None),
            "signature": signature,
            "read_at": now,
        },
    )
    after = {"attachment": attachment.id, "result": result, "version": match.form_version}
    locking.record(entry, "entry.form_read", None, now, after=after)
    return match
