"""Changes to people, organisations and who belongs to which."""

from __future__ import annotations

from rangwan.accounts.actions.memberships import add_letter, claim_membership, decide_membership
from rangwan.accounts.actions.organisations import (
    ImportReport,
    decide_organisation,
    import_organisations,
    request_organisation,
)
from rangwan.accounts.actions.people import (
    add_organiser_member,
    create_person,
    end_organiser_member,
    sign_up,
    update_profile,
)
from rangwan.accounts.actions.tokens import make_token, revoke_token

__all__ = (
    "ImportReport",
    "add_letter",
    "add_organiser_member",
    "claim_membership",
    "create_person",
    "decide_membership",
    "decide_organisation",
    "end_organiser_member",
    "import_organisations",
    "make_token",
    "request_organisation",
    "revoke_token",
    "sign_up",
    "update_profile",
)
