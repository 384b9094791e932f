"""The tables of entries: the entry and its revisions, its team, its files, and what stands beside it."""

from rangwan.entries.models.beside import CorrectionNote, DisqualificationProposal, ReminderSent, SelfCheck
from rangwan.entries.models.entry import STATES, Entry, Revision
from rangwan.entries.models.files import Attachment, DatasetCheck, DeckReading, FormMatch, Pin, Receipt
from rangwan.entries.models.team import Approval, HandOverRequest, Invitation, Presence, TeamMember

__all__ = [
    "STATES", "Approval", "Attachment", "CorrectionNote", "DatasetCheck", "DeckReading", "DisqualificationProposal",
    "Entry", "FormMatch", "HandOverRequest", "Invitation", "Pin", "Presence", "Receipt", "ReminderSent", "Revision",
    "SelfCheck", "TeamMember",
]  # fmt: skip
