from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, memberships, sign-in glue."""

    name = "rangwan.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what the sign-in library does."""
        import_module("rangwan.accounts.receivers").listen()
