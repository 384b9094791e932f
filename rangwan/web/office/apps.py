from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The face of organiser, screener, chair and auditor."""

    name = "rangwan.web.office"
    label = "office"
