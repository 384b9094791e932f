from __future__ import annotations

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Clock, audit, events, ids, text."""

    name = "rangwan.kernel"
    label = "kernel"
