"""Reads the files of a pack: TOML with the line of every key, and the Markdown texts that the TOML names.

Nothing is judged here but what keeps a file from being read; `check` and `build` do the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeGuard

from rangwan.kernel.text import LANGUAGES, Text, storable
from rangwan.programmes.pack import lines
from rangwan.programmes.pack.problem import PackProblem

FILES = (
    "award.toml",
    "calendar.toml",
    "eligibility.toml",
    "criteria.toml",
    "form.toml",
    "survey.toml",
    "submission-form.toml",
    "stages.toml",
    "entering.toml",
)
OPTIONAL_FILES = ("survey.toml", "entering.toml")
_DIGITS = 15
_TOO_LARGE = 1_000_000_000_000_000
_BESIDE = ("README.md",)  # an organiser's own notes
_DEMO = "demo/"  # what `rangwan demo` shows of the award; no part of what is declared
_FILE_WORD = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*")
_TOML_PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")


def is_number(value: Any) -> TypeGuard[int | Decimal]:
    """Return whether a TOML value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def is_usable(number: int | Decimal) -> bool:
    """Return whether a number is finite and sums exactly: at most 15 digits on either side of the point."""
    if isinstance(number, int):
        return -_TOO_LARGE < number < _TOO_LARGE
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_DIGITS and number.adjusted() < _DIGITS


@dataclass(frozen=True)
class Source:
    """One TOML file: its name inside the pack, its text and what tomllib made of it."""

    name: str
    text: str
    data: dict[str, Any]

    @cached_property
    def _index(self) -> dict[lines.Path, int]:
        return lines.line_index(self.text)

    def line(self, path: lines.Path) -> int:
        """Return the line of the key or table at `path`."""
        return lines.nearest_line(self._index, path)


