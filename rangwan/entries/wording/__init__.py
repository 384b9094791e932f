"""Words of this stage: names of states, what comes next, and every refusal explained. For pages, mails and the API."""

from __future__ import annotations

from functools import singledispatch

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rangwan.entries.actions import errors
from rangwan.entries.rules import Act, State, UnableToMove
from rangwan.entries.wording.beside import unable_words
from rangwan.entries.wording.datasets import too_soon_words
from rangwan.entries.wording.decks import bad_pins_words, deck_changed_words
from rangwan.entries.wording.signed_form import form_problem_words
from rangwan.entries.wording.team import APPROVAL_MISSING, refusal_words
from rangwan.files.messages import refusal_message
from rangwan.forms.messages import message
from rangwan.forms.rules import Problem
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import format_closing, format_moment
from rangwan.kernel.tongues import in_both
from rangwan.programmes.definition import Definition

Words = str | Promise

_NAMES: dict[State, tuple[Words, Words]] = {  # staff, public
    State.DRAFT: (pgettext_lazy("entry state", "Draft"), pgettext_lazy("entry state", "Draft")),
    State.SUBMITTED: (
        pgettext_lazy("entry state", "Sent, not confirmed"),
        pgettext_lazy("entry state", "Sent, waiting for your confirmation"),
    ),
    State.CONFIRMED: (pgettext_lazy("entry state", "To be screened"), pgettext_lazy("entry state", "Received")),
    State.RETURNED: (
        pgettext_lazy("entry state", "Returned for correction"),
        pgettext_lazy("entry state", "Returned for correction"),
    ),
    State.ELIGIBLE: (
        pgettext_lazy("entry state", "Eligible"),
        pgettext_lazy("entry state", "Passed screening, being judged"),
    ),
    State.INELIGIBLE: (
        pgettext_lazy("entry state", "Ineligible"),
        pgettext_lazy("entry state", "Did not pass screening"),
    ),
    State.JUDGED: (
        pgettext_lazy("entry state", "Judged"),
        pgettext_lazy("entry state", "Judged, waiting for the decision"),
    ),
    State.SHORTLISTED: (pgettext_lazy("entry state", "Shortlisted"), pgettext_lazy("entry state", "On the shortlist")),
    State.NOT_SHORTLISTED: (
        pgettext_lazy("entry state", "Not shortlisted"),
        pgettext_lazy("entry state", "Not on the shortlist"),
    ),
    State.WINNER: (pgettext_lazy("entry state", "Winner"), pgettext_lazy("entry state", "Awarded a prize")),
    State.NOT_SELECTED: (
        pgettext_lazy("entry state", "Not selected"),
        pgettext_lazy("entry state", "Not awarded a prize this time"),
    ),
    State.WITHDRAWN: (pgettext_lazy("entry state", "Withdrawn"), pgettext_lazy("entry state", "Withdrawn")),
    State.DISQUALIFIED: (pgettext_lazy("entry state", "Disqualified"), pgettext_lazy("entry state", "Disqualified")),
}

_NEXT: dict[State, Words] = {
    State.DRAFT: _("Complete what is still missing, check your answers and send the entry before the closing time."),
    State.SUBMITTED: _(
        "Answer the questions on the screen and confirm before the closing time. "
        "An entry that is not confirmed is not complete."
    ),
    State.CONFIRMED: _(
        "After the closing, staff check that the entry is eligible and complete. "
        "If something has to be corrected, you will get an e-mail."
    ),
    State.RETURNED: _("Correct the parts named below and send the entry back before the date given."),
    State.ELIGIBLE: _("The committee is judging the entries. The result will be announced here and by e-mail."),
    State.INELIGIBLE: _("This entry goes no further in this edition. If you have a question, contact the organiser."),
    State.JUDGED: _("The committee has finished marking. The result will be announced here and by e-mail."),
    State.SHORTLISTED: _("The committee will decide among the entries on the shortlist. You will get an e-mail."),
    State.NOT_SHORTLISTED: _("This entry goes no further in this edition. Thank you for entering."),
    State.WINNER: _("The organiser will contact you about the prize. Congratulations."),
    State.NOT_SELECTED: _("The results are published. Thank you for entering."),
    State.WITHDRAWN: _("Nothing more happens with this entry. You can start another one while entries are accepted."),
    State.DISQUALIFIED: _("This entry is out of the award. If you have a question, contact the organiser."),
}

