"""The shape of every file of a pack, and what is said, in plain words, where a file does not have it."""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rangwan.forms.definition import Choice, Column, Condition, Declared, FileSlot, Measure, Question
from rangwan.kernel.text import Text
from rangwan.programmes import definition as declared
from rangwan.programmes.pack.problem import PackProblem
from rangwan.programmes.pack.read import Source

Shape = TypeVar("Shape", bound=BaseModel)


class AwardFile(Declared):
    """award.toml: what is announced, and by whom."""

    award: declared.Award
    organiser: declared.Organiser


class EligibilityFile(Declared):
    """eligibility.toml."""

    rules: tuple[declared.EligibilityRule, ...]


class CriteriaFile(Declared):
    """criteria.toml."""

    criteria: tuple[declared.Criterion, ...]


class FormFile(Declared):
    """form.toml: the pages of the form by the names of their files, and the files that are asked for."""

    title_question: str
    sections: tuple[str, ...]
    files: tuple[FileSlot, ...] = ()


class SectionFile(Declared):
    """form/<key>.toml: one page of the form."""

    title: Text
    intro: Text | None = None
    carry_over: bool = False
    scored: bool = True
    questions: tuple[Question, ...] = ()


class SurveyFile(Declared):
    """survey.toml: the questions on the screen after the entry was sent."""

    questions: tuple[Question, ...] = ()


class StagesFile(Declared):
    """stages.toml: references, rounds of judging, screening, prizes."""

    reference_prefix: str
    shortlist: bool = False
    rounds: tuple[declared.Round, ...] = ()
    screening: tuple[declared.ScreeningCheck, ...] = ()
    prizes: tuple[declared.Prize, ...]


_INNER = (
    Question, Choice, Column, Condition, Measure, FileSlot, Text, SectionFile, AwardFile, EligibilityFile, CriteriaFile,
    FormFile, StagesFile, declared.Award, declared.Organiser, declared.Notice, declared.Calendar,
    declared.EligibilityRule, declared.Criterion, declared.RubricLevel, declared.Consent, declared.PaperField,
    declared.SubmissionForm, declared.ScreeningCheck, declared.Round, declared.Prize, declared.Entering,
    declared.Catalogue,
)  # fmt: skip
_FIELDS = sorted({name for shape in _INNER for name in shape.model_fields})


def shaped(source: Source, shape: type[Shape], problems: list[PackProblem]) -> Shape | None:
    """Return the file as `shape`, or None after adding to `problems` what does not fit."""
    try:
        return shape.model_validate(_json(source.data))
    except ValidationError as error:
        problems += [_said(source, detail) for detail in error.errors(include_url=False)]
        return None


def _json(value: Any) -> Any:
    """Return TOML data with its exact decimals as plain numbers."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, list) else value


def _said(source: Source, detail: ErrorDetails) -> PackProblem:
    return PackProblem(source.name, source.line(detail["loc"]), _reason(detail))


def _reason(detail: ErrorDetails) -> Text:
    name = next((str(part) for part in reversed(detail["loc"]) if isinstance(part, str)), "")
    kind = detail["type"]
    if kind == "missing":
        return Text(en=f"“{name}” is missing", th=f"ยังไม่มี “{name}”")
    if kind == "extra_forbidden":
        return _unknown_field(name)
    if kind == "literal_error":
        known = detail.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ")
        value = detail["input"]
        return Text(
            en=f"“{value}” is not a known {name}; known are: {known}", th=f"ไม่รู้จัก {name} “{value}” ที่ใช้ได้คือ {known}"
        )
    if kind == "model_type" and detail.get("ctx", {}).get("class_name") == "Text":
        return Text(
            en=f"“{name}” needs both languages: {name}.th and {name}.en",
            th=f"“{name}” ต้องมีทั้งสองภาษา คือ {name}.th และ {name}.en",
        )
    return _wrong_kind(name, kind, detail["msg"])


def _unknown_field(name: str) -> Text:
    near = difflib.get_close_matches(name, _FIELDS, n=1, cutoff=0.7)
    if near and near[0] != name:
        return Text(
            en=f"there is no field “{name}” here; did you mean “{near[0]}”?",
            th=f"ไม่มีช่อง “{name}” ในส่วนนี้ หมายถึง “{near[0]}” หรือไม่",
        )
    return Text(en=f"there is no field “{name}” here", th=f"ไม่มีช่อง “{name}” ในส่วนนี้")


_KINDS = (
    (("string",), "text in quotes", "ข้อความในเครื่องหมายคำพูด"),
    (("int", "float"), "a number", "ตัวเลข"),
    (("bool",), "true or false", "true หรือ false"),
    (("datetime",), "a date and time such as 2021-07-01T00:00:00+07:00", "วันและเวลา เช่น 2021-07-01T00:00:00+07:00"),
    (("date",), "a date such as 2021-02-01", "วันที่ เช่น 2021-02-01"),
    (("tuple", "list"), "a list", "รายการ [ … ]"),
    (("model", "dict"), "a table", "ตาราง { … }"),
)


def _wrong_kind(name: str, kind: str, message: str) -> Text:
    for starts, en, th in _KINDS:
        if kind.startswith(starts):
            return Text(en=f"“{name}” must be {en}", th=f"“{name}” ต้องเป็น{th}")
    return Text(en=f"“{name}”: {message}", th=f"“{name}”: {message}")
