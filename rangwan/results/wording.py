"""The words for a ranking, decision or release that cannot be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ERRORS = {
    "unknown_round": _("The award has no such round of judging."),
    "nothing_to_rank": _("No scoresheet is finished yet, so there is nothing to rank."),
    "other_edition": _("This ranking belongs to another edition."),
    "required": _("Write the minute: what was decided, by whom, and why."),
    "no_prize": _("Choose at least one entry that wins a prize."),
    "unknown_prize": _("The award has no such prize."),
    "too_many": _("More entries are chosen than the award has prizes. The organiser can change the number of prizes."),
    "unknown_entry": _("There is no such entry in this edition."),
    "not_ranked": _("An entry without a finished scoresheet cannot win a prize."),
    "twice": _("An entry was chosen more than once."),
    "not_in_the_running": _("An entry was chosen that is not in the running."),
    "decided": _("This edition has been decided. There is one decision, and it stands."),
    "not_decided": _("There is no decision yet, so nothing can be published."),
    "released": _("The result has been published already."),
}


def explain(code: str) -> Promise:
    """Return the words for a code of UnableToRank, UnableToDecide or UnableToRelease."""
    return _ERRORS[code]
