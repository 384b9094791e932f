"""The signed form of an entry as pages and API show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rangwan.entries.models import Entry
from rangwan.entries.queries.form_matches import Matched, matched_form
from rangwan.entries.queries.history import NoSuchRevision, answers_at
from rangwan.entries.rules import answers_digest
from rangwan.entries.rules.signed_form import FormStanding, is_printed_digest
from rangwan.forms.definition import Question
from rangwan.programmes.queries import definition_of


@dataclass(frozen=True)
class FormReading:
    """How the file in the slot of the signed form stands to the answers, at the moment of reading this.

    `version` is that of the answers that were printed, `changed` the questions answered otherwise since;
    `signature` is that of a digitally signed PDF: {"signer", "signed_at", "trusted", "reason"}, else empty.
    """

    attachment: str
    slot: str
    standing: FormStanding
    version: int | None = None
    page: int | None = None
    read_at: dt.datetime | None = None
    changed: tuple[Question, ...] = ()
    signature: Mapping[str, Any] = field(default_factory=dict)


def form_reading(entry: Entry) -> FormReading | None:
    """Return what is known of the signed form; None where the award has no such slot, or nothing is in it."""
    found = matched_form(entry)
    return _reading(entry, found) if found else None


def _reading(entry: Entry, found: Matched) -> FormReading:
    attachment, match = found.attachment, found.match
    if match is None:
        return FormReading(attachment.id, attachment.kind, found.standing)
    return FormReading(
        attachment=attachment.id,
        slot=attachment.kind,
        standing=found.standing,
        version=match.form_version,
        page=match.page,
        read_at=match.read_at,
        changed=changed_since(entry, match.form_version) if found.standing == "changed" else (),
        signature=match.signature,
    )


def changed_since(entry: Entry, version: int | None) -> tuple[Question, ...]:
    """Return the questions whose answers are not those of that version, in form order; none where there was no such."""
    if version is None:
        return ()
    try:
        then = answers_at(entry, version)
    except NoSuchRevision:
        return ()
    asked = definition_of(entry.definition_id).form.by_key
    return tuple(question for key, question in asked.items() if then.get(key) != entry.answers.get(key))


def is_print_of(entry: Entry, digest: str) -> bool:
    """Return whether a form with this digest in its code was printed from the answers as they stand."""
    return is_printed_digest(digest, answers_digest(entry.answers))
