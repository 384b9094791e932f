from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.web.public"
    label = "public"
