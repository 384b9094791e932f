"""The words for marks that cannot be taken, and for the states of a scoresheet."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.judging.rules import SheetState

STATES = {
    SheetState.OPEN: _("Not started"),
    SheetState.DRAFT: _("In progress"),
    SheetState.FINISHED: _("Finished"),
    SheetState.RECUSED: _("Not judging"),
}

RECUSALS = {
    "own_organisation": _("I work, or worked within three years, for this organisation"),
    "worked_on_it": _("I took part in this project or advised it"),
    "relative": _("A relative or close friend is involved"),
    "business": _("I or my company do business with the organisation or its partner"),
    "other": _("Another reason (please say which)"),
}

_ERRORS = {
    "not_a_number": _("Write the mark as a number, for example 7 or 7.5."),
    "out_of_range": _("The mark must lie between 0 and the highest mark of this criterion."),
    "too_fine": _("Give at most two decimals."),
    "unknown_criterion": _("The award has no such criterion."),
    "too_long": _("The comment is too long. Write at most 10,000 characters."),
    "no_comment_text": _("The comment must be text."),
    "missing": _("Give a mark for this criterion."),
    "locked": _("This scoresheet is finished. Ask the chair to open it again if something must change."),
    "past_judging": _("This entry is no longer being judged, so its scoresheet cannot be changed."),
    "changed_elsewhere": _("Another window saved this criterion meanwhile. What it saved stands; look at it again."),
    "bad_reason": _("Choose a reason. With another reason, write which."),
    "unknown_round": _("The award has no such round of judging."),
    "per_entry": _("The number of judges per entry must be 1 or more."),
    "no_judges": _("No judges are appointed in this edition yet."),
    "no_entries": _("No entry has been found eligible yet."),
    "not_eligible": _("Only an eligible entry can be assigned."),
    "conflict": _("This judge has a conflict of interest with the entry."),
    "not_a_judge": _("This person is not a judge of this edition."),
    "begun": _("The judge has already begun this scoresheet."),
}


def explain(code: str) -> Promise:
    """Return the words for a code of MarkProblem or UnableToAssign, or missing, locked, past_judging, bad_reason."""
    return _ERRORS[code]
