from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Ranking, decision, release."""

    name = "rangwan.results"
    label = "results"

    def ready(self) -> None:
        """Listen to the release, to tell the coordinators."""
        import_module("rangwan.results.receivers")
