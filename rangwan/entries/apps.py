from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Draft, sent, confirmed: entries, their revisions, files and receipts."""

    name = "rangwan.entries"
    label = "entries"

    def ready(self) -> None:
        """Listen to the events that a mail tells the coordinator about."""
        import_module("rangwan.entries.receivers")
        import_module("rangwan.entries.receivers.beside")
        import_module("rangwan.entries.receivers.closing")
        import_module("rangwan.entries.receivers.datasets")
        import_module("rangwan.entries.receivers.decks")
        import_module("rangwan.entries.receivers.files")
        import_module("rangwan.entries.receivers.signed_form")
        import_module("rangwan.entries.receivers.team")
