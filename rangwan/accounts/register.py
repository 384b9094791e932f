"""Reads a register of organisations: each line becomes a row that can be stored, or a problem with a reason.

No Django here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from rangwan.accounts import rules
from rangwan.kernel.text import Text, storable

COLUMNS = (
    "dla_code", "type", "full_name_th", "full_name_en", "province_th", "province_en", "amphoe_th", "amphoe_en",
    "website_raw",
)  # fmt: skip
_LONGEST = {"type": 20, "name_th": 300, "name_en": 300} | dict.fromkeys(
    ("province_th", "province_en", "amphoe_th", "amphoe_en"), 120
)
_WITHOUT_CODE = "BMA"  # Bangkok is not the department's, so its register gives it no code

Numbered = tuple[int, Mapping[str, str | None]]


@dataclass(frozen=True)
class Problem:
    """A line that was left out, whole, and why."""

    line: int
    reason: Text


@dataclass(frozen=True)
class Row:
    """One organisation of the register. Its type is what that column says; some codes tell an older one."""

    code: str | None
    type: str
    name_th: str
    name_en: str
    province_th: str
    province_en: str
    amphoe_th: str
    amphoe_en: str
    domain: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two rows the same organisation: the code, or type, name and place where there is none."""
        return (self.code,) if self.code else ("", self.type, self.name_th, self.province_th)


FIELDS = tuple(field.name for field in fields(Row))


class _Bad(Exception):
    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(th=th, en=en)


def read(path: Path) -> tuple[list[Row], list[Problem]]:
    """Read a CSV file (UTF-8, with or without a BOM). Raises OSError; everything else becomes a problem."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = path.read_bytes()[: failure.start].count(b"\n") + 1
        return [], [Problem(line, Text(th="แฟ้มไม่ได้เข้ารหัสแบบ UTF-8", en="the file is not UTF-8"))]
    reader = csv.DictReader(io.StringIO(content, newline=""), restkey="+", strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    except csv.Error as failure:
        return [], [_broken(1, failure)]
    if missing:
        names = ", ".join(missing)
        return [], [Problem(1, Text(th=f"ไม่มีคอลัมน์ {names}", en=f"missing columns: {names}"))]
    broken: list[Problem] = []
    rows, problems = check(_numbered(reader, broken))
    return rows, sorted(problems + broken, key=lambda problem: problem.line)


def _numbered(reader: csv.DictReader[str], broken: list[Problem]) -> Iterator[Numbered]:
    line = reader.line_num
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as failure:
            broken.append(_broken(line + 1, failure))
            line = reader.line_num
            continue
        yield line + 1, record
        line = reader.line_num


def _broken(line: int, failure: csv.Error) -> Problem:
    return Problem(line, Text(th=f"อ่านบรรทัดนี้ไม่ได้ ({failure})", en=f"the line cannot be read ({failure})"))


def check(records: Iterable[Numbered]) -> tuple[list[Row], list[Problem]]:
    """Turn numbered records into rows; of a record that cannot be stored whole nothing is kept."""
    rows: list[Row] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, record in records:
        try:
            row = _row(record)
            _once(row, line, seen)
        except _Bad as bad:
            problems.append(Problem(line, bad.reason))
        else:
            rows.append(row)
    return rows, problems


def _once(row: Row, line: int, seen: dict[tuple[str, ...], int]) -> None:
    first = seen.setdefault(row.identity, line)
    if first != line:
        what_th, what_en = ("รหัส", "code") if row.code else ("ชื่อ", "name")
        value = row.code or row.name_th
        raise _Bad(f"{what_th} {value} ซ้ำกับบรรทัด {first}", f"{what_en} {value} repeats line {first}")


def _row(record: Mapping[str, str | None]) -> Row:
    if "+" in record or any(record.get(column) is None for column in COLUMNS):
        raise _Bad("จำนวนคอลัมน์ไม่ตรงกับหัวตาราง", "the number of columns differs from the header's")
    given = {column: _clean(column, record[column] or "") for column in COLUMNS}
    code, kind = given["dla_code"], given["type"]
    if kind not in rules.TYPES:
        raise _Bad(f"ไม่รู้จักประเภท “{kind}”", f"unknown type “{kind}”")
    if not code and kind != _WITHOUT_CODE:
        raise _Bad("ไม่มีรหัส", "no code")
    if code and not re.fullmatch("[0-9]{7}", code):
        raise _Bad(f"รหัส “{code[:30]}” ต้องเป็นเลข 7 หลัก", f"the code “{code[:30]}” must have 7 digits")
    for column in ("full_name_th", "province_th"):
        if not given[column]:
            raise _Bad(f"คอลัมน์ {column} ว่าง", f"{column} is empty")
    row = Row(
        code=code or None,
        type=kind,
        name_th=given["full_name_th"],
        name_en=given["full_name_en"],
        domain=rules.own_domain(given["website_raw"]),
        **{column: given[column] for column in ("province_th", "province_en", "amphoe_th", "amphoe_en")},
    )
    for name, limit in _LONGEST.items():
        if len(getattr(row, name)) > limit:
            raise _Bad(f"{name} ยาวกว่า {limit} อักขระ", f"{name} is longer than {limit} characters")
    return row


def _clean(column: str, value: str) -> str:
    kept = " ".join(storable(value).split())
    if "\ufffd" in kept and column != "website_raw":  # the website only serves to find a domain
        raise _Bad(f"คอลัมน์ {column} มีอักขระที่ใช้ไม่ได้", f"{column} holds a character that cannot be used")
    return kept
