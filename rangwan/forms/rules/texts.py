"""Texts that people write outside the form: a question to staff, an answer, a note. Every one is required."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rangwan.forms.rules.problems import Invalid, Problem
from rangwan.forms.rules.scalars import typed_text
from rangwan.kernel.text import is_blank


class BadTexts(Exception):
    """What was written cannot be kept; `problems` says why, one for each text."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = problems


def read_texts(raw: Mapping[str, Any], most: Mapping[str, int]) -> dict[str, str]:
    """Return the texts named in `most` (their longest length in characters), without white space round them.

    Raises BadTexts with required, too_long, unreadable_characters or wrong_type.
    """
    found, problems = {}, []
    for key, longest in most.items():
        try:
            found[key] = typed_text(raw.get(key, ""), longest)
        except Invalid as fault:
            problems.append(Problem(key, fault.code, fault.params))
        else:
            if is_blank(found[key]):
                problems.append(Problem(key, "required"))
    if problems:
        raise BadTexts(problems)
    return found
