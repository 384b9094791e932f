"""Files of every kind become pages, by the real LibreOffice and in the sandbox."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from rangwan.files.previews import making
from rangwan.files.previews.making import Drawn, UnableToDraw
from rangwan.files.refusal import Refused
from rangwan.files.sandbox import Limits
from tests.documents.reading import fonts as fonts_in
from tests.files import scans
from tests.files.previews import decks
from tests.hostile.files import good, make, make_pdf

Draw = Callable[..., Drawn]


def _draw(folder: Path, data: bytes, kind: str, expected: int | None = None) -> Drawn:
    folder.mkdir(exist_ok=True)
    (folder / "source").write_bytes(data)
    (folder / "work").mkdir()
    name = f"ไฟล์.{kind}"
    return making.draw(folder / "source", kind=kind, name=name, expected=expected, folder=folder / "work")


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The deck of three slides, drawn once."""
    return _draw(tmp_path_factory.mktemp("deck"), decks.deck(), "pptx", expected=3)


def test_a_deck_becomes_a_picture_for_each_slide_that_is_shown(deck: Drawn):
    assert [(page.number, page.width, abs(page.height - 900) < 3) for page in deck.pages] == [
        (1, 1600, True), (2, 1600, True),
    ]  # fmt: skip
    with Image.open(deck.pages[0].picture) as picture:
        assert (picture.format, picture.size) == ("WEBP", (1600, deck.pages[0].height))
        assert len(picture.convert("L").getcolors(256) or []) > 10  # something is written on it


def test_the_words_of_a_slide_come_with_its_picture(deck: Drawn):
    squeezed = ["".join(page.text.split()) for page in deck.pages]
    assert squeezed == ["ระบบน้ำดีWater", "ผลลัพธ์Result"]


def test_the_pdf_of_a_deck_carries_its_fonts(deck: Drawn):
    assert deck.pdf is not None
    carried = fonts_in(deck.pdf)
    assert carried
    assert set(carried.values()) == {True}


def test_a_deck_is_warned_of_its_missing_fonts_and_its_hidden_slide(deck: Drawn):
    by_code = {warned.code: warned for warned in deck.warnings}
    assert set(by_code) == {"fonts", "fewer_pages"}
    assert {"Nowhere Sans", "TH Nowhere", "Cordia New"} <= set((by_code["fonts"].params or {})["fonts"])
    assert by_code["fonts"].pages == (1, 2)
    assert by_code["fewer_pages"].params == {"expected": 3, "total": 2}


def test_an_old_deck_becomes_pages(tmp_path: Path):
    drawn = _draw(tmp_path, good.TWO_SLIDES_PPT.read_bytes(), "ppt", expected=2)
    assert ["".join(page.text.split()) for page in drawn.pages] == ["ระบบชำระภาษีออนไลน์", "ผลลัพธ์"]
    assert drawn.pdf is not None


def test_scans_in_a_pdf_are_judged_page_by_page(tmp_path: Path):
    upright, faint = scans.page(), scans.page(ink=215)
    sheets = [upright, upright.rotate(90, expand=True), scans.page(paper=110), faint, upright.resize((600, 849))]
    drawn = _draw(tmp_path, scans.pdf(sheets[:4]), "pdf", expected=4)
    assert [(warned.code, warned.pages) for warned in drawn.warnings] == [
        ("dark", (3,)), ("sideways", (2,)), ("faint", (4,)),
    ]  # fmt: skip
    assert drawn.pdf is None
    assert [page.width for page in drawn.pages] == [1600] * 4
    coarse = _draw(tmp_path / "coarse", scans.pdf([sheets[4]], dots=72), "pdf")
    assert [warned.code for warned in coarse.warnings] == ["coarse"]


