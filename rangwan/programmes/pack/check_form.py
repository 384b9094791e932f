"""What must be true of the form, its questions and its file slots beyond their shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from rangwan.files.kinds import KINDS
from rangwan.forms.definition import QuestionType
from rangwan.programmes.pack.check import first_by_key, keys_of, questions, repeated
from rangwan.programmes.pack.problem import PackProblem
from rangwan.programmes.pack.read import RawPack, Spot

# What only some types of question understand; everything else in Question holds for every type.
_ONLY_FOR = {
    "max_chars": {"text", "longtext", "email", "url", "phone", "evidence", "choice", "choices"},
    "minimum": {"number", "year"},
    "maximum": {"number", "year"},
    "decimals": {"number", "figures"},
    "max_rows": {"rows", "evidence"},
    "max_files": {"evidence"},
    "min_choices": {"choices"},
    "choices": {"choice", "choices"},
    "fields": {"rows"},
    "columns": {"figures"},
    "measures": {"figures"},
    "own_measures": {"figures"},
}
_COUNTS = ("max_chars", "max_rows", "max_files", "max_bytes")
_TYPES = get_args(QuestionType)
_TABLES = {"rows", "figures", "evidence"}


def problems_of_form(pack: RawPack) -> list[PackProblem]:
    """Return every fault of the form, the survey and the file slots."""
    return [*_form(pack), *_questions(pack), *_survey(pack)]


def _form(pack: RawPack) -> Iterator[PackProblem]:
    form = pack.spot("form.toml")
    if form is None:
        return
    slots = form.tables("files")
    yield from repeated(slots)
    for slot in slots:
        yield from _counts(slot)
        if slot.at("types").value == []:
            yield slot.at("types").problem("no type of file is accepted", "ยังไม่ได้ระบุชนิดไฟล์ที่รับ")
        for kind in slot.at("types").items():
            if isinstance(kind.value, str) and kind.value not in KINDS:
                known = ", ".join(KINDS)
                yield kind.problem(
                    f"“{kind.value}” is not a type of file; known are: {known}",
                    f"ไม่รู้จักชนิดไฟล์ “{kind.value}” ที่ใช้ได้คือ {known}",
                )
    if form.at("sections").value == []:
        yield form.at("sections").problem("the form has no sections", "แบบฟอร์มยังไม่มีหน้า")
    title = form.word("title_question")
    found = first_by_key(questions(pack))
    if title is None:
        return
    if title not in found:
        yield form.at("title_question").problem(f"there is no question “{title}”", f"ไม่มีคำถาม “{title}”")
    elif found[title].word("type") != "text" or found[title].at("required").value is not True:
        yield form.at("title_question").problem(
            f"“{title}” gives the entry its title: it must be of type text and required",
            f"คำถาม “{title}” ใช้เป็นชื่อผลงาน ต้องเป็นชนิด text และ required = true",
        )


def _questions(pack: RawPack) -> Iterator[PackProblem]:
    asked = questions(pack)
    yield from repeated(asked)
    criteria = keys_of(pack.tables("criteria.toml", "criteria"))
    by_key = first_by_key(asked)
    for question in asked:
        criterion = question.word("criterion")
        if criterion is not None and criterion not in criteria:
            yield question.at("criterion").problem(f"there is no criterion “{criterion}”", f"ไม่มีเกณฑ์ “{criterion}”")
        yield from _condition(question, by_key)
        yield from _question(question)


def _survey(pack: RawPack) -> Iterator[PackProblem]:
    asked = pack.tables("survey.toml", "questions")
    yield from repeated(asked)
    for question in asked:
        if question.word("type") not in (None, "choices"):
            yield question.at("type").problem(
                "an on-screen question must be of type choices", "คำถามบนหน้าจอต้องเป็นชนิด choices"
            )
        if question.at("show_if").value is not None:
            yield question.at("show_if").problem("an on-screen question is always asked", "คำถามบนหน้าจอถามทุกครั้ง")
        yield from _question(question)


def _condition(question: Spot, by_key: dict[str | None, Spot]) -> Iterator[PackProblem]:
    condition = question.at("show_if")
    named = condition.word("question")
    if named is None:
        return
    other = by_key.get(named)
    if other is None or (other.path == question.path and other.source is question.source):
        yield condition.at("question").problem(f"there is no other question “{named}”", f"ไม่มีคำถามอื่นชื่อ “{named}”")
        return
    kind = other.word("type")
    known: set[object] = {True, False} if kind == "yesno" else set(keys_of(other.tables("choices")))
    if kind not in ("yesno", "choice", "choices"):
        yield condition.at("question").problem(
            f"a condition needs a question of type yesno, choice or choices; “{named}” is {kind}",
            f"เงื่อนไขต้องอ้างคำถามชนิด yesno, choice หรือ choices แต่ “{named}” เป็นชนิด {kind}",
        )
        return
    for value in condition.at("values").items():
        if isinstance(value.value, list | dict) or value.value not in known:
            yield value.problem(f"“{value.value}” is no answer of “{named}”", f"“{value.value}” ไม่ใช่คำตอบของ “{named}”")


def _question(question: Spot) -> Iterator[PackProblem]:
    kind = question.word("type")
    for name, kinds in _ONLY_FOR.items():
        if kind in _TYPES and question.at(name).value is not None and kind not in kinds:
            yield question.at(name).problem(
                f"“{name}” means nothing for a question of type {kind}", f"คำถามชนิด {kind} ไม่ใช้ “{name}”"
            )
    yield from _counts(question)
    lowest, highest = question.number("minimum"), question.number("maximum")
    if lowest is not None and highest is not None and highest < lowest:
        yield question.at("maximum").problem(
            f"maximum {highest} is below minimum {lowest}", f"maximum {highest} น้อยกว่า minimum {lowest}"
        )
    if kind in ("choice", "choices"):
        yield from _choices(question)
    elif kind == "rows":
        yield from _rows(question)
    elif kind == "figures":
        yield from _figures(question)


def _counts(spot: Spot) -> Iterator[PackProblem]:
    for name in _COUNTS:
        value = spot.number(name)
        if value is not None and value < 1:
            yield spot.at(name).problem(f"“{name}” must be at least 1", f"“{name}” ต้องไม่น้อยกว่า 1")


def _choices(question: Spot) -> Iterator[PackProblem]:
    choices = question.tables("choices")
    if not choices:
        yield question.problem("the question has no choices", "คำถามนี้ยังไม่มีตัวเลือก")
        return
    yield from repeated(choices)
    others = [choice for choice in choices if choice.at("other").value is True]
    for choice in others[1:]:
        yield choice.problem("only one choice can be “other”", "มีตัวเลือก “อื่น ๆ” ได้เพียงข้อเดียว")
    least = question.number("min_choices")
    if least is not None and not 0 <= least <= len(choices):
        yield question.at("min_choices").problem(
            f"min_choices must be from 0 to {len(choices)}, the number of choices",
            f"min_choices ต้องอยู่ระหว่าง 0 ถึง {len(choices)} ซึ่งเป็นจำนวนตัวเลือก",
        )


def _rows(question: Spot) -> Iterator[PackProblem]:
    fields = question.tables("fields")
    if not fields:
        yield question.problem("the question has no fields", "คำถามนี้ยังไม่มีช่องให้กรอก")
    yield from repeated(fields)
    by_key = first_by_key(fields)
    for field in fields:
        kind = field.word("type")
        if kind in _TABLES:
            yield field.at("type").problem(f"a row cannot hold a field of type {kind}", f"ในแถวใช้ช่องชนิด {kind} ไม่ได้")
            continue
        if field.at("criterion").value is not None:
            yield field.at("criterion").problem("the criterion is the whole table's", "ระบุเกณฑ์ไว้ที่คำถามของทั้งตาราง")
        yield from _condition(field, by_key)
        yield from _question(field)


def _figures(question: Spot) -> Iterator[PackProblem]:
    columns, measures = question.tables("columns"), question.tables("measures")
    if not columns:
        yield question.problem("the question has no columns", "คำถามนี้ยังไม่มีคอลัมน์")
    if not measures and not question.number("own_measures"):
        yield question.problem("the question has no measures", "คำถามนี้ยังไม่มีตัวชี้วัด")
    yield from repeated(columns)
    yield from repeated(measures)
    wanted = keys_of(columns)
    for measure in measures:
        if measure.word() == "own":
            yield measure.at("key").problem("the key “own” is kept for the entrant's own figures", "คีย์ “own” สงวนไว้")
        labels = measure.at("labels")
        if isinstance(labels.value, dict) and set(labels.value) != wanted:
            yield labels.problem(
                f"labels must name the columns {', '.join(sorted(wanted))}, each once",
                f"labels ต้องมีครบทุกคอลัมน์ คือ {', '.join(sorted(wanted))}",
            )
