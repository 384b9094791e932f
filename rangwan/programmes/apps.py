from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Listen to the events that mails are written about."""
        import_module("rangwan.programmes.receivers")
