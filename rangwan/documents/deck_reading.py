"""Reads a presentation (.pptx) back: slide by slide what it says, and what stands in the places that we marked.

The file is somebody else's: only the parts named by it are opened, each within its limit, no program code and no
picture among them; what lies beyond the limits is left unread, and the reading says so.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rangwan.documents import deck_marks
from rangwan.documents.deck_marks import Mark, mark_of
from rangwan.documents.deck_properties import PART as PROPERTIES
from rangwan.files.inspection.archives import BadArchive, open_archive, read_entry
from rangwan.kernel.text import storable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_SLIDES = 400
_MOST_PART = 3_000_000  # bytes of one part's XML
_MOST_SHAPES = 2_000  # of a slide, groups opened
_MOST_DEPTH = 12  # groups within groups
_MOST_CELLS = 20_000  # of the whole deck
_MOST_TEXT = 600_000  # characters of the whole deck
_MOST_DIAGRAMS = 10  # of a slide
_LONGEST_TITLE = 300
_LONGEST_PROPERTY = 200
_NO_WORDS = (deck_marks.LABEL, deck_marks.PROMPTS, deck_marks.CRITERION)


class UnableToRead(Exception):
    """The file is no presentation that can be opened."""


@dataclass(frozen=True)
class DeckTable:
    """A table as it stands on a slide; `mark` where it is one of ours."""

    rows: tuple[tuple[str, ...], ...]
    mark: Mark | None = None


@dataclass(frozen=True)
class DeckField:
    """A text in a box that we marked."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class DeckSlide:
    """One slide: `number` from 1, its title, all other words that are not ours, pictures and charts counted.

    `section` is the criterion (or other section) that the slide is marked with. Where the slide has no title of its
    own (`is_titled` False), its first short text is taken for one.
    """

    number: int
    title: str = ""
    is_titled: bool = False
    texts: tuple[str, ...] = ()
    section: str | None = None
    fields: tuple[DeckField, ...] = ()
    tables: tuple[DeckTable, ...] = ()
    pictures: int = 0


@dataclass(frozen=True)
class Deck:
    """What a presentation says. `edition` and `digest` are those of the template that it was made on, "" for none;
    `cut_short`: it goes beyond what is read."""

    slides: tuple[DeckSlide, ...]
    edition: str = ""
    digest: str = ""
    cut_short: bool = False

    @property
    def on_template(self) -> bool:
        """Whether it was made on a template of ours: it has our properties, or a box that we marked."""
        return bool(self.edition) or any(slide.section or slide.fields for slide in self.slides)


def read_deck(path: Path) -> Deck:
    """Return what the presentation says. Raises UnableToRead."""
    try:
        with path.open("rb") as file, open_archive(file) as archive:
            return _Reader(archive).deck()
    except (BadArchive, ParseError, DefusedXmlException, ValueError) as failure:
        raise UnableToRead(str(failure)) from failure


