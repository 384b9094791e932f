from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Intake, inspection and safe serving of the files that people send."""

    name = "rangwan.files"
    label = "files"
