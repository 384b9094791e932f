"""Words for the sign-in library's forms: labels, hints and what was wrong, in our voice and in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS: Mapping[str, Promise] = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("Your password now"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("The new password again"),
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name and surname"),
    "position": gettext_lazy("Position"),
    "phone": gettext_lazy("Telephone"),
    "language": gettext_lazy("Language of pages and mails"),
    "organisation_name": gettext_lazy("Full name"),
    "type": gettext_lazy("Type"),
    "province": gettext_lazy("Province"),
    "amphoe": gettext_lazy("District (amphoe)"),
    "tambon": gettext_lazy("Sub-district (tambon)"),
    "letter": gettext_lazy("Letter of the organisation"),
    "label": gettext_lazy("What is it for?"),
    "decision": gettext_lazy("Your decision"),
    "note": gettext_lazy("Note to the person"),
}

HINTS: Mapping[str, Promise] = {
    "password1": gettext_lazy("At least 10 characters. A short sentence is easy to remember and hard to guess."),
    "code": gettext_lazy("6 digits from your authenticator app."),
}

_ERRORS: Mapping[str, Promise] = {
    "required": gettext_lazy("Please fill this in."),
    "invalid": gettext_lazy("This is not an e-mail address. One looks like name@example.go.th."),
    "null_characters_not_allowed": gettext_lazy(
        "There is a character here that cannot be stored. Please type the text again."
    ),
    "password_too_short": gettext_lazy("This password is too short. It needs at least 10 characters."),
    "password_too_common": gettext_lazy(
        "Many people use this password, so it is easy to guess. Please choose another."
    ),
    "password_too_similar": gettext_lazy("This password is too like your e-mail address. Please choose another."),
    "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right. Please check both."),
    "too_many_login_attempts": gettext_lazy("Too many attempts. Please wait five minutes, then try again."),
    "rate_limited": gettext_lazy("Too many attempts. Please wait a few minutes, then try again."),
    "enter_current_password": gettext_lazy("This is not your password now. Please type it again."),
    "incorrect_password": gettext_lazy("This is not your password. Please type it again."),
    "incorrect_code": gettext_lazy(
        "This code is not right. Codes change every 30 seconds: please type the newest one."
    ),
    "duplicate_email": gettext_lazy("You have this address already."),
    "max_email_addresses": gettext_lazy("You have as many addresses as you can. Please remove one first."),
    "add_email_blocked": gettext_lazy("Please turn two-step sign-in off before you add an address."),
    "unverified_email": gettext_lazy("Please confirm your e-mail address before you turn two-step sign-in on."),
    "cannot_delete_authenticator": gettext_lazy("Two-step sign-in cannot be turned off."),
    "cannot_generate_recovery_codes": gettext_lazy("Please turn two-step sign-in on first."),
}


def in_summary(field: str, text: str, label: str = "") -> str:
    """Return what the error summary says of a field: its label (ours, or the one given), then what is wrong."""
    label = label or str(LABELS.get(field, ""))
    return f"{label}: {text}" if label else text


def error_text(error: ValidationError, field: str) -> str:
    """Return our words for an error of the library's forms; where we have none, its own."""
    params: Mapping[str, Any] = error.params or {}
    if error.code == "max_length" and params:
        return _("This is %(length)s characters long. Please shorten it to %(limit)s at most.") % {
            "length": params.get("show_value"), "limit": params.get("limit_value"),
        }  # fmt: skip
    if field == "password2" and error.code is None:
        return _("The two passwords differ. Please type the same one twice.")
    known = _ERRORS.get(error.code or "")
    return str(known) if known else " ".join(error.messages)
