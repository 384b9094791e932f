"""Changes to entries: drafting, sending in, and the moves that later stages make."""

from __future__ import annotations

from rangwan.entries.actions.drafting import attach_file, create_entry, remove_file, save_answers, slot_for
from rangwan.entries.actions.errors import (
    DeadlinePassed,
    FileNotWanted,
    Frozen,
    NotAllowed,
    NotOpenYet,
    NotReady,
    NotTheParts,
    Stale,
    UnknownQuestions,
)
from rangwan.entries.actions.moving import disqualify_entry, end_return, lock_entries, move_entry, return_entry
from rangwan.entries.actions.sending import (
    answer_return,
    confirm_entry,
    reopen_entry,
    save_survey,
    submit_entry,
    withdraw_entry,
)
from rangwan.entries.actions.uploading import add_file
from rangwan.entries.rules import UnableToMove

__all__ = [
    "DeadlinePassed",
    "FileNotWanted",
    "Frozen",
    "NotAllowed",
    "NotOpenYet",
    "NotReady",
    "NotTheParts",
    "Stale",
    "UnableToMove",
    "UnknownQuestions",
    "add_file",
    "answer_return",
    "attach_file",
    "confirm_entry",
    "create_entry",
    "disqualify_entry",
    "end_return",
    "lock_entries",
    "move_entry",
    "remove_file",
    "reopen_entry",
    "return_entry",
    "save_answers",
    "save_survey",
    "slot_for",
    "submit_entry",
    "withdraw_entry",
]
