from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages, outbox, delivery."""

    name = "rangwan.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to the events that a mail tells somebody about."""
        import_module("rangwan.notices.receivers")
