"""PDF: opened by qpdf, its pages counted, and refused where it does something by itself."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rangwan.files.inspection import sniffing, tails
from rangwan.files.inspection.subject import Inspection, Subject
from rangwan.files.names import extension

if TYPE_CHECKING:
    from pikepdf import Pdf

_ACTIONS = {"/JavaScript": "javascript", "/Launch": "launch", "/ImportData": "launch", "/GoToE": "launch"}
_CALLS = frozenset(
    ("/URI", "/SubmitForm", "/GoToR")
)  # at a click they are links; by themselves they tell on the reader
_RUNNABLE = frozenset(
    (".exe", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".msi", ".jar",
     ".lnk", ".dll", ".cpl", ".pif", ".reg", ".sh", ".apk", ".docm", ".xlsm", ".pptm", ".html", ".htm", ".svg")
)  # fmt: skip
_MOST_OBJECTS = 200_000  # links, fields and bookmarks that are looked at
_HEAD = 1024  # bytes of an attached file that are looked at
_PROGRAMS = frozenset(("exe", "script", "shortcut", "html"))
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_END_MARK = b"%%EOF"

# What is wrong with a PDF is told to the person who sent it; the log is for what is wrong with us.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)


class _Active(Exception):
    """Something in the PDF that runs; `what` says what."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def read(subject: Subject) -> Inspection:
    """Return the number of pages. Raises Refused: password, damaged, active_content, two_in_one, wrong_type."""
    subject.accept("pdf")
    other = _other_file(subject)
    if other:
        raise subject.refusal("two_in_one", "pdf", other=other)
    from pikepdf import PasswordError, Pdf, PdfError  # heavy: loaded where used  # noqa: PLC0415

    try:
        try:
            with Pdf.open(subject.path, attempt_recovery=False, suppress_warnings=True) as pdf:
                return _inspect(subject, pdf, notes=())
        except PasswordError:
            raise
        except PdfError:
            if not _has_end(subject):
                raise
            # Its table of contents is broken but nothing is missing: readers open such files, so we do.
            with Pdf.open(subject.path, suppress_warnings=True) as pdf:
                return _inspect(subject, pdf, notes=("repaired",))
    except PasswordError as failure:
        raise subject.refusal("password", "pdf") from failure
    except _Active as found:
        raise subject.refusal("active_content", "pdf", what=found.what) from found
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as failure:
        raise subject.refusal("damaged", "pdf") from failure


def _inspect(subject: Subject, pdf: Pdf, *, notes: tuple[str, ...]) -> Inspection:
    pages = len(pdf.pages)
    if pages == 0:
        raise subject.refusal("damaged", "pdf")
    _check_attachments(pdf)
    _check_actions(pdf)
    return subject.found("pdf", pages, notes)


def _other_file(subject: Subject) -> str:
    if tails.PAGE.search(subject.head[:1024]):
        return "html"
    return tails.appended(subject.path, after=_END_MARK)


def _has_end(subject: Subject) -> bool:
    with subject.path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - 2048))
        return _END_MARK in file.read()


def _check_attachments(pdf: Pdf) -> None:
    for name in pdf.attachments:
        _check_attachment(str(name))
        _check_attachment(pdf.attachments[name].filename)
        _check_content(_get(pdf.attachments[name].obj, "/EF"))


def _check_attachment(name: str) -> None:
    if extension(name.rstrip(" .").strip()) in _RUNNABLE:
        raise _Active("program")


def _check_content(files: Any) -> None:
    """Look at how attached files begin, whatever they are called."""
    from pikepdf import Stream  # noqa: PLC0415 -- heavy

    for stream in _values(files):
        if not isinstance(stream, Stream):
            continue
        head = bytes(memoryview(stream.get_raw_stream_buffer())[:_HEAD])
        if "FlateDecode" in repr(stream.get("/Filter")):  # alone, or the first of a list
            try:
                head = zlib.decompressobj().decompress(head, _HEAD)
            except zlib.error:
                continue
        if sniffing.family(head) in _PROGRAMS:
            raise _Active("program")


def _check_actions(pdf: Pdf) -> None:
    """Look at everything that a reader would do by itself or at a click. Raises _Active."""
    for seen, carrier in enumerate(_carriers(pdf)):
        if seen > _MOST_OBJECTS:
            raise ValueError("too many objects")
        if _name(carrier, "/Subtype") == "/RichMedia":
            raise _Active("program")
        attached = _get(carrier, "/FS")
        if attached is not None:
            _check_attachment(str(_get(attached, "/UF") or _get(attached, "/F") or ""))
            _check_content(_get(attached, "/EF"))
        _check_action(_get(carrier, "/A"), depth=0)
        for action in (_get(carrier, "/OpenAction"), *_values(_get(carrier, "/AA"))):
            _check_action(action, depth=0, by_itself=True)


def _check_action(action: Any, *, depth: int, by_itself: bool = False) -> None:
    if _get(action, "/JS") is not None or _SCRIPT.match(str(_get(action, "/URI") or "")):
        raise _Active("javascript")
    if by_itself and _name(action, "/S") in _CALLS:
        raise _Active("calls")
    what = _ACTIONS.get(_name(action, "/S"))
    if what:
        raise _Active(what)
    following = _get(action, "/Next")
    if following is not None and depth < 20:
        for step in [following] if _is_dictionary(following) else _items(following):
            _check_action(step, depth=depth + 1, by_itself=by_itself)


def _carriers(pdf: Pdf) -> Iterator[Any]:
    """Yield every object that can carry an action: the document, its pages, their links and fields, bookmarks."""
    yield pdf.Root
    if _get(_get(pdf.Root, "/AcroForm"), "/XFA") is not None:
        raise _Active("form")
    if _get(_get(pdf.Root, "/Names"), "/JavaScript") is not None:
        raise _Active("javascript")
    for page in pdf.pages:
        yield page.obj
        yield from _items(_get(page.obj, "/Annots"))
    yield from _tree(_items(_get(_get(pdf.Root, "/AcroForm"), "/Fields")), "/Kids")
    first = _get(_get(pdf.Root, "/Outlines"), "/First")
    yield from _tree([first] if first is not None else [], "/First", "/Next")


def _tree(roots: list[Any], *ways: str) -> Iterator[Any]:
    """Yield the objects that can be reached by these keys, each once."""
    waiting, seen = list(roots), set[tuple[int, int]]()
    while waiting:
        node = waiting.pop()
        if not _is_dictionary(node) or (node.objgen in seen and node.objgen != (0, 0)):
            continue
        seen.add(node.objgen)
        yield node
        for way in ways:
            child = _get(node, way)
            if child is not None:
                waiting += [child] if _is_dictionary(child) else _items(child)


def _is_dictionary(thing: Any) -> bool:
    from pikepdf import Dictionary, Stream  # noqa: PLC0415

    return isinstance(thing, (Dictionary, Stream))


def _get(thing: Any, key: str) -> Any:
    return thing.get(key) if _is_dictionary(thing) else None


def _items(thing: Any) -> list[Any]:
    from pikepdf import Array  # noqa: PLC0415

    return list(thing) if isinstance(thing, Array) else []


def _values(thing: Any) -> list[Any]:
    return [thing[key] for key in thing] if _is_dictionary(thing) else []


def _name(thing: Any, key: str) -> str:
    value = _get(thing, key)
    return "" if value is None else str(value)
