"""Spreads written answers over slides by the room that they take."""

from __future__ import annotations

from dataclasses import dataclass

from rangwan.documents.measure import LINE, SPACING, lines, split
from rangwan.documents.thai_type import clean

_GAP = 0.2  # lines between two paragraphs
_FULL = 0.95  # of a line, before it ends at a word


@dataclass(frozen=True)
class Answer:
    """What was answered: the question as a heading (may be empty) and the text."""

    label: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a slide; `heading` marks a question."""

    text: str
    heading: bool = False


def pages_of(answers: tuple[Answer, ...], room: tuple[float, float], size: float) -> list[list[Paragraph]]:
    """Return the paragraphs of each slide, for text of `size` in a `room` (width, height) of points.

    A paragraph that is too long for the rest of a slide is cut at a space; a heading never stands last.
    """
    wide, most = room[0], int(room[1] / (size * LINE * SPACING))
    pages: list[list[Paragraph]] = [[]]
    left = float(most)
    for paragraph in _paragraphs(answers):
        rest = paragraph.text
        while rest:
            needed = lines(rest, wide, size)
            follow = 2 if paragraph.heading else 0
            if needed + follow <= left or (not pages[-1] and needed <= left):
                pages[-1].append(Paragraph(rest, paragraph.heading))
                left -= needed + _GAP
                rest = ""
                continue
            if not pages[-1] or (left >= 2 and not paragraph.heading):
                head, rest = split(rest, max(1, int(left)) * wide * _FULL, size)
                pages[-1].append(Paragraph(head, paragraph.heading))
            pages.append([])
            left = float(most)
    return [page for page in pages if page]


def _paragraphs(answers: tuple[Answer, ...]) -> list[Paragraph]:
    found = []
    for answer in answers:
        if answer.label.strip():
            found.append(Paragraph(" ".join(clean(answer.label).split("\n")), heading=True))
        found += [Paragraph(text) for text in clean(answer.text).split("\n") if text.strip()]
    return found