@dataclass(frozen=True)
class Spot:
    """A value in a pack that knows where it stands."""

    source: Source
    path: lines.Path
    value: Any

    def at(self, key: str) -> Spot:
        """Return what stands under `key`; its value is None where there is nothing."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Spot(self.source, (*self.path, key), value)

    def items(self) -> list[Spot]:
        """Return the items of a list, one spot each; nothing where this is no list."""
        found = self.value if isinstance(self.value, list) else []
        return [Spot(self.source, (*self.path, number), item) for number, item in enumerate(found)]

    def tables(self, key: str) -> list[Spot]:
        """Return the tables in the list under `key`."""
        return [item for item in self.at(key).items() if isinstance(item.value, dict)]

    def word(self, key: str = "key") -> str | None:
        """Return the string under `key`, or None where there is none."""
        value = self.at(key).value
        return value if isinstance(value, str) else None

    def number(self, key: str) -> Decimal | None:
        """Return the number under `key`, exactly as it was written, or None where there is none that can be used."""
        value = self.at(key).value
        return Decimal(value) if is_number(value) and is_usable(value) else None

    def problem(self, en: str, th: str) -> PackProblem:
        """Return a fault of this very spot."""
        return PackProblem(self.source.name, self.source.line(self.path), Text(th=th, en=en))


@dataclass
class RawPack:
    """The files of a pack as they were read, and what kept others from being read."""

    sources: dict[str, Source] = field(default_factory=dict)
    sections: list[Spot] = field(default_factory=list)  # one per page of the form, in order
    problems: list[PackProblem] = field(default_factory=list)

    def spot(self, name: str) -> Spot | None:
        """Return the whole of one file, or None where it could not be read."""
        source = self.sources.get(name)
        return Spot(source, (), source.data) if source else None

    def tables(self, name: str, key: str) -> list[Spot]:
        """Return the tables in the list `key` of one file."""
        spot = self.spot(name)
        return spot.tables(key) if spot else []


def read_pack(folder: Path) -> RawPack:
    """Read all files of the pack in `folder`. Never raises for what the pack says: see `problems`."""
    pack = RawPack()
    if not folder.is_dir():
        pack.problems.append(_of_file(folder.name, "there is no such folder", "ไม่มีโฟลเดอร์นี้"))
        return pack
    if not any((folder / name).is_file() for name in FILES):
        needed = ", ".join(name for name in FILES if name not in OPTIONAL_FILES)
        pack.problems.append(
            _of_file(folder.name, f"the pack is empty; it needs {needed}", f"ชุดข้อมูลรางวัลว่างเปล่า ต้องมีไฟล์ {needed}")
        )
        return pack
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    # What a demonstration of the award is made from lies beside the declaration and is no part of it.
    present = {
        name for name in present if not name.startswith(_DEMO) and not any(p.startswith(".") for p in name.split("/"))
    }
    used = set(_BESIDE)
    for name in FILES:
        if name in present or name not in OPTIONAL_FILES:
            used.add(name)
            _read_toml(folder, name, pack)
    pages = set(_read_sections(folder, pack))
    used |= pages
    for source in pack.sources.values():
        used.update(_fill_texts(folder, source, pack))
    unread = len(used.intersection(FILES)) + len(pages) - len(pack.sources)
    pack.problems += [
        _of_file(name, "nothing in the pack asks for this file", "ไม่มีส่วนใดของชุดข้อมูลเรียกใช้ไฟล์นี้")
        for name in sorted(present - used)
        if unread == 0 or "/" not in name  # a file that could not be read may ask for it
    ]
    return pack


def _of_file(name: str, en: str, th: str, line: int = 0) -> PackProblem:
    return PackProblem(name, line, Text(th=th, en=en))


def _read_text(folder: Path, name: str, problems: list[PackProblem]) -> str | None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        problems.append(_of_file(name, "the file is missing", "ไม่พบไฟล์นี้"))
        return None
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.append(
            _of_file(name, "the file is not UTF-8; save it as UTF-8", "ไฟล์นี้ไม่ใช่ UTF-8 โปรดบันทึกใหม่เป็น UTF-8", line)
        )
        return None


def _read_toml(folder: Path, name: str, pack: RawPack) -> Source | None:
    text = _read_text(folder, name, pack.problems)
    if text is None:
        return None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets in brackets in brackets …
        pack.problems.append(_syntax_problem(name, text, str(error)))
        return None
    pack.sources[name] = source = Source(name, text, data)
    return source


def _syntax_problem(name: str, text: str, message: str) -> PackProblem:
    place = _TOML_PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1 if place else 0
    reason = _TOML_PLACE.sub("", message)
    if "overwrite" in reason or "twice" in reason:
        return _of_file(name, "this key is written a second time", "เขียนคีย์นี้ซ้ำเป็นครั้งที่สอง", line)
    return _of_file(name, f"this is not TOML: {reason}", f"รูปแบบ TOML ไม่ถูกต้อง: {reason}", line)


def _read_sections(folder: Path, pack: RawPack) -> Iterator[str]:
    """Read `form/<key>.toml` for every key that `form.toml` lists; yield the names of the files."""
    form = pack.spot("form.toml")
    if form is None:
        return
    seen: set[str] = set()
    for item in form.at("sections").items():
        key = item.value
        if not isinstance(key, str) or not _FILE_WORD.fullmatch(key) or "/" in key:
            pack.problems.append(
                item.problem(
                    "a section is named by the name of its file in form/", "ระบุหน้าแบบฟอร์มด้วยชื่อไฟล์ในโฟลเดอร์ form/"
                )
            )
        elif key in seen:
            pack.problems.append(item.problem(f"the key “{key}” is used twice", f"ใช้คีย์ “{key}” ซ้ำ"))
        else:
            seen.add(key)
            name = f"form/{key}.toml"
            yield name
            source = _read_toml(folder, name, pack)
            if source:
                pack.sections.append(Spot(source, (), source.data))


def _fill_texts(folder: Path, source: Source, pack: RawPack) -> list[str]:
    """Put the Markdown of text/… in the place of every `….file = "…"`; return the names of the files used."""
    used: list[str] = []

    def walk(value: Any, path: lines.Path) -> Any:
        if isinstance(value, list):
            return [walk(item, (*path, number)) for number, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        word = value.get("file")
        if len(value) == 1 and isinstance(word, str):
            return _texts_named(folder, Spot(source, (*path, "file"), word), pack, used)
        return {key: walk(item, (*path, key)) for key, item in value.items()}

    for key, value in source.data.items():
        source.data[key] = walk(value, (key,))
    return used


def _texts_named(folder: Path, spot: Spot, pack: RawPack, used: list[str]) -> dict[str, str]:
    if not _FILE_WORD.fullmatch(spot.value):
        pack.problems.append(
            spot.problem(
                "a text file is named in small letters, without its ending", "ระบุชื่อไฟล์ข้อความด้วยตัวพิมพ์เล็ก ไม่ต้องใส่นามสกุล"
            )
        )
        return {"th": spot.value, "en": spot.value}
    found: dict[str, str] = {}
    for language in LANGUAGES:
        name = f"text/{spot.value}.{language}.md"
        used.append(name)
        text = _read_text(folder, name, pack.problems)
        if text is not None and not text.strip():
            pack.problems.append(_of_file(name, "the text is empty", "ไม่มีข้อความในไฟล์นี้", 1))
        # What is missing is said once, for the file: the mark keeps the language from being missed a second time.
        found[language] = storable(text).strip() or "…" if text is not None else "…"
    return found
