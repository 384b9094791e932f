from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Intake, inspection and safe serving of the files that people send."""

    name = "rangwan.files"
    label = "files"

    def ready(self) -> None:
        """Listen to the events that the worker scans a file for, and draws its pages."""
        import_module("rangwan.files.receivers")