_TOO_LATE: dict[State, Words] = {
    State.DRAFT: _("The closing time has passed and this entry was not sent. You can still read what is in it."),
    State.SUBMITTED: _(
        "The closing time has passed and this entry was sent but not confirmed. Staff see it; "
        "please contact the organiser. You can still read what is in it."
    ),
    State.RETURNED: _(
        "The time for the correction has passed. Staff go on with the entry as it stands; "
        "if you have a question, contact the organiser."
    ),
}

_FROZEN: dict[State, Words] = {
    State.SUBMITTED: _(
        "This entry has been sent, so answers and files cannot be changed. To change them, reopen the entry first."
    ),
    State.CONFIRMED: _(
        "This entry has been confirmed, so answers and files cannot be changed. "
        "Before the closing time you can reopen the entry."
    ),
    State.WITHDRAWN: _("This entry has been withdrawn, so nothing in it can be changed."),
    State.DISQUALIFIED: _("This entry has been disqualified, so nothing in it can be changed."),
}
_FROZEN_LATER = _("This entry is with the committee, so nothing in it can be changed.")

_UNABLE: dict[Act, Words] = {
    Act.SUBMIT: _("This entry has been sent before; it cannot be sent again as it stands."),
    Act.CONFIRM: _("Only an entry that has been sent, and is not confirmed yet, can be answered on and confirmed."),
    Act.REOPEN: _("This entry cannot be reopened any more."),
    Act.ANSWER_RETURN: _("This entry is not waiting for a correction."),
    Act.WITHDRAW: _("This entry cannot be withdrawn any more."),
}
_UNABLE_OTHER = _("This is not possible with the entry as it stands.")

_PLAIN: dict[type[Exception], Words] = {
    errors.Stale: _("Somebody saved this entry in the meantime. Nothing was overwritten: choose which text to keep."),
    errors.NotReady: _("The entry cannot be sent in yet. Please complete what is listed."),
    errors.NotTheParts: _("Only the parts that staff asked you to correct can be changed. Nothing was saved."),
    errors.NotAllowed: _("Only the coordinator of the entry may do this."),
}

_FILE_NOT_WANTED: dict[str, Words] = {
    "kind": _("This award does not ask for such a file. Choose one of the files listed on this page."),
    "question": _("The form has no such question. Choose a question from the list."),
}


def state_name(state: str, *, staff: bool) -> Words:
    """Return the name of a state: as staff speak of it, or as the entrant and the public read it."""
    return _NAMES[State(state)][0 if staff else 1]


def what_next(state: str, *, too_late: bool = False) -> Words:
    """Return what the entrant may expect, or has to do, in this state; `too_late`: the time for doing it is over."""
    return _TOO_LATE.get(State(state), _NEXT[State(state)]) if too_late else _NEXT[State(state)]


@singledispatch
def explain(error: Exception) -> str:
    """Return why an action refused, in the active language: what is the matter, and what can be done."""
    return str(next((words for kind, words in _PLAIN.items() if isinstance(error, kind)), _UNABLE_OTHER))


def explain_in_both(error: Exception) -> Text:
    """Return `explain` in Thai and English."""
    return in_both(lambda: explain(error))


def part_names(parts: list[str], definition: Definition) -> list[Text]:
    """Return the names of parts of an entry, as screening names them: section keys and `file:<slot>`."""
    names = []
    for part in parts:
        slot = definition.form.file_slot(part.removeprefix("file:")) if part.startswith("file:") else None
        section = definition.form.section(part)
        names.append(slot.label if slot else section.title if section else Text(th=part, en=part))
    return names


