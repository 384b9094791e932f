from __future__ import annotations

from django.apps import AppConfig


class EntrantConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.web.entrant"
    label = "entrant"
