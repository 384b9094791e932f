"""Words for what was read on the signed form, and for a digital signature."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rangwan.entries.queries.signed_form import FormReading
from rangwan.entries.rules.signed_form import FormStanding
from rangwan.kernel.text import Language, Text
from rangwan.kernel.thai_dates import format_moment

_TITLES: dict[FormStanding, Any] = {
    "waiting": gettext_lazy("The form is being read"),
    "matches": gettext_lazy("The form matches the answers"),
    "changed": gettext_lazy("The answers changed after this form was printed"),
    "other_entry": gettext_lazy("This form belongs to another entry"),
    "no_code": gettext_lazy("No code was found on this form"),
    "bad_signature": gettext_lazy("The digital signature is not valid"),
}
_KINDS: dict[FormStanding, str] = {
    "waiting": "info", "matches": "success", "changed": "warning", "other_entry": "error", "no_code": "info",
    "bad_signature": "error",
}  # fmt: skip
# (to the entrant, to staff)
_TEXTS: dict[FormStanding, tuple[Any, Any]] = {
    "waiting": (
        gettext_lazy("The result appears here in a moment. You need not wait for it."),
        gettext_lazy("The result appears here in a moment."),
    ),
    "matches": (
        gettext_lazy("The code on the page says that it was printed from the answers as they are now."),
        gettext_lazy("The code on the page says that it was printed from the answers as they are now."),
    ),
    "changed": (
        gettext_lazy("Print the form again, have it signed again, and send the new scan in place of this one."),
        gettext_lazy("What was signed are earlier answers. Compare them, and return the entry if it matters."),
    ),
    "other_entry": (
        gettext_lazy(
            "The code on the page is that of another project or another award. Look whether you chose the right file; "
            "if not, send the form of this project."
        ),
        gettext_lazy("The code on the page is that of another project or another award. Look at the file."),
    ),
    "no_code": (
        gettext_lazy(
            "That is no fault: a form filled in by hand has none, and a coarse or cut scan may hide it. "
            "Staff compare the form with the answers by eye."
        ),
        gettext_lazy("Compare the form with the answers by eye."),
    ),
    "bad_signature": (
        gettext_lazy("Sign the form again as it comes from here, or send a scan of the form signed by hand."),
        gettext_lazy("This file does not count as signed."),
    ),
}
_WHY = {
    "altered": gettext_lazy("The file was changed after it was signed."),
    "unreadable": gettext_lazy("The file carries a digital signature that cannot be read."),
    "unknown_signer": gettext_lazy("The signature is whole, but this system does not know who issued the certificate."),
    "expired": gettext_lazy("The signature is whole, but the certificate has run out."),
    "revoked": gettext_lazy("The signature is whole, but the certificate was revoked."),
    "usage": gettext_lazy("The signature is whole, but the certificate is not one for signing documents."),
    "": gettext_lazy("The signature is whole, and the certificate is known here."),
}

_PROBLEMS = {
    "signature_altered": gettext_lazy(
        "The signed form was changed after it was digitally signed. Sign it again, or send a scan signed by hand."
    ),
    "signature_unreadable": gettext_lazy(
        "The digital signature of the signed form cannot be read. Sign it again, or send a scan signed by hand."
    ),
    "signed_changed": gettext_lazy(
        "Answers changed after the form was digitally signed. Download the form again, and sign that one."
    ),
    "signed_other_entry": gettext_lazy(
        "The digitally signed form belongs to another entry. Send the form of this one."
    ),
    "signed_no_code": gettext_lazy(
        "The digitally signed file is not the form that comes from here. Download the form as PDF, and sign that one."
    ),
}


@dataclass(frozen=True)
class FormNotice:
    """What a page says of the signed form. `lines` are further facts, `changed` the questions answered otherwise."""

    kind: str
    title: str
    text: str
    lines: tuple[str, ...] = ()
    changed: tuple[Text, ...] = ()


def form_notice(reading: FormReading | None, *, staff: bool = False) -> FormNotice | None:
    """Return the words for a reading of the signed form, in the active language; None where there is no form."""
    if reading is None:
        return None
    signature = dict(reading.signature)
    kind = _KINDS[reading.standing]
    if reading.standing == "matches" and signature and not signature.get("trusted"):
        kind = "warning"
    return FormNotice(
        kind=kind,
        title=form_title(reading),
        text=str(_TEXTS[reading.standing][staff]),
        lines=tuple(_lines(reading, signature)),
        changed=tuple(question.label for question in reading.changed),
    )


def form_title(reading: FormReading) -> str:
    """Return how the form stands to the answers, in one line of the active language."""
    return str(_TITLES[reading.standing])


def form_problem_words(code: str) -> str:
    """Return why a digitally signed form is not accepted; "" for a code that is not one of these."""
    return str(_PROBLEMS.get(code, ""))


def _lines(reading: FormReading, signature: dict[str, Any]) -> list[str]:
    lines = []
    if reading.version is not None and reading.standing in ("matches", "changed"):
        lines.append(_("Printed from version %(version)s.") % {"version": reading.version})
    if signature:
        lines.append(str(_WHY.get(signature.get("reason", ""), _WHY["unreadable"])))
        if signature.get("signer"):
            lines.append(_signed(signature))
    return lines


def _signed(signature: dict[str, Any]) -> str:
    if not signature.get("signed_at"):
        return _("Digitally signed by %(signer)s.") % {"signer": signature["signer"]}
    language: Language = "en" if get_language() == "en" else "th"
    when = format_moment(dt.datetime.fromisoformat(signature["signed_at"]), language)
    said = _("Digitally signed by %(signer)s, %(when)s by the signer's computer.")
    return said % {"signer": signature["signer"], "when": when}
