"""Changes to entries: drafting, sending in, and the moves that later stages make."""

from __future__ import annotations

from rangwan.entries.actions.approving import ask_approval, decide_approval, take_back_approval
from rangwan.entries.actions.asking import ask_about_entry
from rangwan.entries.actions.beginning import Copied, copy_entry, create_entry
from rangwan.entries.actions.correcting import add_correction_note
from rangwan.entries.actions.datasets import ask_datasets
from rangwan.entries.actions.decks import take_from_deck
from rangwan.entries.actions.disqualifying import propose_disqualification, second_disqualification
from rangwan.entries.actions.drafting import attach_file, remove_file, save_answers, slot_for
from rangwan.entries.actions.errors import (
    AskedTooSoon,
    BadPins,
    DeadlinePassed,
    DeckChanged,
    FileNotWanted,
    Frozen,
    NotAllowed,
    NotOpenYet,
    NotReady,
    NotTheParts,
    Stale,
    TeamRefused,
    TooManyEntries,
    UnableToDisqualify,
    UnableToNote,
    UnknownLevels,
    UnknownQuestions,
    UploadTooLate,
)
from rangwan.entries.actions.handing_over import ask_hand_over, decide_hand_over, hand_over
from rangwan.entries.actions.merging import Merged, Seen, merge_answers, restore_revision
from rangwan.entries.actions.moving import end_return, lock_entries, move_entry, return_entry
from rangwan.entries.actions.pinning import PinAsked, set_pins
from rangwan.entries.actions.presence import forget_presence, note_presence
from rangwan.entries.actions.self_checking import save_self_check
from rangwan.entries.actions.sending import (
    answer_return,
    confirm_entry,
    reopen_entry,
    save_survey,
    submit_entry,
    withdraw_entry,
)
from rangwan.entries.actions.team import (
    accept_invitation,
    change_role,
    end_membership,
    invite_colleague,
    resend_invitation,
    revoke_invitation,
)
from rangwan.entries.actions.uploading import (
    add_file,
    add_uploaded,
    begin_upload,
    continue_upload,
    drop_upload,
    upload_as_it_stands,
)
from rangwan.entries.rules import UnableToMove

__all__ = [
    "AskedTooSoon",
    "BadPins",
    "Copied",
    "DeadlinePassed",
    "DeckChanged",
    "FileNotWanted",
    "Frozen",
    "Merged",
    "NotAllowed",
    "NotOpenYet",
    "NotReady",
    "NotTheParts",
    "PinAsked",
    "Seen",
    "Stale",
    "TeamRefused",
    "TooManyEntries",
    "UnableToDisqualify",
    "UnableToMove",
    "UnableToNote",
    "UnknownLevels",
    "UnknownQuestions",
    "UploadTooLate",
    "accept_invitation",
    "add_correction_note",
    "add_file",
    "add_uploaded",
    "answer_return",
    "ask_about_entry",
    "ask_approval",
    "ask_datasets",
    "ask_hand_over",
    "attach_file",
    "begin_upload",
    "change_role",
    "confirm_entry",
    "continue_upload",
    "copy_entry",
    "create_entry",
    "decide_approval",
    "decide_hand_over",
    "drop_upload",
    "end_membership",
    "end_return",
    "forget_presence",
    "hand_over",
    "invite_colleague",
    "lock_entries",
    "merge_answers",
    "move_entry",
    "note_presence",
    "propose_disqualification",
    "remove_file",
    "reopen_entry",
    "resend_invitation",
    "restore_revision",
    "return_entry",
    "revoke_invitation",
    "save_answers",
    "save_self_check",
    "save_survey",
    "second_disqualification",
    "set_pins",
    "slot_for",
    "submit_entry",
    "take_back_approval",
    "take_from_deck",
    "upload_as_it_stands",
    "withdraw_entry",
]