def test_a_photograph_of_a_page_is_turned_as_the_telephone_says(tmp_path: Path):
    lying = scans.page().rotate(90, expand=True)
    drawn = _draw(tmp_path / "a", scans.jpg(lying, exif_turn=6), "jpg")
    assert (drawn.warnings, drawn.pages[0].width < drawn.pages[0].height) == ([], True)
    untold = _draw(tmp_path / "b", scans.jpg(lying), "jpg")
    assert [warned.code for warned in untold.warnings] == ["sideways"]


def test_a_picture_becomes_a_pdf_of_one_page(tmp_path: Path):
    drawn = _draw(tmp_path, good.png(300, 200), "png")
    assert drawn.pdf is not None
    assert drawn.pdf.read_bytes().startswith(b"%PDF-")
    assert [(page.width, page.height) for page in drawn.pages] == [(300, 200)]


def test_a_page_of_letters_is_no_scan(tmp_path: Path):
    drawn = _draw(tmp_path, decks.pdf_without_its_fonts(), "pdf")
    assert [warned.code for warned in drawn.warnings] == ["fonts"]


def test_many_pages_are_cut(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(making, "PAGES_DRAWN", 3)
    drawn = _draw(tmp_path, good.pdf(5), "pdf", expected=5)
    assert [page.number for page in drawn.pages] == [1, 2, 3]
    assert {warned.code for warned in drawn.warnings} == {"blank", "cut"}


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (make.pptx_with_macros, "pptx", "macros"),
        (make_pdf.pdf_with_javascript, "pdf", "active_content"),
        (lambda: good.pdf(1), "jpg", "wrong_type"),
        (lambda: make.cut(good.jpg()), "jpg", "damaged"),
    ],
)
def test_what_inspection_refuses_today_is_not_opened_further(data, kind: str, code: str, tmp_path: Path):
    with pytest.raises(Refused) as caught:
        _draw(tmp_path, data(), kind)
    assert caught.value.code == code


def test_what_libreoffice_cannot_read_is_told(tmp_path: Path, settings):
    settings.RANGWAN_SOFFICE = "/bin/false"
    with pytest.raises(UnableToDraw) as caught:
        _draw(tmp_path, good.pptx(1), "pptx")
    assert (caught.value.code, caught.value.again) == ("damaged", False)


def test_without_libreoffice_office_files_are_told_and_others_drawn(tmp_path: Path, settings):
    settings.RANGWAN_SOFFICE = "/nowhere/soffice"
    with pytest.raises(UnableToDraw) as caught:
        _draw(tmp_path / "a", good.pptx(1), "pptx")
    assert caught.value.code == "unavailable"
    assert len(_draw(tmp_path / "b", good.pdf(1), "pdf").pages) == 1


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(seconds=0.05, memory=2 << 30, processor=50), "timeout"),
        (Limits(seconds=60, memory=160 << 20, processor=50), "too_heavy"),
        (Limits(seconds=60, memory=2 << 30, processor=50, file=50_000), "too_heavy"),
    ],
)
def test_what_runs_out_of_its_limits_is_ended(tmp_path: Path, monkeypatch, limits: Limits, code: str):
    monkeypatch.setattr(making, "_DRAWING", limits)
    with pytest.raises(UnableToDraw) as caught:
        _draw(tmp_path, _large_and_grainy(), "png")
    assert (caught.value.code, caught.value.again) == (code, code == "timeout")


def test_a_page_that_unpacks_to_very_much_is_ended(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(making, "_DRAWING", Limits(seconds=60, memory=2 << 30, processor=2))
    with pytest.raises(UnableToDraw) as caught:
        _draw(tmp_path, make_pdf.pdf_bomb(200_000_000), "pdf")
    assert caught.value.code == "too_heavy"


def _large_and_grainy() -> bytes:
    """Return a picture of 64 million points, quickly made: grain in one corner, white elsewhere."""
    picture, out = Image.new("L", (8000, 8000), "white"), io.BytesIO()
    picture.paste(Image.effect_noise((1500, 1500), 80), (0, 0))
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
