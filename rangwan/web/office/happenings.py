"""The audit log in words: who did what, when, to which thing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rangwan.entries.rules import State
from rangwan.entries.wording import state_name
from rangwan.programmes.wording import ROLES

# What an entrant does while drafting: in the log, but too much of it for the page of one entry.
EVERYDAY = frozenset(
    {
        "entry.saved",
        "entry.file_attached",
        "entry.file_removed",
        "entry.survey_saved",
        "entry.self_checked",
        "entry.datasets_asked",
        "entry.dataset_checked",
        "entry.deck_read",
        "entry.deck_taken",
        "entry.form_read",
        "entry.pinned",
        "entry.restored",
    }
)

_WORDS: Mapping[str, str | Promise] = {
    "entry.created": gettext_lazy("Entry begun"),
    "entry.saved": gettext_lazy("Answers saved"),
    "entry.survey_saved": gettext_lazy("On-screen answers saved"),
    "entry.file_attached": gettext_lazy("File put in"),
    "entry.file_removed": gettext_lazy("File taken out"),
    "entry.submit": gettext_lazy("Sent"),
    "entry.confirm": gettext_lazy("Confirmed and received"),
    "entry.reopen": gettext_lazy("Reopened by the coordinator"),
    "entry.return": gettext_lazy("Returned for correction"),
    "entry.answer_return": gettext_lazy("Correction sent back"),
    "entry.end_return": gettext_lazy("Taken back into screening without a correction"),
    "entry.accept": gettext_lazy("Found eligible"),
    "entry.reject": gettext_lazy("Found ineligible"),
    "entry.revoke": gettext_lazy("Ineligible verdict taken back"),
    "entry.close_judging": gettext_lazy("Judging closed"),
    "entry.shortlist": gettext_lazy("Put on the shortlist"),
    "entry.leave_out": gettext_lazy("Not put on the shortlist"),
    "entry.award": gettext_lazy("Awarded a prize"),
    "entry.pass_over": gettext_lazy("Not selected"),
    "entry.withdraw": gettext_lazy("Withdrawn"),
    "entry.colleague_invited": gettext_lazy("Colleague invited"),
    "entry.invitation_revoked": gettext_lazy("Invitation taken back"),
    "entry.colleague_joined": gettext_lazy("Colleague came into the team"),
    "entry.role_changed": gettext_lazy("Part of a colleague changed"),
    "entry.colleague_left": gettext_lazy("Colleague left the team"),
    "entry.handed_over": gettext_lazy("Handed over to another coordinator"),
    "entry.hand_over_asked": gettext_lazy("Colleague asked to coordinate the entry"),
    "entry.hand_over_refused": gettext_lazy("Request to coordinate the entry refused"),
    "entry.approval_asked": gettext_lazy("Approval of the signatory asked for"),
    "entry.approval_taken_back": gettext_lazy("Request for approval taken back"),
    "entry.approved": gettext_lazy("Approved by the signatory"),
    "entry.approval_refused": gettext_lazy("Not approved by the signatory"),
    "entry.disqualify": gettext_lazy("Disqualified"),
    "entry.self_checked": gettext_lazy("Self-check saved by the entrants"),
    "entry.restored": gettext_lazy("Earlier answers brought back"),
    "entry.deck_read": gettext_lazy("Presentation read"),
    "entry.deck_taken": gettext_lazy("Answers taken over from the presentation"),
    "entry.form_read": gettext_lazy("Code on the submission form read"),
    "entry.pinned": gettext_lazy("Pages named for a criterion"),
    "entry.datasets_asked": gettext_lazy("Another look at the data sets asked for"),
    "entry.dataset_checked": gettext_lazy("Data set looked up in the catalogue"),
    "entry.correction_noted": gettext_lazy("Note of correction added by the entrant"),
    "entry.disqualification_proposed": gettext_lazy("Proposed to disqualify"),
    "entry.disqualification_rejected": gettext_lazy("Second person did not agree to disqualify"),
    "entry.disqualification_taken_back": gettext_lazy("Proposal to disqualify taken back"),
    "screening.clarification_asked": gettext_lazy("Entrants asked"),
    "screening.clarification_answered": gettext_lazy("Entrants answered"),
    "screening.clarification_withdrawn": gettext_lazy("Question to the entrants withdrawn"),
    "edition.extended_for": gettext_lazy("Closing extended for one organisation"),
    "edition.grace_set": gettext_lazy("Grace period set"),
    "edition.reminded": gettext_lazy("Reminders sent"),
    "enquiry.asked": gettext_lazy("Question to the organiser asked"),
    "enquiry.asked_on": gettext_lazy("Question to the organiser continued"),
    "enquiry.answered": gettext_lazy("Question to the organiser answered"),
    "enquiry.closed": gettext_lazy("Question to the organiser closed"),
    "enquiry.published": gettext_lazy("Answer published for everybody"),
    "enquiry.unpublished": gettext_lazy("Published answer taken back"),
    "example.published": gettext_lazy("Example of a good answer published"),
    "example.withdrawn": gettext_lazy("Example of a good answer withdrawn"),
    "screening.verdict": gettext_lazy("Screening verdict given"),
    "screening.proposed": gettext_lazy("Ineligible verdict proposed"),
    "screening.seconded": gettext_lazy("Second person agreed that the entry is ineligible"),
    "screening.not_seconded": gettext_lazy("Second person did not agree that the entry is ineligible"),
    "judging.assigned": gettext_lazy("Judge assigned by hand"),
    "judging.assigned_by_lot": gettext_lazy("Judges assigned by lot"),
    "judging.unassigned": gettext_lazy("Assignment taken back"),
    "judging.marked": gettext_lazy("Marks saved"),
    "judging.finished": gettext_lazy("Scoresheet finished"),
    "judging.reopened": gettext_lazy("Scoresheet opened again"),
    "judging.recused": gettext_lazy("Judge does not judge the entry"),
    "results.ranked": gettext_lazy("Ranking run"),
    "results.decided": gettext_lazy("Decision recorded"),
    "results.released": gettext_lazy("Result published"),
    "definition.loaded": gettext_lazy("Definition loaded from a pack"),
    "definition.revised": gettext_lazy("Definition changed"),
    "edition.extended": gettext_lazy("Closing extended"),
    "edition.calendar_shifted": gettext_lazy("Calendar moved for a demonstration"),
    "person.appointed": gettext_lazy("Role given"),
    "person.dismissed": gettext_lazy("Role ended"),
}


class LogRow(Protocol):
    """What the log's words are made of; a row of kernel.audit has it."""

    number: int
    at: dt.datetime
    actor: str
    act: str
    thing: str
    thing_id: str
    before: Any
    after: Any
    reason: str


