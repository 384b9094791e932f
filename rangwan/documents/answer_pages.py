"""Spreads texts and tables of short answers over slides by the room that they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rangwan.documents.measure import LINE, SPACING, lines, shortened, split
from rangwan.documents.thai_type import clean

LABEL_SIZE, FACT_SIZE, SMALL_SIZE = 18.0, 18.0, 14.0
LABEL_PART = 0.46  # of the width of a table of short answers
_GAP = 10.0  # points between two things on a slide
_EDGE = 9.0  # what a text box keeps free above and below its text, together
_FULL = 0.95  # of a line, before it ends at a word
_LEAST = 2  # lines of a text that are worth beginning at the foot of a slide
_MOST_LABEL = 3  # lines
_PARAGRAPH = 4.0  # points above a paragraph
_CELL = 5.0  # points that a cell keeps free above and below, together


@dataclass(frozen=True)
class Answer:
    """What is asked (`label`, perhaps "") and what was answered; no `text` leaves an empty place of `room` lines.

    `key` is the question's, by which the text is found again; `hint` says more of what is asked.
    """

    label: str
    text: str = ""
    key: str = ""
    hint: str = ""
    room: int = 0


@dataclass(frozen=True)
class FactsTable:
    """Short answers, each on a line of its own. `key` is the section's."""

    key: str
    facts: tuple[Answer, ...]


@dataclass(frozen=True)
class AnswerPart:
    """A part of an answer on one slide, `top` points below the title; nothing in `paragraphs`: not answered."""

    answer: Answer
    nth: int
    paragraphs: tuple[str, ...]
    continues: bool  # the first paragraph goes on from the slide before
    top: float
    label_height: float
    height: float


@dataclass(frozen=True)
class FactsPart:
    """Rows of a table of short answers on one slide, with their heights in points."""

    table: FactsTable
    nth: int
    facts: tuple[Answer, ...]
    top: float
    heights: tuple[float, ...]


Part = AnswerPart | FactsPart


def pages_of(items: Sequence[Answer | FactsTable], room: tuple[float, float], size: float) -> list[list[Part]]:
    """Return what stands on each slide, for text of `size` in a `room` (width, height) of points.

    A text that is too long for the rest of a slide is cut at a space, never inside a Thai cluster; a label never
    stands last.
    """
    flow = _Flow(room, size)
    for item in items:
        if isinstance(item, FactsTable):
            flow.add_facts(item)
        else:
            flow.add_answer(item)
    return [_stretched(page, room[1]) for page in flow.pages if page]


def _stretched(page: list[Part], high: float) -> list[Part]:
    """Return the slide with its large empty places grown into what is left of it."""
    last = page[-1]
    bottom = last.top + (sum(last.heights) if isinstance(last, FactsPart) else last.label_height + last.height)
    growing = [part for part in page if isinstance(part, AnswerPart) and not part.paragraphs and part.answer.room > 2]
    more = max(0.0, high - bottom) / len(growing) if growing else 0.0
    grown: list[Part] = []
    lower = 0.0
    for part in page:
        here = replace(part, top=part.top + lower)
        if isinstance(here, AnswerPart) and any(part is one for one in growing):
            here = replace(here, height=here.height + more)
            lower += more
        grown.append(here)
    return grown


def shown_label(label: str, wide: float) -> str:
    """Return a label on one line of text, cut where it would take more than three."""
    return shortened(clean(label), _MOST_LABEL, wide, LABEL_SIZE)


def label_height(label: str, hint: str, wide: float) -> float:
    """Return the height in points of what is asked and its hint; 0 where nothing stands there."""
    if not label.strip():
        return 0.0
    small = SMALL_SIZE * LINE * lines(hint, wide, SMALL_SIZE) if hint else 0.0
    return lines(shown_label(label, wide), wide, LABEL_SIZE) * LABEL_SIZE * LINE + small + 4