def problem_words(problem: Problem, definition: Definition) -> str:
    """Return a problem of an entry in the active language; a rule of eligibility says what its pack says."""
    family, _colon, key = problem.key.rpartition(":")
    if family == "eligibility":
        rule = next((rule for rule in definition.eligibility if rule.key == key), None)
        if rule is not None:
            return rule.why_not.pick(get_language())
    if problem.code == "file_required":
        problem = Problem(problem.key, "required")
    if problem.code == "file_refused":
        return refusal_message(problem.params["code"], problem.params)
    if problem.code == "membership_waiting":
        return gettext(
            "It is not yet confirmed that the coordinator belongs to this organisation: a confirmed colleague or staff "
            "do that. You can go on drafting; the entry can be sent once they have."
        )
    if problem.code in APPROVAL_MISSING:
        return str(APPROVAL_MISSING[problem.code])
    if said := form_problem_words(problem.code):
        return said
    if problem.key == "reason" and problem.code == "required":
        return gettext("Write the reason for withdrawing.")
    return message(problem, definition.form, definition.survey)


@explain.register
def _deadline(error: errors.DeadlinePassed) -> str:
    when = format_closing(error.closed_at, get_language() or "th")
    return gettext("The time for this ended on %(when)s. Nothing was saved.") % {"when": when}


@explain.register
def _upload_too_late(error: errors.UploadTooLate) -> str:
    when = format_closing(error.closed_at, get_language() or "th")
    return gettext(
        "The time for this ended on %(when)s while the file was on its way, so it was not taken in. "
        "The files that were there before are unchanged."
    ) % {"when": when}


@explain.register
def _not_open(error: errors.NotOpenYet) -> str:
    when = format_moment(error.opens_at, get_language() or "th")
    return gettext("Entries are accepted from %(when)s on. Nothing was saved.") % {"when": when}


@explain.register
def _frozen(error: errors.Frozen) -> str:
    return str(_FROZEN.get(error.state, _FROZEN_LATER))


@explain.register
def _unable(error: UnableToMove) -> str:
    return str(_UNABLE.get(error.act, _UNABLE_OTHER))


@explain.register
def _not_wanted(error: errors.FileNotWanted) -> str:
    if error.code == "full":
        return gettext("At most %(limit)s files fit here. Remove one before you add another.") % {"limit": error.limit}
    if error.code == "question_full":
        words = gettext("At most %(limit)s files are accepted for this question. Remove one before you add another.")
        return words % {"limit": error.limit}
    return str(_FILE_NOT_WANTED[error.code])


@explain.register
def _too_many(error: errors.TooManyEntries) -> str:
    words = ngettext(
        "Each organisation may enter %(limit)s project, and yours has one. Go on with it, or withdraw it first.",
        "Each organisation may enter %(limit)s projects, and yours has as many. Withdraw one before you begin another.",
        error.limit,
    )
    return words % {"limit": error.limit}


@explain.register
def _beside(error: errors.UnableToNote | errors.UnableToDisqualify | errors.UnknownLevels) -> str:
    return str(unable_words(error))


@explain.register
def _too_soon(error: errors.AskedTooSoon) -> str:
    return too_soon_words(error)


@explain.register
def _team(error: errors.TeamRefused) -> str:
    return refusal_words(error)


@explain.register
def _deck_changed(_error: errors.DeckChanged) -> str:
    return deck_changed_words()


@explain.register
def _bad_pins(_error: errors.BadPins) -> str:
    return bad_pins_words()


@explain.register
def _unknown(error: errors.UnknownQuestions) -> str:
    return gettext("The form does not ask: %(keys)s. Nothing was saved.") % {"keys": ", ".join(error.keys[:10])}
