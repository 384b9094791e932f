"""The words for what a verdict lacks."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_MISSING = {
    "not_looked_at": _("Say whether this is in order."),
    "not_in_order": _("This is not in order, so the entry cannot be found eligible."),
    "note_required": _("Write what is not in order, so that the entrant and your colleague understand it."),
    "none_failed": _("Mark at least one rule or point as not in order, and write why."),
    "due_required": _("Give the date until which the entrant may correct."),
    "due_passed": _("The date for corrections must lie in the future."),
    "parts_required": _("Choose at least one part that the entrant is to correct."),
    "unknown_part": _("The form has no such part."),
    "unknown_point": _("The rules or points named are not those of this award."),
    "same_person": _("A second person must agree. You proposed this verdict yourself."),
    "nothing_proposed": _("No verdict waits for a second person."),
    "not_due_yet": _("The entrant may still correct this entry, until the date that was given."),
    "reason_required": _("Write the reason."),
    "membership_waiting": _("The coordinator's claim to the organisation is not confirmed yet. Decide on it first."),
}


def explain(code: str) -> Promise:
    """Return the words for a code of UnableToJudge."""
    return _MISSING[code]
