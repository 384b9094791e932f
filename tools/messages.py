"""Compiles the Thai catalogues; with --check, looks for messages that code or templates use and no catalogue has."""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "rangwan"
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "_",
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)[^{}]*\}")
Key = tuple[str, str]  # context ("" for none), message


def main() -> int:
    """Compile every catalogue, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="report what has no Thai; needs gettext's xgettext")
    if not parser.parse_args().check:
        for path in _catalogues():
            _compile(path)
        return 0
    problems = sorted({*_untranslated(), *_faulty(), *_at_odds()})
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems in the catalogues" if problems else "Every message has its Thai")
    return 1 if problems else 0


def _catalogues() -> list[Path]:
    return sorted(CODE.glob("**/locale/*/LC_MESSAGES/django.po"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _compile(path: Path) -> None:
    """Write the .mo beside the .po whole or not at all: a server may be reading it."""
    content = io.BytesIO()
    write_mo(content, _read(path))
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content.getvalue())
    Path(name).chmod(0o644)
    Path(name).replace(path.with_suffix(".mo"))


def _key(message: Message) -> Key:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", singular


def _thai(message: Message) -> str:
    text = message.string
    return text if isinstance(text, str) else next(iter(text or ()), "")


def _translated(path: Path) -> dict[Key, str]:
    return {_key(message): _thai(message) for message in _read(path) if message.id and not message.fuzzy}


def _untranslated() -> Iterator[str]:
    """Every message that is used, and that the catalogue of its own app has no Thai for."""
    thai: dict[Path, dict[Key, str]] = {}
    for message in _used():
        for location, line in message.locations:
            app = _app_of(ROOT / location)
            catalogue = app / "locale" / "th" / "LC_MESSAGES" / "django.po"
            if catalogue not in thai:
                thai[catalogue] = _translated(catalogue) if catalogue.exists() else {}
            if not thai[catalogue].get(_key(message)):
                yield f"{location}:{line}: no Thai in {catalogue.relative_to(ROOT)} for {_key(message)[1]!r}"


def _app_of(path: Path) -> Path:
    """Return the folder of the app that a file belongs to: the nearest one with an apps.py, else its package."""
    for folder in path.parents:
        if (folder / "apps.py").exists() or folder.parent == CODE:
            return folder
    return CODE


def _used() -> Catalog:
    """Extract every message of code and templates with xgettext, the way Django's makemessages does."""
    from django.conf import settings  # noqa: PLC0415  only the check needs Django
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure()
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        sources = []
        for path in sorted({*CODE.glob("**/*.py"), *CODE.glob("**/templates/**/*.*")}):
            text = path.read_text(encoding="utf-8")
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            is_code = path.suffix == ".py"
            target.write_text(text if is_code else templatize(text, origin=str(path)), encoding="utf-8")
            sources.append(str(path.relative_to(ROOT)))
        header, gap, messages = _xgettext(copy, sources).partition(b"\n\n")
    for blank, value in {b"CHARSET": b"UTF-8", b"INTEGER": b"2", b"EXPRESSION": b"(n != 1)"}.items():
        header = header.replace(blank, value)
    return read_po(io.BytesIO(header + gap + messages))


def _xgettext(folder: Path, sources: list[str]) -> bytes:
    """Return the catalogue that xgettext makes of these files; its header has blanks to fill."""
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--files-from=-", "--output=-"]
    command += [f"--keyword={keyword}" for keyword in KEYWORDS]
    names = "\n".join(sources).encode()
    try:
        return subprocess.run(command, cwd=folder, input=names, capture_output=True, check=True).stdout
    except FileNotFoundError:
        sys.exit("xgettext is not here. On Debian and Ubuntu: apt install gettext")
    except subprocess.CalledProcessError as error:
        sys.exit(error.stderr.decode())


def _faulty() -> Iterator[str]:
    """Translations that lost or invented a placeholder."""
    for path in _catalogues():
        for key, thai in _translated(path).items():
            if thai and _placeholders(key[1]) != _placeholders(thai):
                yield f"{path.relative_to(ROOT)}: other placeholders than in {key[1]!r}: {thai!r}"


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def _at_odds() -> Iterator[str]:
    """One message with two Thai texts: which of them is shown would hang on the order of the apps."""
    seen: dict[Key, tuple[str, Path]] = {}
    for path in _catalogues():
        for key, thai in _translated(path).items():
            other, where = seen.setdefault(key, (thai, path))
            if thai and other and thai != other:
                places = f"{where.relative_to(ROOT)} and {path.relative_to(ROOT)}"
                yield f"{places}: {key[1]!r} is {other!r} in one and {thai!r} in the other"


if __name__ == "__main__":
    sys.exit(main())
