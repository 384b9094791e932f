"""The words for what a verdict lacks, and for why a clarification cannot be."""

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
    "due_required_to_answer": _("Give the date until which the entrant may answer."),
    "due_passed_to_answer": _("The date for the answer must lie in the future."),
    "too_many_questions": _("Ten questions about this entry wait for an answer already. Withdraw one first."),
    "entry_out": _("This entry is out of the award, so nothing more is asked about it."),
    "entry_gone": _("This entry is out of the award, so the question needs no answer any more. Nothing was saved."),
    "too_late": _("The time for the answer has passed. Nothing was saved; please contact the organiser."),
    "answered": _("This question has been answered already. Nothing was saved."),
    "taken_back": _("Staff have withdrawn this question; it needs no answer any more. Nothing was saved."),
}


def explain(code: str) -> Promise:
    """Return the words for a code of UnableToJudge or UnableToClarify."""
    return _MISSING[code]
