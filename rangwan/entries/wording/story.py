"""Words for what happened to an entry and for what is to come."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from rangwan.entries.queries.story import Stage
from rangwan.entries.rules import Act
from rangwan.kernel.thai_dates import format_closing

HAPPENED: dict[str, Promise] = {
    "created": _("The draft was begun"),
    Act.SUBMIT: _("Sent"),
    Act.CONFIRM: _("Confirmed and received"),
    Act.REOPEN: _("Reopened to be changed"),
    Act.RETURN: _("Returned for correction"),
    Act.ANSWER_RETURN: _("Corrected and sent back"),
    Act.END_RETURN: _("Screening went on with the entry as it stands"),
    Act.ACCEPT: _("Passed screening"),
    Act.REJECT: _("Did not pass screening"),
    Act.REVOKE: _("Screening looks at it once more"),
    Act.CLOSE_JUDGING: _("Judging ended"),
    Act.SHORTLIST: _("Put on the shortlist"),
    Act.LEAVE_OUT: _("Not put on the shortlist"),
    Act.AWARD: _("Awarded a prize"),
    Act.PASS_OVER: _("Not awarded a prize this time"),
    Act.WITHDRAW: _("Withdrawn"),
    Act.DISQUALIFY: _("Disqualified"),
}

_STAGES: dict[str, tuple[Promise, Promise]] = {  # what it is, what it means
    "closing": (_("Entries close"), _("Until then the entry can be changed.")),
    "correction": (_("Your correction"), _("Change the parts named above and send the entry back.")),
    "screening": (
        _("Screening"),
        _("Staff check that the entry is eligible and complete. If something has to be corrected, you get an e-mail."),
    ),
    "round": (_("Judging"), _("Judges mark the entries that passed screening.")),
    "result": (_("Result"), _("Announced here and by e-mail on the same day.")),
}


def happened(act: str) -> Promise:
    """Return what an act means for the entrant."""
    return HAPPENED[act]


def stage_words(stage: Stage) -> tuple[str, str, str]:
    """Return what a stage is, what it means, and when it is, in the active language."""
    title, text = _STAGES[stage.kind]
    name = stage.name.pick(get_language()) if stage.name else str(title)
    if stage.at is not None:
        when = gettext("until %(when)s") % {"when": format_closing(stage.at, get_language() or "th")}
    elif stage.is_now:
        when = gettext("now")
    else:
        when = gettext("after the closing") if stage.kind == "screening" else gettext("date to be announced")
    return name, str(text), when
