"""Read back what the kit's question components post. `forms.rules` reads the fields; this hands them over."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from rangwan.forms.definition import Question
from rangwan.forms.rules import Posted, read_fields


def answer(question: Question, post: QueryDict) -> Any:
    """Return the posted answer as it was typed, in the shape that forms keep answers in."""
    return read_fields(question, question.key, Posted(lambda name: post.get(name, ""), post.getlist))


def is_posted(question: Question, post: QueryDict) -> bool:
    """Say whether the component of this question was on the posted page (its marker or one of its inputs)."""
    key = question.key
    return key in post.getlist("asked") or any(name == key or name.startswith(f"{key}-") for name in post)
