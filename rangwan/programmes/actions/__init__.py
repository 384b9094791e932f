"""Changes to programmes and editions: what they declare, the calendar, appointments, advice to entrants."""

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
from rangwan.programmes.actions.enquiries import (
    UnableToAsk,
    add_post,
    ask,
    begin_enquiry,
    close_enquiry,
    publish_faq,
    withdraw_faq,
)
from rangwan.programmes.actions.examples import UnableToPublish, publish_example, withdraw_example
from rangwan.programmes.actions.extensions import extend_for_organisation, set_grace

__all__ = [
    "UnableToAsk",
    "UnableToChangeCalendar",
    "UnableToDismiss",
    "UnableToPublish",
    "UnableToRevise",
    "add_post",
    "appoint",
    "ask",
    "begin_enquiry",
    "close_enquiry",
    "dismiss",
    "extend_closing",
    "extend_for_organisation",
    "load_definition",
    "publish_example",
    "publish_faq",
    "revise_definition",
    "set_grace",
    "shift_calendar",
    "withdraw_example",
    "withdraw_faq",
]
