from __future__ import annotations

from django.apps import AppConfig


class JudgeConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.web.judge"
    label = "judge"
