from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The face for programs: JSON under /api/v1/, described by /api/v1/openapi.json."""

    name = "rangwan.api"
    label = "api"
