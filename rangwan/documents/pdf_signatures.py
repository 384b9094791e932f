"""Looks at the digital signature of a PDF (PAdES): whole or altered, by whom, when, and whether the signer is known.

It runs in a child of its own (documents.scanned), so nothing here needs Django. Nothing is fetched: a certificate is
known when the folder of trusted ones leads to it, and revoked when the PDF itself brings the proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pyhanko.sign.validation import PdfSignatureStatus
    from pyhanko_certvalidator import ValidationContext

Reason = Literal["", "altered", "unreadable", "unknown_signer", "expired", "revoked", "usage"]
# These leave nothing to accept; the others are for people to look at.
BROKEN: frozenset[Reason] = frozenset({"altered", "unreadable"})
_CERTIFICATES = frozenset({".pem", ".crt", ".cer", ".der"})
_MOST_SIGNATURES = 10
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Signature:
    """What a signature says. `trusted`: the signer is known here; `reason` says what keeps it from being so.

    reason: "" (trusted), altered (after signing), unreadable (cannot be checked), unknown_signer (no trusted
    certificate leads to it), expired, revoked, usage (the certificate is not one for signing documents).
    """

    signer: str
    signed_at: str  # ISO 8601, as the signer's computer had it; "" where it does not say
    trusted: bool
    reason: Reason


def signature_of(path: Path, trust_roots: Path | None, moment: dt.datetime) -> Signature | None:
    """Return what the signatures of a PDF say together, None where it has none.

    One that is broken speaks for all; then one that is trusted, then the first. `trust_roots` is a folder of
    certificates (PEM or DER), each trusted; `moment` is the time at which they must hold.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # heavy: loaded where used  # noqa: PLC0415

    with path.open("rb") as file:
        try:
            embedded = PdfFileReader(file, strict=False).embedded_regular_signatures
        except Exception:  # noqa: BLE001 -- whatever a PDF of theirs makes a parser raise
            return _unreadable() if _speaks_of_one(path) else None
        known = _certificates(trust_roots)
        found = [_judged(signature, known, moment) for signature in embedded[:_MOST_SIGNATURES]]
    if not found:
        return None
    broken = next((one for one in found if one.reason in BROKEN), None)
    return broken or next((one for one in found if one.trusted), found[0])


def _judged(embedded: Any, known: list[Any], moment: dt.datetime) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature  # heavy: loaded where used  # noqa: PLC0415

    try:
        status = validate_pdf_signature(embedded, _context(known, moment), _context(known, moment))
        signer = _name(status.signing_cert)
        signed = status.signer_reported_dt
    except Exception:  # noqa: BLE001 -- malformed signatures raise many things, and all mean the same here
        return _unreadable()
    reason = _reason(status)
    return Signature(signer, signed.isoformat() if signed else "", reason == "", reason)


def _reason(status: PdfSignatureStatus) -> Reason:
    from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate  # heavy: loaded where used  # noqa: PLC0415

    if not (status.intact and status.valid) or _is_modified(status):
        return "altered"
    if status.trusted:
        return ""
    problem = status.trust_problem_indic
    if status.revoked or problem is AdESFailure.REVOKED:
        return "revoked"
    if problem in (AdESIndeterminate.EXPIRED, AdESIndeterminate.OUT_OF_BOUNDS_NO_POE):
        return "expired"
    if problem in (AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE, AdESIndeterminate.SIG_CONSTRAINTS_FAILURE):
        return "usage"
    return "unknown_signer"


def _is_modified(status: PdfSignatureStatus) -> bool:
    """Whether more than further signatures and their upkeep came after this one."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # heavy: loaded where used  # noqa: PLC0415

    level = status.modification_level
    return level is None or level > ModificationLevel.FORM_FILLING or status.docmdp_ok is False


def _context(known: Iterable[Any], moment: dt.datetime) -> ValidationContext:
    from pyhanko_certvalidator import ValidationContext  # heavy: loaded where used  # noqa: PLC0415

    return ValidationContext(trust_roots=list(known), allow_fetching=False, moment=moment, best_signature_time=moment)


def _certificates(folder: Path | None) -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder_data  # heavy: loaded where used  # noqa: PLC0415

    if folder is None or not folder.is_dir():
        return []
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _CERTIFICATES)
    return [certificate for path in paths for certificate in load_certs_from_pemder_data(path.read_bytes())]


def _name(certificate: Any) -> str:
    names = certificate.subject.native
    name = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return str(name[0] if isinstance(name, list) else name)[:_LONGEST_NAME]


def _unreadable() -> Signature:
    return Signature("", "", trusted=False, reason="unreadable")


def _speaks_of_one(path: Path) -> bool:
    return b"/ByteRange" in path.read_bytes()