class _Reader:
    """One presentation being read, and what may still be read of it."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.cells, self.characters = _MOST_CELLS, _MOST_TEXT
        self.cut_short = False

    def deck(self) -> Deck:
        main = next((target for kind, _id, target in self._relations("") if kind == "officeDocument"), "")
        if main not in self.names:
            raise UnableToRead("no main part")
        targets = {key: target for kind, key, target in self._relations(main) if kind == "slide"}
        listed = next((child for child in self._xml(main) if _local(child) == "sldIdLst"), None)
        ids = [_relation_id(child) for child in (() if listed is None else listed)]
        self.cut_short |= len(ids) > MOST_SLIDES
        slides = tuple(
            self._slide(number, targets.get(key, "")) for number, key in enumerate(ids[:MOST_SLIDES], start=1)
        )
        properties = self._properties()
        return Deck(
            slides=slides,
            edition=properties.get(deck_marks.EDITION_PROPERTY, ""),
            digest=properties.get(deck_marks.DIGEST_PROPERTY, ""),
            cut_short=self.cut_short,
        )

    def _slide(self, number: int, part: str) -> DeckSlide:
        """Return one slide; one that cannot be read is an empty one: the others may be sound."""
        try:
            root = self._xml(part)
        except (BadArchive, ParseError, DefusedXmlException, ValueError):
            self.cut_short = True
            return DeckSlide(number)
        found = _Found()
        for shape in self._shapes(root):
            self._take(shape, found)
        found.texts += self._diagrams(part)
        is_titled = bool(found.title)
        if not is_titled and found.texts and len(found.texts[0]) <= _LONGEST_TITLE:
            found.title = found.texts.pop(0)
        return DeckSlide(
            number, found.title, is_titled, tuple(found.texts), found.section, tuple(found.fields),
            tuple(found.tables), found.pictures,
        )  # fmt: skip

    def _shapes(self, root: Element) -> Iterator[Element]:
        """Yield the shapes of a slide, groups opened, in the order in which they stand in the file."""
        tree = next((element for element in root.iter() if _local(element) == "spTree"), None)
        waiting = [(element, 1) for element in reversed(tree if tree is not None else [])]
        left = _MOST_SHAPES
        while waiting:
            element, depth = waiting.pop()
            kind = _local(element)
            inside: list[Element] = []
            if kind == "grpSp":
                inside = list(element)
            elif kind == "AlternateContent":
                inside = list(next(iter(element), ()))  # the first way to draw it that is offered
            elif kind in ("sp", "graphicFrame", "pic"):
                left -= 1
                if left < 0:
                    self.cut_short = True
                    return
                yield element
            if inside and depth >= _MOST_DEPTH:
                self.cut_short = True
            elif inside:
                waiting.extend((child, depth + 1) for child in reversed(inside))

    def _take(self, shape: Element, found: _Found) -> None:
        mark = mark_of(_name(shape))
        kind = _local(shape)
        if kind == "pic":
            found.pictures += 1
        elif kind == "graphicFrame":
            grid = next((element for element in shape.iter() if _local(element) == "tbl"), None)
            if grid is None:
                found.pictures += 1
            else:
                self._take_table(grid, mark, found)
        elif mark and mark.kind in _NO_WORDS:
            found.section = mark.key if mark.kind == deck_marks.CRITERION else found.section
        else:
            self._take_text(shape, mark, found)

    def _take_text(self, shape: Element, mark: Mark | None, found: _Found) -> None:
        role = _placeholder(shape)
        if role in ("sldNum", "ftr", "dt", "hdr"):
            return
        text = self._text(shape)
        if not text.strip():
            return
        if mark and mark.kind == deck_marks.ANSWER:
            found.fields.append(DeckField(mark, text))
        elif role in ("title", "ctrTitle") and not found.title:
            found.title = " ".join(text.split())[:_LONGEST_TITLE]
        else:
            found.texts.append(text.strip())

    def _take_table(self, grid: Element, mark: Mark | None, found: _Found) -> None:
        rows = []
        for row in (child for child in grid if _local(child) == "tr"):
            cells = [child for child in row if _local(child) == "tc"]
            self.cells -= len(cells)
            if self.cells < 0:
                self.cut_short = True
                break
            rows.append(tuple(self._text(cell) for cell in cells))
        table = DeckTable(tuple(rows), mark)
        found.tables.append(table)
        if mark is None:
            words = "\n".join(" ".join(cell for cell in row if cell.strip()) for row in rows).strip()
            found.texts += [words] if words else []

    def _text(self, element: Element) -> str:
        """Return the words of a shape or cell, one paragraph a line, as many as may still be read."""
        body = next((child for child in element if _local(child) == "txBody"), None)
        lines = [_line(child) for child in (() if body is None else body) if _local(child) == "p"]
        text = storable("\n".join(lines))
        if len(text) > self.characters:
            self.cut_short = True
        text = text[: max(0, self.characters)]
        self.characters -= len(text)
        return text

    def _diagrams(self, part: str) -> list[str]:
        """Return the words of the diagrams (SmartArt) of a slide, which stand in parts of their own."""
        parts = [target for kind, _id, target in self._relations(part) if kind == "diagramData"]
        found = []
        for target in parts[:_MOST_DIAGRAMS]:
            try:
                root = self._xml(target)
            except (BadArchive, ParseError, DefusedXmlException, ValueError):
                self.cut_short = True
                continue
            lines = [_line(element) for element in root.iter() if _local(element) == "p"]
            text = storable("\n".join(line for line in lines if line.strip()))[: max(0, self.characters)]
            self.characters -= len(text)
            found += [text] if text else []
        return found

    def _properties(self) -> dict[str, str]:
        if PROPERTIES not in self.names:
            return {}
        try:
            root = self._xml(PROPERTIES)
        except (BadArchive, ParseError, DefusedXmlException, ValueError):
            return {}
        found: dict[str, str] = {}
        for element in root:
            value = next((child.text for child in element if child.text), "") or ""
            found.setdefault(element.get("name", ""), storable(value)[:_LONGEST_PROPERTY])
        return found

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield (kind, id, part) of the parts that this one names."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return
        for element in self._xml(name):
            kind = element.get("Type", "").rpartition("/")[2]
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
                yield kind, element.get("Id", ""), target.lstrip("/")

    def _xml(self, part: str) -> Element:
        root: Element = fromstring(read_entry(self.archive, part, limit=_MOST_PART), forbid_dtd=True)
        return root


class _Found:
    """What was found on a slide so far."""

    def __init__(self) -> None:
        self.title = ""
        self.section: str | None = None
        self.texts: list[str] = []
        self.fields: list[DeckField] = []
        self.tables: list[DeckTable] = []
        self.pictures = 0


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _relation_id(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _properties_of(shape: Element) -> Iterator[Element]:
    """Yield what a shape says of itself: its name, and whether it is a placeholder."""
    head = next((child for child in shape if _local(child).startswith("nv")), None)
    for child in () if head is None else head:
        yield child
        yield from child


def _name(shape: Element) -> str:
    return next((each.get("name", "") for each in _properties_of(shape) if _local(each) == "cNvPr"), "")


def _placeholder(shape: Element) -> str:
    return next((each.get("type", "body") for each in _properties_of(shape) if _local(each) == "ph"), "")


def _line(paragraph: Element) -> str:
    pieces = []
    for child in paragraph:
        kind = _local(child)
        if kind == "br":
            pieces.append("\n")
        elif kind == "r" or (kind == "fld" and child.get("type") != "slidenum"):
            pieces += [grand.text or "" for grand in child if _local(grand) == "t"]
    return "".join(pieces)
