"""What a new version of a definition changes, in plain words in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from rangwan.forms.definition import Choice, Column, Condition, FileSlot, Measure, Question, Section
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import format_closing, format_date, format_moment
from rangwan.programmes import definition as declared
from rangwan.programmes.definition import Definition

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `path` is where, as in `criteria.policy.weight`; `text` says it in plain words."""

    kind: Kind
    path: str
    text: Text

    def __str__(self) -> str:
        return self.text.pick("en")


# What each piece is called: Thai, English.
_NOUNS: dict[type[BaseModel], tuple[str, str]] = {
    declared.Award: ("ประกาศ", "the announcement"),
    declared.Organiser: ("ผู้จัด", "the organiser"),
    declared.Notice: ("หมายเหตุ", "the notice"),
    declared.Calendar: ("กำหนดการ", "the calendar"),
    declared.EligibilityRule: ("คุณสมบัติ", "the eligibility rule"),
    declared.Criterion: ("เกณฑ์", "the criterion"),
    declared.RubricLevel: ("ระดับคะแนน", "the rubric level"),
    declared.SubmissionForm: ("ใบส่งโครงการ", "the submission form"),
    declared.PaperField: ("ช่องในใบส่งโครงการ", "the blank of the submission form"),
    declared.Consent: ("คำรับรอง", "the consent"),
    declared.ScreeningCheck: ("ข้อตรวจ", "the screening check"),
    declared.Round: ("รอบการตัดสิน", "the round"),
    declared.Prize: ("รางวัล", "the prize"),
    Section: ("หน้าแบบฟอร์ม", "the section"),
    Question: ("คำถาม", "the question"),
    Choice: ("ตัวเลือก", "the choice"),
    Column: ("คอลัมน์", "the column"),
    Measure: ("ตัวชี้วัด", "the measure"),
    FileSlot: ("ไฟล์", "the file"),
    Condition: ("เงื่อนไข", "the condition"),
    declared.Entering: ("การส่งผลงาน", "entering"),
    declared.Catalogue: ("การตรวจชุดข้อมูล", "the data-set check"),
    Definition: ("รางวัล", "the award"),
}
_FIELDS: dict[str, tuple[str, str]] = {
    "weight": ("น้ำหนัก", "weight"),
    "maximum": ("ค่าสูงสุด", "maximum"),
    "minimum": ("ค่าต่ำสุด", "minimum"),
    "name": ("ชื่อ", "name"),
    "guidance_name": ("ชื่อในคำแนะนำ", "name in the guidance"),
    "guidance_order": ("ลำดับในคำแนะนำ", "place in the guidance"),
    "guidance": ("คำแนะนำ", "guidance"),
    "aspects": ("ประเด็น", "aspects"),
    "survey": ("คำถามบนหน้าจอ", "on-screen question"),
    "label": ("ข้อความ", "label"),
    "title": ("ชื่อเรื่อง", "title"),
    "hint": ("คำอธิบาย", "hint"),
    "intro": ("คำนำ", "introduction"),
    "text": ("ข้อความ", "text"),
    "type": ("ชนิด", "type"),
    "required": ("ต้องตอบ", "required"),
    "criterion": ("เกณฑ์", "criterion"),
    "max_chars": ("จำนวนอักษรสูงสุด", "longest answer"),
    "max_rows": ("จำนวนแถวสูงสุด", "most rows"),
    "max_files": ("จำนวนไฟล์สูงสุด", "most files"),
    "max_bytes": ("ขนาดไฟล์สูงสุด", "largest size"),
    "types": ("ชนิดไฟล์", "types of file"),
    "show_if": ("เงื่อนไข", "condition"),
    "example": ("ตัวอย่าง", "example"),
    "opens_at": ("วันเปิดรับสมัคร", "opening"),
    "closes_at": ("วันปิดรับสมัคร", "closing"),
    "grace_seconds": ("เวลาผ่อนผัน (วินาที)", "grace period (seconds)"),
    "count": ("จำนวน", "number"),
    "per_entry": ("กรรมการต่อผลงาน", "judges for each entry"),
    "purpose": ("วัตถุประสงค์", "purpose"),
    "committee": ("คณะกรรมการ", "committee"),
    "steps": ("ขั้นตอน", "steps"),
    "theme": ("หัวข้อ", "theme"),
    "phone": ("โทรศัพท์", "telephone"),
    "site": ("เว็บไซต์", "site"),
    "months_before_closing": ("จำนวนเดือนก่อนปิดรับสมัคร", "months before closing"),
    "or_before": ("หรือก่อนวันที่", "or before"),
    "organisation_types": ("ประเภทหน่วยงาน", "kinds of organisation"),
    "highest": ("คะแนนสูงสุดของระดับ", "highest mark"),
    "shortlist": ("การคัดเลือกรอบแรก", "shortlist"),
    "reference_prefix": ("อักษรนำเลขอ้างอิง", "prefix of references"),
    "carry_over": ("ใช้กับโครงการถัดไป", "kept for the next project"),
    "scored": ("คิดคะแนน", "scored"),
}
_SHORT = 60  # characters; longer texts are not repeated
_NONE = Text(th="ไม่มี", en="none")


def diff_definitions(old: Definition, new: Definition) -> list[Change]:
    """Return what differs in `new`, in the order of the definition; nothing where the two are equal."""
    return list(_models(old, new, path=(), where=None))