class _Flow:
    """Slides being filled from the top."""

    def __init__(self, room: tuple[float, float], size: float) -> None:
        self.wide, self.high = room
        self.size = size
        self.line = size * LINE * SPACING
        self.pages: list[list[Part]] = [[]]
        self.top = 0.0

    def add_answer(self, answer: Answer) -> None:
        label = self._label_height(answer)
        if not answer.text.strip():
            needed = label + max(1, answer.room) * self.line + _EDGE
            if self.pages[-1] and self.top + needed > self.high + 1:
                self._next_page()
            self._place_answer(answer, 1, (), label, min(needed, self.high) - label, continues=False)
            return
        left = [text for text in clean(answer.text).split("\n") if text.strip()]
        nth, continues = 1, False
        while left:
            free = self._lines_free(label)
            if free < min(_LEAST, self._needed(left)) and self.pages[-1]:
                self._next_page()
                continue
            fitting, left, cut = self._fitting(left, max(1.0, free))
            high = self._needed(fitting) * self.line + _EDGE
            self._place_answer(answer, nth, tuple(fitting), label, high, continues=continues)
            nth, label, continues = nth + 1, 0.0, cut
            if left:
                self._next_page()

    def add_facts(self, table: FactsTable) -> None:
        waiting, nth = list(table.facts), 1
        while waiting:
            heights: list[float] = []
            for fact in waiting:
                height = self._fact_height(fact)
                if self.top + sum(heights) + height > self.high and (heights or self.pages[-1]):
                    break
                heights.append(height)
            if not heights:
                self._next_page()
                continue
            part = FactsPart(table, nth, tuple(waiting[: len(heights)]), self.top, tuple(heights))
            self.pages[-1].append(part)
            self.top += sum(heights) + _GAP
            waiting, nth = waiting[len(heights) :], nth + 1
            if waiting:
                self._next_page()

    def _place_answer(
        self, answer: Answer, nth: int, paragraphs: tuple[str, ...], label: float, height: float, *, continues: bool
    ) -> None:
        self.pages[-1].append(AnswerPart(answer, nth, paragraphs, continues, self.top, label, height))
        self.top += label + height + _GAP

    def _next_page(self) -> None:
        self.pages.append([])
        self.top = 0.0

    def _label_height(self, answer: Answer) -> float:
        return label_height(answer.label, answer.hint, self.wide)

    def _fact_height(self, fact: Answer) -> float:
        wide = self.wide - 30
        label = lines(shown_label(fact.label, wide * LABEL_PART), wide * LABEL_PART, FACT_SIZE) * FACT_SIZE * LINE
        small = lines(fact.hint, wide * LABEL_PART, SMALL_SIZE) * SMALL_SIZE * LINE if fact.hint else 0.0
        value = lines(fact.text or " ", wide * (1 - LABEL_PART), FACT_SIZE) * FACT_SIZE * LINE
        return max(label + small, value) + _CELL

    def _lines_free(self, label: float) -> float:
        return (self.high - self.top - label - _EDGE) / self.line

    def _needed(self, paragraphs: list[str]) -> float:
        return sum(lines(text, self.wide, self.size) + self._between for text in paragraphs)

    @property
    def _between(self) -> float:
        """Lines that stay free above a paragraph."""
        return _PARAGRAPH / self.line

    def _fitting(self, paragraphs: list[str], free: float) -> tuple[list[str], list[str], bool]:
        """Return the paragraphs that fit into `free` lines, what is left, and whether the last was cut."""
        fitting: list[str] = []
        for place, text in enumerate(paragraphs):
            needed = lines(text, self.wide, self.size) + self._between
            if needed <= free:
                fitting.append(text)
                free -= needed
                continue
            if free - self._between >= _LEAST or not fitting:
                most = max(1, int(free - self._between))
                head, rest = split(text, most * self.wide * _FULL, self.size)
                fitting.append(head)
                return fitting, [rest, *paragraphs[place + 1 :]] if rest else paragraphs[place + 1 :], bool(rest)
            return fitting, paragraphs[place:], False
        return fitting, [], False
