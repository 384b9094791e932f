from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.programmes"
    label = "programmes"
