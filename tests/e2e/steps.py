"""Steps of an entrant that several tests take: filling sections, and real files."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rangwan.documents.answer_pages import Answer
from rangwan.documents.presentation import PresentationDocument, PresentationSection, presentation_pptx
from rangwan.forms.definition import Question, Section
from rangwan.forms.rules import example_of
from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import load_pack
from tests.e2e.desk import Desk
from tests.e2e.site import ROOT

PACK = "digital-local-2564"


@lru_cache(maxsize=1)
def award() -> Definition:
    """Return the award of 2564 as its pack declares it."""
    return load_pack(ROOT / "awards" / PACK)


def sha256(path: Path) -> str:
    """Return the digest of a file of ours."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- a section's fields, by the names that they are posted under -----------------------------------------------------


def fill_section(desk: Desk, section: Section, answers: Mapping[str, Any] | None = None) -> None:
    """Fill a section's page with `answers`, and with the pack's examples where there is none."""
    for question in section.questions:
        value = (answers or {}).get(question.key, example_of(question))
        field = desk.named(question.key).first
        if question.show_if is None or field.is_visible():
            fill(desk, question, value, question.key)


def fill(desk: Desk, question: Question, value: Any, name: str) -> None:
    """Answer one question."""
    match question.type:
        case "yesno":
            _choose(desk, name, "true" if value else "false")
        case "choice":
            _choose(desk, name, value)
        case "choices":
            given = value if isinstance(value, dict) else {"chosen": value}
            check(desk, name, *given["chosen"])
            if given.get("other"):
                desk.named(f"{name}-other").fill(given["other"])
        case "rows":
            _fill_rows(desk, question, value, name)
        case "figures":
            _fill_figures(desk, value, name)
        case "evidence":
            desk.named(f"{name}-links").fill("\n".join(value["links"]))
            desk.named(f"{name}-note").fill(value["note"])
        case _:
            desk.named(name).fill(str(value))


def _choose(desk: Desk, name: str, value: str) -> None:
    """Choose one: in a row of a table from a list, else by radio buttons."""
    listed = desk.page.locator(f'select[name="{name}"]')
    if listed.count():
        listed.select_option(value)
    else:
        check(desk, name, value)


def _fill_rows(desk: Desk, question: Question, rows: list[Mapping[str, Any]], name: str) -> None:
    for index, row in enumerate(rows):
        if index:
            add = desk.page.locator(f'[data-rows="{name}"] [data-rows-add]')
            if not add.is_visible():  # without scripts, the next row comes with the next save
                return
            add.click()
        for column in question.fields:
            fill(desk, column, row[column.key], f"{name}-{index}-{column.key}")


def _fill_figures(desk: Desk, value: Mapping[str, Any], name: str) -> None:
    cells = {
        f"{name}-{measure}-{key}": cell
        for measure, row in value.items()
        if measure != "own"
        for key, cell in row.items()
    }
    for index, row in enumerate(value.get("own", [])):
        cells |= {f"{name}-own-{index}-{key}": cell for key, cell in row.items()}
    for field, cell in cells.items():
        desk.named(field).fill(str(cell))


def check(desk: Desk, name: str, *values: str) -> None:
    """Choose radio buttons or check boxes."""
    for value in values:
        desk.page.locator(f'input[name="{name}"][value="{value}"]').check()


# --- files -----------------------------------------------------------------------------------------------------------


def presentation(folder: Path, title: str, organisation: str) -> Path:
    """Make a real presentation on the award's template, with an answer to every criterion."""
    sections = tuple(
        PresentationSection(
            criterion.key, criterion.guidance_name.th, criterion.weight,
            pieces=(Answer("คำตอบของเรา", "ประชาชนยื่นคำร้องได้ทุกที่ และเห็นว่าถึงขั้นตอนใดแล้ว " * 4),),
        )
        for criterion in award().in_guidance_order
    )  # fmt: skip
    deck = PresentationDocument(
        language="th", organiser=award().organiser.name.th, created=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
        award_name=award().award.name.th, title=title, organisation=organisation, sections=sections,
    )  # fmt: skip
    path = folder / "นำเสนอ ระบบคำร้อง น้ำใจ.pptx"
    path.write_bytes(presentation_pptx(deck))
    return path


def signed_form(folder: Path, kind: str = "jpg") -> Path:
    """Make a picture of a paper with ticked boxes, a signature and a seal, as a scanner gives it."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (1240, 1754), "#fdfcf8")
    pen = ImageDraw.Draw(page)
    for line in range(14):
        pen.line((140, 200 + line * 60, 1100 - (line % 3) * 120, 200 + line * 60), fill="#444", width=5)
    for box in range(4):
        top = 1100 + box * 60
        pen.rectangle((140, top, 176, top + 36), outline="#222", width=3)
        pen.line((146, top + 18, 156, top + 30, 174, top + 2), fill="#1e2b5b", width=5)
    pen.line((700, 1480, 760, 1440, 800, 1500, 860, 1430, 940, 1470), fill="#1e2b5b", width=6)
    pen.ellipse((200, 1380, 440, 1620), outline="#a02020", width=8)
    path = folder / f"ใบส่งโครงการ ลงนามแล้ว.{kind}"
    out = io.BytesIO()
    page.save(out, {"jpg": "JPEG", "pdf": "PDF"}[kind], quality=80)
    path.write_bytes(out.getvalue())
    return path


def program(folder: Path) -> Path:
    """Make a Windows program that calls itself a presentation."""
    path = folder / "โปรแกรม.pptx"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 4096)
    return path


def upload(desk: Desk, kind: str, path: Path) -> None:
    """Choose a file in its slot of the page of files, and send it."""
    slot = desk.page.locator(f"#slot-{kind}")
    slot.locator('input[type="file"]').set_input_files(path)
    slot.get_by_role("button", name="ส่งไฟล์").click()
