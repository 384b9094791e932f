"""Pages of a file without the work of drawing them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from rangwan.files.actions import fail_pages, keep_pages
from rangwan.files.models import StoredFile
from rangwan.files.previews.making import Drawn, DrawnPage
from rangwan.files.rules import Warned
from tests.builders import NOW


def draw(stored: StoredFile, *texts: str, warnings: tuple[Warned, ...] = (), pdf: bool = True) -> None:
    """Give the file, which waits for its pages, one small picture for each text."""
    with tempfile.TemporaryDirectory() as name:
        pages = []
        for number, text in enumerate(texts, start=1):
            path = Path(name, f"{number}.webp")
            Image.new("RGB", (160, 90), (40 * number % 256, 90, 120)).save(path, "WEBP")
            pages.append(DrawnPage(number, path, 160, 90, text))
        made = Path(name, "made.pdf")
        made.write_bytes(b"%PDF-1.7 made")
        keep_pages(stored=stored, drawn=Drawn(pages, made if pdf else None, list(warnings)), now=NOW)


def fail(stored: StoredFile, code: str = "damaged") -> None:
    """Let the drawing of its pages have failed."""
    fail_pages(stored=stored, code=code, again=False, now=NOW)


def set_status(stored: StoredFile, status: str) -> None:
    """Let a check be still to come ("received"), or have found a virus ("refused")."""
    said = {"refusal_code": "infected", "refusal_params": {"name": stored.original_name, "signature": "Win.Test"}}
    StoredFile.objects.filter(pk=stored.pk).update(status=status, **(said if status == "refused" else {}))
