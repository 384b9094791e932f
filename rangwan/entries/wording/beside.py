"""Words for what stands beside an entry: why a note or a disqualification cannot be, and where a proposal stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rangwan.entries.actions import errors
from rangwan.entries.actions.correcting import MOST_NOTES

_UNABLE: Mapping[str, str | Promise] = {
    "not_correctable": _(
        "A note of correction can be added after the entry was sent and until the decision. Nothing was saved."
    ),
    "too_many_notes": format_lazy(
        _("This entry has {most} notes already. Please write to the organiser instead."), most=MOST_NOTES
    ),
    "unknown_question": _("The form has no such question. Choose a question from the list."),
    "already_proposed": _("A colleague has proposed this already. It waits for a second person."),
    "nothing_proposed": _("Nothing waits for a second person: somebody was quicker, or it was taken back."),
    "second_person_needed": _("A second person must agree. You proposed this yourself."),
}

STANDINGS: Mapping[str, str | Promise] = {
    "proposed": _("waits for a second person"),
    "agreed": _("the entry is out"),
    "rejected": _("the second person did not agree"),
    "taken_back": _("taken back by who proposed it"),
}


def unable_words(
    error: errors.UnableToNote | errors.UnableToDisqualify | errors.UnknownLevels,
) -> str | Promise:
    """Return why this cannot be done."""
    if isinstance(error, errors.UnknownLevels):
        return _("The rubric has no such level: %(keys)s. Nothing was saved.") % {"keys": ", ".join(error.keys[:10])}
    return _UNABLE[error.code]
