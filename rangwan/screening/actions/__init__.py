"""Changes that screening makes: verdicts, and questions to the entrants."""

from __future__ import annotations

from rangwan.screening.actions.clarifying import answer_clarification, ask_clarification, withdraw_clarification
from rangwan.screening.actions.errors import UnableToClarify, UnableToJudge
from rangwan.screening.actions.verdicts import revoke_ineligible, screen_entry, second_verdict, take_back

__all__ = [
    "UnableToClarify",
    "UnableToJudge",
    "answer_clarification",
    "ask_clarification",
    "revoke_ineligible",
    "screen_entry",
    "second_verdict",
    "take_back",
    "withdraw_clarification",
]
