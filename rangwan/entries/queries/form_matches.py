"""What was read on the signed form, compared with the answers as they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from rangwan.entries.models import Attachment, Entry, FormMatch
from rangwan.entries.rules import answers_digest
from rangwan.entries.rules.signed_form import FormStanding, is_printed_digest
from rangwan.forms.rules import Problem
from rangwan.programmes.queries import definition_of

_COMPARED = (FormMatch.Result.MATCHES, FormMatch.Result.CHANGED)


@dataclass(frozen=True)
class Matched:
    """The file in the slot of the signed form, what was read on it (None until it was), and how that stands now."""

    attachment: Attachment
    match: FormMatch | None
    standing: FormStanding


def matched_form(entry: Entry) -> Matched | None:
    """Return the signed form of the entry; None where the award has no such slot, or nothing is in it. One query."""
    slot = definition_of(entry.definition_id).entering.signed_form
    if slot is None:
        return None
    attachment = (
        entry.attachments.filter(kind=slot, removed_at__isnull=True)
        .select_related("form_match")
        .order_by("-attached_at", "-pk")
        .first()
    )
    if attachment is None:
        return None
    match: FormMatch | None = getattr(attachment, "form_match", None)
    return Matched(attachment, match, "waiting" if match is None else _standing(entry, match))


def _standing(entry: Entry, match: FormMatch) -> FormStanding:
    if match.result in _COMPARED:  # answers may have changed since the form was read, and changed back
        return "matches" if is_printed_digest(match.digest, answers_digest(entry.answers)) else "changed"
    if match.result == FormMatch.Result.OTHER_ENTRY:
        return "other_entry"
    return "no_code" if match.result == FormMatch.Result.NO_CODE else "bad_signature"


def form_problems(entry: Entry) -> list[Problem]:
    """Return why the form in the slot cannot be accepted: only a digital signature can make it so.

    Ink is judged by people, whatever the code on the paper says. A digital signature covers what was printed and
    nothing else, so it must be whole, and its form that of the answers as they stand.
    """
    if not definition_of(entry.definition_id).entering.digital_signature:
        return []
    found = matched_form(entry)
    if found is None or found.match is None or not found.match.signature or found.standing == "matches":
        return []
    if found.standing == "bad_signature":
        code = "signature_unreadable" if found.match.signature.get("reason") == "unreadable" else "signature_altered"
    else:
        code = f"signed_{found.standing}"
    return [Problem(f"file:{found.attachment.kind}", code)]
