"""Codes are found on scans as they come from offices."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from rangwan.documents.page_codes import MOST_PAGES, PageCode, codes_in
from rangwan.documents.submission_form import submission_form_docx
from tests.documents import samples
from tests.documents.paper import askew, jpg, noisy, page, pdf
from tests.documents.reading import as_pdf

TEXT = "https://award.example.go.th/my/entries/23456789bcdfghjkmnpqrs/signed-form/?v=123&d=" + "0123456789abcdef" * 2
OTHER = TEXT.replace("v=123", "v=122")
FOUND = [PageCode(1, TEXT)]


def read(folder: Path, content: bytes, kind: str = "jpg") -> list[PageCode]:
    """Return the codes in this file."""
    path = folder / "scan"
    path.write_bytes(content)
    return codes_in(path, kind, "/signed-form/")


@pytest.mark.parametrize("dpi", [75, 100, 150, 200, 300, 600])
def test_coarse_and_fine_scans(tmp_path, dpi):
    assert read(tmp_path, jpg(page(TEXT, dpi=dpi))) == FOUND


@pytest.mark.parametrize("degrees", [-7, -0.8, 0.8, 3, 45, 90, 180, 268.5])
def test_askew_sideways_and_upside_down(tmp_path, degrees):
    assert read(tmp_path, jpg(askew(page(TEXT), degrees))) == FOUND


@pytest.mark.parametrize("share", [0.01, 0.03, 0.06])
def test_specks(tmp_path, share):
    assert read(tmp_path, jpg(noisy(page(TEXT, dpi=200), share))) == FOUND


@pytest.mark.parametrize(("ink", "ground"), [(170, 230), (200, 235), (10, 90), (0, 60)])
def test_faint_and_dark_scans(tmp_path, ink, ground):
    assert read(tmp_path, jpg(page(TEXT, ink=ink, ground=ground))) == FOUND


def test_blurred_and_pressed_together(tmp_path):
    from PIL import ImageFilter

    assert read(tmp_path, jpg(page(TEXT).filter(ImageFilter.GaussianBlur(1.2)))) == FOUND
    assert read(tmp_path, jpg(page(TEXT, dpi=110), quality=25)) == FOUND


def test_a_stamp_over_its_edge(tmp_path):
    from PIL import ImageDraw

    sheet = page(TEXT, dpi=200)
    left, side = sheet.width - 212 - 50, 212
    ImageDraw.Draw(sheet).ellipse((left + 60, 66 + 120, left + 60 + side, 66 + 120 + side), outline=90, width=9)
    assert read(tmp_path, jpg(sheet)) == FOUND


def test_in_a_pdf_on_a_later_page(tmp_path):
    assert read(tmp_path, pdf(page(), askew(page(), 90), askew(page(TEXT), 90)), "pdf") == [PageCode(3, TEXT)]


def test_the_first_code_that_is_wanted_ends_the_search(tmp_path):
    stray = "https://line.me/x"
    content = pdf(page(stray), page(OTHER, TEXT), page("never read /signed-form/"))
    assert [code.page for code in read(tmp_path, content, "pdf")] == [1, 2, 2]
    assert {code.text for code in read(tmp_path, content, "pdf")} == {stray, OTHER, TEXT}


def test_a_folder_of_pages_is_not_read_to_its_end(tmp_path):
    blank = page(dpi=40)
    content = pdf(*[blank] * MOST_PAGES, page(TEXT), dpi=40)
    assert read(tmp_path, content, "pdf") == []


def test_none_is_found_on_a_page_without_one(tmp_path):
    assert read(tmp_path, jpg(page())) == []
    assert read(tmp_path, pdf(page()), "pdf") == []


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_the_form_itself_printed_and_scanned(tmp_path, dpi):
    made = as_pdf(submission_form_docx(samples.FORM_FILLED), ".docx", tmp_path)
    subprocess.run(["pdftoppm", "-jpeg", "-gray", "-r", str(dpi), made, tmp_path / "form"], check=True)
    code = samples.FORM_FILLED.code
    assert code is not None
    assert read(tmp_path, (tmp_path / "form-1.jpg").read_bytes()) == [PageCode(1, code.address)]
    assert read(tmp_path, made.read_bytes(), "pdf") == [PageCode(1, code.address)]
