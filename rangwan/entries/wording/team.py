"""Words about the team: what a place in it is called, where an approval stands, and every refusal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rangwan.entries.actions.errors import TeamRefused
from rangwan.entries.rules import TeamRole
from rangwan.entries.rules.approving import Standing

_ROLES: dict[TeamRole | None, Promise] = {
    None: pgettext_lazy("place in a team", "Coordinator"),
    TeamRole.EDIT: pgettext_lazy("place in a team", "Works on it"),
    TeamRole.VIEW: pgettext_lazy("place in a team", "Reads it"),
    TeamRole.SIGNATORY: pgettext_lazy("place in a team", "Authorised signatory"),
}
_MAY: dict[TeamRole | None, Promise] = {
    None: _("Answers, files, the team, sending and confirming."),
    TeamRole.EDIT: _("Changes answers and files; does not send the entry."),
    TeamRole.VIEW: _("Reads answers and files; changes nothing."),
    TeamRole.SIGNATORY: _("Reads answers and files, approves them for the organisation, and may withdraw the entry."),
}
_STANDINGS: dict[Standing, Promise] = {
    Standing.NEEDED: pgettext_lazy("approval", "Not asked for yet"),
    Standing.WAITING: pgettext_lazy("approval", "Waiting for the signatory"),
    Standing.REFUSED: pgettext_lazy("approval", "Not approved"),
    Standing.OUTDATED: pgettext_lazy("approval", "Changed since it was asked for"),
    Standing.GIVEN: pgettext_lazy("approval", "Approved"),
}
# Why an entry cannot be sent; on the check page and in the API.
APPROVAL_MISSING: dict[str, Promise] = {
    "approval_needed": _("The authorised signatory has not approved the entry yet. Ask for the approval."),
    "approval_waiting": _("The authorised signatory was asked to approve the entry and has not answered yet."),
    "approval_outdated": _(
        "Answers or files were changed after the authorised signatory was asked. Ask for the approval again."
    ),
}
_REFUSED: dict[str, Promise] = {
    "address_invalid": _("This is not an e-mail address. One looks like name@example.go.th."),
    "role_unknown": _("Choose what the colleague may do."),
    "is_coordinator": _("This is the coordinator of the entry."),
    "already_in_team": _("This person is in the team already. You can change what they may do in the list."),
    "too_many": _("At most %(limit)s people fit into a team, with those who are invited."),
    "too_many_letters": _("%(limit)s letters of invitation went out today. Please go on tomorrow."),
    "other_address": _(
        "This invitation was sent to %(address)s, which is not among your confirmed addresses. Sign in with the "
        "account that has it, or add it to yours."
    ),
    "revoked": _("This invitation was taken back or replaced by a newer one. Look for a newer letter, or ask again."),
    "expired": _("This invitation is past its date. Ask the coordinator for a new one."),
    "used": _("This invitation was used already."),
    "no_reason": _("Write the reason. It is kept, and the people concerned read it."),
    "no_note": _("Write why not: who asked will read it."),
    "too_long": _("This is %(length)s characters long. Please shorten it to %(limit)s at most."),
    "nobody_chosen": _("Choose who is to coordinate the entry."),
    "cannot_take_over": _(
        "This person cannot coordinate the entry: only confirmed members of the organisation can (and of a draft, "
        "people in its team)."
    ),
    "asked_already": _("A colleague has asked for this entry already. Wait for the answer to them."),
    "decided_already": _("This has been decided already."),
    "not_wanted": _("This award does not ask for an approval in the system."),
    "no_signatory": _("No authorised signatory is in the team yet. Invite them first."),
    "given_already": _("The entry is approved as it stands; it can be sent."),
    "nothing_asked": _("No approval is asked for at the moment."),
    "no_answer": _("Choose whether the entry is handed over."),
    "no_decision": _("Choose whether you approve the entry."),
    "asked_anew": _(
        "Nobody asks for this approval any more, or it was asked for anew. Look at the entry as it stands now."
    ),
    "outdated": _(
        "Answers or files were changed after you were asked, so they cannot be approved. The drafter has to ask again."
    ),
}


def role_name(role: TeamRole | None) -> Promise:
    """Return what a place in the team is called; None is the coordinator's."""
    return _ROLES[role]


def role_does(role: TeamRole | None) -> Promise:
    """Return what a place in the team allows."""
    return _MAY[role]


def standing_name(standing: Standing) -> Promise:
    """Return where an approval stands, in a few words."""
    return _STANDINGS[standing]


def refusal_words(error: TeamRefused) -> str:
    """Return why it cannot be done, in the active language."""
    return str(_REFUSED[error.code]) % error.params
