"""Examples of answers must be valid answers: a client fills the form from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rangwan.forms.definition import Question
from rangwan.forms.rules import Problem, question_problems
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.definition import Definition
from rangwan.programmes.pack.check import questions
from rangwan.programmes.pack.problem import PackProblem
from rangwan.programmes.pack.read import RawPack, Spot


def problems_of_examples(pack: RawPack, definition: Definition) -> Iterator[PackProblem]:
    """Yield a fault for each example that its own question would not accept on the day that entries close."""
    today = definition.calendar.closes_at.astimezone(BANGKOK).date()
    spots = [*questions(pack), *pack.tables("survey.toml", "questions")]
    asked = [*definition.form.by_key.values(), *definition.survey]
    for spot, question in _with_fields(zip(spots, asked, strict=True)):
        if question.example is not None:
            found = question_problems(question, question.example, today=today, complete=True)
            if found:
                yield _refused(spot, found[0])


def _with_fields(pairs: Iterable[tuple[Spot, Question]]) -> Iterator[tuple[Spot, Question]]:
    for spot, question in pairs:
        yield spot, question
        yield from zip(spot.tables("fields"), question.fields, strict=True)


def _refused(spot: Spot, problem: Problem) -> PackProblem:
    why = ", ".join([problem.code, *(f"{name}: {value}" for name, value in problem.params.items())])
    return spot.at("example").problem(
        f"the question does not accept its own example ({why})", f"คำถามไม่รับตัวอย่างคำตอบของตนเอง ({why})"
    )
