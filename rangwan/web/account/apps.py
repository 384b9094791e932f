from __future__ import annotations

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """See the package's docstring."""

    name = "rangwan.web.account"
    label = "web_account"  # "account" is the label of the sign-in library
