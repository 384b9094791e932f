"""Changes to programmes and editions: loading and revising what they declare, the calendar, appointments."""

from __future__ import annotations

from rangwan.programmes.actions.definitions import UnableToRevise, load_definition, revise_definition
from rangwan.programmes.actions.editions import (
    UnableToChangeCalendar,
    UnableToDismiss,
    appoint,
    dismiss,
    extend_closing,
    shift_calendar,
)

__all__ = [
    "UnableToChangeCalendar",
    "UnableToDismiss",
    "UnableToRevise",
    "appoint",
    "dismiss",
    "extend_closing",
    "load_definition",
    "revise_definition",
    "shift_calendar",
]