def line(row: LogRow, names: Mapping[str, str], labels: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return one row of the log in words. `names` is {person id: name}, `labels` {entry id: reference and title}."""
    return {
        "number": row.number,
        "at": row.at,
        "who": names.get(row.actor, row.actor) if row.actor else _("The system"),
        "what": _WORDS.get(row.act, row.act),
        "about": _about(row, names, labels or {}),
        "moved": _moved(row),
        "reason": row.reason,
        "details": _details(row),
    }


def entries_of(row: LogRow) -> list[str]:
    """Return the ids of entries that a row speaks of."""
    if row.thing == "entry":
        return [row.thing_id]
    entry = row.after.get("entry")
    return [entry] if row.thing == "assignment" and isinstance(entry, str) else []


def people_of(row: LogRow) -> list[str]:
    """Return the ids of people that a row speaks of: who acted, who was judge, who got or lost a role."""
    found = [row.actor, row.thing_id if row.thing == "person" else "", row.after.get("judge", "")]
    return [person for person in found if isinstance(person, str) and person]


def _about(row: LogRow, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    entry = next((labels[found] for found in entries_of(row) if found in labels), "")
    judge = names.get(row.after.get("judge", ""), "") if row.thing == "assignment" else ""
    person = names.get(row.thing_id, "") if row.thing == "person" else ""
    role = row.after.get("role") or row.before.get("role") if row.thing == "person" else None
    role_name = str(ROLES[role]) if role in ROLES else ""
    return " · ".join(part for part in (entry, judge, person, role_name) if part)


def _moved(row: LogRow) -> str:
    before, after = row.before.get("state"), row.after.get("state")
    if before not in set(State) or after not in set(State):
        return ""
    return f"{state_name(before, staff=True)} → {state_name(after, staff=True)}"


def _details(row: LogRow) -> str:
    """Return the values before and after as they are kept, for whoever checks the log."""
    kept = {key: value for key, value in (("before", row.before), ("after", row.after)) if value}
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) if kept else ""
