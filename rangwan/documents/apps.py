"""The documents application: it brings its message catalogue, and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers rangwan.documents."""

    name = "rangwan.documents"
    label = "documents"