def _models(old: BaseModel, new: BaseModel, *, path: tuple[str, ...], where: Text | None) -> Iterator[Change]:
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from _values(before, after, path=(*path, name), where=where)


def _values(before: Any, after: Any, *, path: tuple[str, ...], where: Text | None) -> Iterator[Change]:
    if _is_keyed(before) and _is_keyed(after) and (before or after):
        yield from _keyed(before, after, path=path, where=where)
    elif type(before) is type(after) and type(after) in _NOUNS and not isinstance(after, Condition):
        yield from _models(before, after, path=path, where=where or _named(after))
    elif isinstance(before, BaseModel) and type(before) is type(after) and not isinstance(after, Text | Condition):
        yield from _models(before, after, path=path, where=where)  # the form: its parts speak for themselves
    else:
        yield _changed(before, after, path, where)


def _keyed(
    before: Sequence[BaseModel], after: Sequence[BaseModel], *, path: tuple[str, ...], where: Text | None
) -> Iterator[Change]:
    old, new = {_key(item): item for item in before}, {_key(item): item for item in after}
    for key, item in old.items():
        if key not in new:
            yield Change("removed", ".".join((*path, key)), _said(item, where, "ตัด{} ออก", "{} was removed"))
    for key, item in new.items():
        if key not in old:
            yield Change("added", ".".join((*path, key)), _said(item, where, "เพิ่ม{}", "{} was added"))
        elif item != old[key]:
            # Named as it was known until now; a new name is among the changes.
            inner = _within(_named(old[key]), where)
            yield from _models(old[key], item, path=(*path, key), where=inner)
    stayed = [key for key in old if key in new]
    if stayed != [key for key in new if key in old]:
        th, en = _NOUNS[type(after[0])][0], path[-1].replace("_", " ")
        order = _within(Text(th=f"ลำดับของ{th}", en=f"the order of the {en}"), where)
        yield Change("moved", ".".join(path), Text(th=f"{order.th}เปลี่ยนไป", en=f"{order.en} changed"))


def _changed(before: Any, after: Any, path: tuple[str, ...], where: Text | None) -> Change:
    th, en = _FIELDS.get(path[-1], (path[-1], path[-1].replace("_", " ")))
    words = _within(Text(th=th, en=en), where)
    old, new = _shown(before, path[-1]), _shown(after, path[-1])
    if old is None or new is None or old == new:
        said = Text(th=f"{words.th}: แก้ไขแล้ว", en=f"{words.en}: changed")
    elif old.th == new.th:
        said = Text(th=f"{words.th} (ภาษาอังกฤษ): {old.en} → {new.en}", en=f"{words.en}: {old.en} → {new.en}")
    elif old.en == new.en:
        said = Text(th=f"{words.th}: {old.th} → {new.th}", en=f"{words.en} (Thai): {old.th} → {new.th}")
    else:
        said = Text(th=f"{words.th}: {old.th} → {new.th}", en=f"{words.en}: {old.en} → {new.en}")
    return Change("changed", ".".join(path), said)


def _shown(value: Any, field: str) -> Text | None:
    """Return a value in both languages, or None where it is too long to repeat."""
    if value is None or value in ("", ()):
        return _NONE
    if isinstance(value, Text):
        return value if max(len(value.th), len(value.en)) <= _SHORT else None
    if isinstance(value, bool):
        return Text(th="ใช่" if value else "ไม่", en="yes" if value else "no")
    if isinstance(value, dt.datetime):
        form = format_closing if field == "closes_at" else format_moment
        return Text(th=form(value, "th"), en=form(value, "en"))
    if isinstance(value, dt.date):
        return Text(th=format_date(value, "th"), en=format_date(value, "en"))
    if isinstance(value, float):
        value = f"{value:g}"
    elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    word = str(value) if isinstance(value, int | str) else ""
    return Text(th=word, en=word) if 0 < len(word) <= _SHORT else None


def _is_keyed(value: Any) -> bool:
    return isinstance(value, tuple) and all(type(item) in _NOUNS for item in value)


def _key(item: BaseModel) -> str:
    if isinstance(item, declared.RubricLevel):
        return f"{item.lowest:g}"
    return str(getattr(item, "key", ""))


def _named(item: BaseModel) -> Text:
    """Return a piece by what it is and what it is called: เกณฑ์ “…” / the criterion “…”."""
    th, en = _NOUNS[type(item)]
    name = next(
        (found for field in ("name", "label", "title") if isinstance(found := getattr(item, field, None), Text)), None
    )
    if isinstance(item, declared.Award | declared.Organiser | declared.SubmissionForm) or name is None:
        key = _key(item)
        return Text(th=f"{th} “{key}”", en=f"{en} “{key}”") if key else Text(th=th, en=en)
    return Text(th=f"{th} “{_cut(name.pick('th'))}”", en=f"{en} “{_cut(name.pick('en'))}”")


def _cut(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT].rstrip()}…"


def _within(part: Text, whole: Text | None) -> Text:
    return part if whole is None else Text(th=f"{whole.th} · {part.th}", en=f"{whole.en} · {part.en}")


def _said(item: BaseModel, where: Text | None, th: str, en: str) -> Text:
    name = _named(item)
    inside = Text(th=th.format(name.th), en=en.format(name.en))
    return _within(inside, where)
