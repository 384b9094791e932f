"""Sound files are taken for what they are, whatever they are called."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rangwan.files.inspection import Inspection, inspect
from rangwan.files.kinds import KINDS
from tests.hostile.files import good, make_inside, make_pdf
from tests.hostile.files.compound import compound_file

ALL = tuple(KINDS)
Content = Callable[[], bytes] | bytes


def _inspect(tmp_path: Path, name: str, content: Content, allowed: tuple[str, ...] = ALL) -> Inspection:
    path = tmp_path / "part"
    path.write_bytes(content if isinstance(content, bytes) else content())
    return inspect(path, name=name, allowed_types=allowed)


@pytest.mark.parametrize(
    ("name", "content", "kind", "pages"),
    [
        ("a.pptx", good.pptx, "pptx", 2),
        ("a.pptx", partial(good.pptx, 3, pictures=2), "pptx", 3),
        ("a.ppt", good.TWO_SLIDES_PPT.read_bytes, "ppt", 2),
        ("a.pdf", partial(good.pdf, 7), "pdf", 7),
        ("a.pdf", lambda: b"\r\n" + good.pdf(1), "pdf", 1),
        ("a.pdf", make_pdf.pdf_with_bookmarks_and_links, "pdf", 1),
        ("a.pdf", partial(make_pdf.pdf_with_password, ""), "pdf", 1),  # only printing is forbidden
        ("a.pdf", partial(make_pdf.pdf_with_attachment, "ข้อมูล.xml", b"<a/>"), "pdf", 1),
        ("a.jpg", good.jpg, "jpg", 1),
        ("a.jpg", good.phone_jpg, "jpg", 1),
        ("a.png", good.png, "png", 1),
        ("a.docx", good.docx, "docx", None),
        ("a.xlsx", good.xlsx, "xlsx", None),
        ("a.ods", good.opendocument, "ods", None),
        ("a.odp", partial(good.opendocument, "presentation"), "odp", 1),
        ("a.doc", partial(compound_file, {"WordDocument": bytes(5000)}), "doc", None),
        ("a.xls", partial(compound_file, {"Workbook": bytes(5000)}), "xls", None),
        ("a.csv", "ปี,จำนวน\n2564,10\n".encode(), "csv", None),
        ("a.csv", "ปี,จำนวน\n2564,10\n".encode("cp874"), "csv", None),
        ("a.csv", b"\xef\xbb\xbf" + "ปี,จำนวน\n".encode(), "csv", None),
        ("a.csv", b"BMI,1\n", "csv", None),
        ("a.tsv", "ปี\tจำนวน\n".encode(), "csv", None),
        ("a.json", '{"ปี": 2564}'.encode(), "json", None),
        ("ไม่มีนามสกุล", b"[1, 2]", "json", None),
        ("a.json", b"2564", "json", None),
        ("a.xml", '<?xml version="1.0"?><ข้อมูล/>'.encode(), "xml", None),
        ("a.txt", "ข้อความ".encode(), "txt", None),
        ("ไม่มีนามสกุล", "ข้อความ".encode(), "txt", None),
    ],
)
def test_sound_file(tmp_path: Path, name: str, content: Content, kind: str, pages: int | None) -> None:
    found = _inspect(tmp_path, name, content)

    assert (found.type, found.media_type, found.pages) == (kind, KINDS[kind].media_type, pages)


@pytest.mark.parametrize("name", ["แผน.docx", "แผน", "แผน.exe", "แผน.pptx"])
def test_content_decides_and_not_the_name(tmp_path: Path, name: str) -> None:
    assert _inspect(tmp_path, name, good.pdf(1), ("pptx", "pdf")).type == "pdf"


def test_chart_with_its_workbook_is_no_bomb(tmp_path: Path) -> None:
    deck = good.with_entries(good.pptx(1), {"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": good.xlsx()})

    assert _inspect(tmp_path, "a.pptx", deck).notes == ("embedded_object",)


def test_pdf_with_a_broken_table_is_taken_with_a_note(tmp_path: Path) -> None:
    found = _inspect(tmp_path, "a.pdf", make_pdf.pdf_with_broken_table)

    assert (found.pages, found.notes) == (2, ("repaired",))


def test_large_presentation_costs_little(tmp_path: Path) -> None:
    """At most 25 ms of CPU for 5 MB; the best of some runs, so that a busy machine does not matter."""
    path = tmp_path / "part"
    path.write_bytes(good.pptx(8, pictures=8))
    assert path.stat().st_size > 5_000_000
    spent = []
    for _ in range(5):
        begin = time.process_time()
        inspect(path, name="a.pptx", allowed_types=("pptx",))
        spent.append(time.process_time() - begin)

    assert min(spent) < 0.025


@pytest.mark.parametrize(
    ("kind", "target", "notes"),
    [
        ("oleObject", "file:///C:\\Users\\สมชาย\\งบประมาณ.xlsx", ("linked",)),  # a chart whose workbook lies at home
        ("oleObject", "file:///\\\\nas\\กองคลัง\\งบ.xlsx", ("linked",)),
        ("oleObject", "file:///\\\\192.168.1.9\\a\\b.xlsx", ("linked",)),
        ("video", "file:///D:\\film.mp4", ("linked",)),
        ("image", "https://www.example.go.th/logo.png", ("linked",)),
        ("hyperlink", "https://www.example.go.th/", ()),
        ("hyperlink", "file:///D:\\แผน.docx", ()),
        ("hyperlink", "mailto:saraban@example.go.th", ()),
    ],
)
def test_links_of_everyday_are_let_in(tmp_path: Path, kind: str, target: str, notes: tuple[str, ...]) -> None:
    found = _inspect(tmp_path, "a.pptx", make_inside.pptx_with_link(kind, target))
    assert (found.type, found.notes) == ("pptx", notes)


def test_an_embedded_table_is_noted_and_let_in(tmp_path: Path) -> None:
    deck = good.with_entries(good.pptx(1), {"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": good.xlsx()})
    assert _inspect(tmp_path, "a.pptx", deck).notes == ("embedded_object",)
    equation = compound_file({"Equation Native": bytes(200)})
    old = make_inside.ppt_with_object(equation)
    assert _inspect(tmp_path, "a.ppt", old).type == "ppt"


def test_the_figures_behind_a_chart_are_no_embedded_file(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck, figures, out = Presentation(), CategoryChartData(), io.BytesIO()
    figures.categories = ["2563", "2564"]
    figures.add_series("ผู้ใช้", (10, 20))
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    size = [Inches(1)] * 4
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, figures)
    deck.save(out)
    assert _inspect(tmp_path, "a.pptx", out.getvalue()).notes == ()
