from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Screening: eligibility, completeness, return for correction."""

    name = "rangwan.screening"
    label = "screening"

    def ready(self) -> None:
        """Listen to what screening found, to tell the coordinator."""
        import_module("rangwan.screening.receivers")
