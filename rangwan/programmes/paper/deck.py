"""A presentation that was read, as an award understands it: answers to take over, criteria it seems to speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rangwan.documents import deck_marks
from rangwan.documents.deck_blanks import written
from rangwan.documents.deck_coverage import DeckPage, Mention, Topic, mentions
from rangwan.documents.deck_reading import Deck, DeckSlide, DeckTable
from rangwan.forms.definition import Question
from rangwan.forms.rules import from_table, from_text, is_empty
from rangwan.kernel.text import Text, search_key
from rangwan.programmes.definition import Criterion, Definition


@dataclass(frozen=True)
class Proposal:
    """An answer that a deck holds: `value` raw, None where the words (`said`) could not be turned into one."""

    question: str
    value: Any
    pages: tuple[int, ...]
    said: str = ""


@dataclass
class _Heard:
    """What was found for one question so far."""

    pages: list[int] = field(default_factory=list)
    text: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add_text(self, text: str, page: int, *, continues: bool) -> None:
        """Add words; a slide that goes on in the middle of a line adds to it."""
        self.text = self.text + text if continues or not self.text else f"{self.text}\n{text}"
        self._on(page)

    def add_rows(self, table: DeckTable, page: int) -> None:
        """Add a table's rows below those before it; its head is kept once."""
        rows = list(table.rows)
        if self.rows and rows and rows[0] == self.rows[0]:
            rows = rows[1:]
        if self.rows and rows and table.mark and table.mark.continues:
            self.rows[-1] = tuple(one + more for one, more in zip(self.rows[-1], rows[0], strict=False))
            rows = rows[1:]
        self.rows += rows
        self._on(page)

    def _on(self, page: int) -> None:
        if page not in self.pages:
            self.pages.append(page)


def proposals_of(definition: Definition, deck: Deck) -> list[Proposal]:
    """Return what the marked places of a deck answer, in form order; empty places propose nothing."""
    heard = _heard(definition, deck)
    found = []
    for question in definition.form.by_key.values():
        if question.key not in heard:
            continue
        one = heard[question.key]
        said = written(one.text)
        value = from_text(question, said) if said else from_table(question, _written_rows(one.rows))
        if value is not None and not is_empty(question, value):
            found.append(Proposal(question.key, value, tuple(one.pages)))
        elif said:
            found.append(Proposal(question.key, None, tuple(one.pages), said))
    return found


def _heard(definition: Definition, deck: Deck) -> dict[str, _Heard]:
    heard: dict[str, _Heard] = {}
    form = definition.form
    for slide in deck.slides:
        for box in slide.fields:
            if box.mark.key in form.by_key:
                place = heard.setdefault(box.mark.key, _Heard())
                place.add_text(box.text, slide.number, continues=box.mark.continues)
        for table in slide.tables:
            if table.mark is None:
                continue
            if table.mark.kind == deck_marks.FACTS:
                for key, text in _facts(_short(definition, table.mark.key), table.rows):
                    heard.setdefault(key, _Heard()).add_text(text, slide.number, continues=False)
            elif table.mark.key in form.by_key:
                heard.setdefault(table.mark.key, _Heard()).add_rows(table, slide.number)
    cover = deck.slides[0] if deck.on_template and deck.slides else None
    if cover and cover.section is None and cover.is_titled:
        heard.setdefault(form.title_question, _Heard()).add_text(cover.title, cover.number, continues=False)
    return heard


def _short(definition: Definition, section: str) -> Sequence[Question]:
    """Return the questions that a table of short answers of this section may hold."""
    if section in definition.criteria_by_key:
        return definition.form.serving(section)
    found = definition.form.section(section)
    return found.questions if found else ()


def _facts(questions: Sequence[Question], rows: Iterable[Sequence[str]]) -> Iterable[tuple[str, str]]:
    """Yield (question, answer) for the rows whose first cell begins with what a question asks."""
    labels = {
        _folded(label): question.key for question in questions for label in (question.label.th, question.label.en)
    }
    for row in rows:
        key = labels.get(_folded(row[0].split("\n")[0])) if len(row) > 1 else None
        if key and written(row[1]):
            yield key, row[1]


def _folded(text: str) -> str:
    return search_key(text).replace(" ", "")


def _written_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[written(cell) for cell in row] for row in rows]


# --- coverage ---------------------------------------------------------------------------------------------------------


def pages_of(deck: Deck) -> list[DeckPage]:
    """Return the slides as pages to look for criteria in; what the template itself says there is left out."""
    return [
        DeckPage(
            number=slide.number,
            title=slide.title,
            text=_own_words(slide),
            topic=slide.section,
            is_filled=bool(_own_words(slide)) or slide.pictures > 0,
        )
        for slide in deck.slides
    ]


def pages_of_text(texts: Sequence[str]) -> list[DeckPage]:
    """Return pages that are known by their words alone (of a PDF, say); the first line is taken for the title."""
    pages = []
    for number, text in enumerate(texts, start=1):
        first, _newline, rest = text.strip().partition("\n")
        pages.append(DeckPage(number, first.strip()[:300], rest))
    return pages


def _own_words(slide: DeckSlide) -> str:
    words = [*slide.texts, *(box.text for box in slide.fields)]
    for table in slide.tables:
        if table.mark is not None:
            head = 0 if table.mark.kind == deck_marks.FACTS else 1
            step = 2 if table.mark.kind == deck_marks.FIGURES else 1
            first = 1 if table.mark.kind == deck_marks.FACTS else 0
            rows = table.rows[head + step - 1 :: step]
            words += [" ".join(written(cell) for cell in row[first:]) for row in rows if _says(table, row[first:])]
    return "\n".join(text for text in map(written, words) if text)


def _says(table: DeckTable, cells: Sequence[str]) -> bool:
    """Return whether anything was written into these cells; a unit beside an empty line is the template's own."""
    if table.mark and table.mark.kind == deck_marks.FIGURES:
        return any(written(cell)[:1].isdigit() for cell in cells)
    return any(written(cell) for cell in cells)


def coverage_of(definition: Definition, pages: Sequence[DeckPage]) -> list[Mention]:
    """Return every criterion, in guidance order, with the pages that seem to speak of it."""
    return mentions([_topic(definition, criterion) for criterion in definition.in_guidance_order], pages)


def _topic(definition: Definition, criterion: Criterion) -> Topic:
    questions = list(definition.form.serving(criterion.key))
    on_screen = definition.survey_question(criterion.survey) if criterion.survey else None
    sections = {section.key: section for q in questions if (section := definition.form.section_of(q.key))}
    names = [
        criterion.name,
        criterion.guidance_name,
        *criterion.aspects,
        *(section.title for section in sections.values() if all(q in questions for q in section.questions)),
        *(question.label for question in questions),
        *([on_screen.label] if on_screen else []),
    ]
    return Topic(criterion.key, _both(names), _both(criterion.words))


def _both(texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for text in texts for words in (text.th, text.en) if words))
