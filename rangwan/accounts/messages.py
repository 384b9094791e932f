"""What a refusal says to its reader: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from rangwan.accounts.rules import Refused
from rangwan.kernel.tongues import in_both

_SAYS: dict[str, Callable[[], str]] = {
    "required": lambda: _("Please fill this in."),
    "too_long": lambda: _("This is %(length)s characters long. Please shorten it to %(limit)s at most."),
    "unusable_character": lambda: _("There is a character here that cannot be stored. Please type the text again."),
    "email_invalid": lambda: _("This is not an e-mail address. One looks like name@example.go.th."),
    "email_taken": lambda: _("Somebody signs in with this e-mail address already."),
    "language_unknown": lambda: _("Please choose Thai or English."),
    "not_yours": lambda: _("You can change your own details only."),
    "type_unknown": lambda: _("Please choose a type from the list."),
    "province_unknown": lambda: _("Please choose a province from the list."),
    "in_the_register": lambda: _("This organisation is in the list already. Please search for it and choose it there."),
    "organisation_refused": lambda: _("This organisation was not accepted. Please contact the organiser."),
    "organisation_not_registered": lambda: _("Decide first whether the organisation is added to the list."),
    "already_decided": lambda: _("This has been decided already."),
    "too_many_claims": lambda: _(
        "%(limit)s of your requests are waiting for an answer. Please wait until some are answered."
    ),
    "too_many_requests": lambda: _("You have asked for %(limit)s organisations. Please wait until some are answered."),
    "too_many_tokens": lambda: _("You have %(limit)s tokens. Please revoke one that you no longer need."),
}

_REASON = "note"


def message(refused: Refused) -> str:
    """Return the message in the active language."""
    if refused.field == _REASON and refused.code == "required":
        return _("Please give the reason: the person who asked will read it.")
    return _SAYS[refused.code]() % refused.params


def both_languages(refused: Refused) -> dict[str, str]:
    """Return the message as {"th", "en"}, as the API gives it."""
    return in_both(lambda: message(refused)).as_dict()
