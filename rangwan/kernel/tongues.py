"""A translated message in both languages at once, for the API and for mails."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import override

from rangwan.kernel.text import Text


def in_both(message: Callable[[], str | Promise] | Promise | str) -> Text:
    """Return a lazy translation, or what a function returns when called in each language, as a Text."""

    def said(language: str) -> str:
        with override(language):
            return str(message() if callable(message) else message)

    return Text(th=said("th"), en=said("en"))
