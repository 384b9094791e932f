from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Judging: assignments, marks, conflicts."""

    name = "rangwan.judging"
    label = "judging"

    def ready(self) -> None:
        """Listen to what judges, chair and organiser are told about."""
        import_module("rangwan.judging.receivers")
