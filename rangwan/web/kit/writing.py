"""What is wrong with texts that people wrote, beside their fields and in the error summary."""

from __future__ import annotations

from collections.abc import Mapping

from rangwan.forms.rules import BadTexts
from rangwan.programmes.wording import text_words


def faults(bad: BadTexts) -> dict[str, str]:
    """Return {field: words} in the active language."""
    return {problem.key: text_words(problem) for problem in bad.problems}


def summary(errors: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the lines of the error summary, each leading to its field."""
    return [{"message": words, "id": field} for field, words in errors.items()]
