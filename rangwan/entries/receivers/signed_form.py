"""The worker reads a signed form as soon as it lies in its slot."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.conf import settings

from rangwan.documents.pdf_signatures import BROKEN
from rangwan.documents.scanned import read_scan
from rangwan.entries.actions.reading_forms import keep_form_reading
from rangwan.entries.models import Attachment
from rangwan.entries.rules.signed_form import PLACE, parse_code
from rangwan.files.models import StoredFile
from rangwan.files.storage import storage
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.programmes.queries import definition_of


@receives("entry.file_attached", in_worker=True)
def read_signed_form(event: Event, now: dt.datetime) -> None:
    """Look for the code on its pages, and where the award accepts one, at its digital signature."""
    attachment = (
        Attachment.objects.select_related("entry", "file")
        .filter(pk=event.payload["attachment"], removed_at__isnull=True)
        .first()
    )
    if attachment is None or attachment.file.status == StoredFile.Status.REFUSED:
        return
    entering = definition_of(attachment.entry.definition_id).entering
    if attachment.kind != entering.signed_form:
        return
    with storage().local_path(attachment.file.storage_key) as path:
        scan = read_scan(
            path, attachment.file.type, wanted=PLACE, moment=now, signed=entering.digital_signature,
            trust_roots=settings.RANGWAN_TRUST_ROOTS_DIR,
        )  # fmt: skip
    found = [(code.page, parse_code(code.text)) for code in scan.codes]
    keep_form_reading(
        attachment_id=attachment.id,
        codes=[(page, code) for page, code in found if code is not None],
        signature=asdict(scan.signature) if scan.signature else {},
        broken=scan.signature is not None and scan.signature.reason in BROKEN,
        now=now,
    )
