"""A presentation is read back: our own, one saved by LibreOffice, somebody else's, and files that mean harm."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rangwan.documents.deck_marks import Mark
from rangwan.documents.deck_reading import MOST_SLIDES, Deck, UnableToRead, read_deck
from rangwan.documents.presentation import presentation_pptx
from tests.documents import samples

SLIDE = "ppt/slides/slide1.xml"


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Deck]:
    """Return how bytes are read."""

    def reader(data: bytes) -> Deck:
        path = tmp_path / "deck.pptx"
        path.write_bytes(data)
        return read_deck(path)

    return reader


def plain_deck(*slides: tuple[str, str], pictures: int = 0) -> bytes:
    """Return a deck as agencies make it: text boxes, no placeholder."""
    from PIL import Image
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    for title, text in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = title
        slide.shapes.add_textbox(0, Inches(1), Inches(5), Inches(1)).text_frame.text = text
        for _number in range(pictures):
            slide.shapes.add_picture(io.BytesIO(picture.getvalue()), 0, 0)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return the archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content.decode()) if member == name else content)
    return out.getvalue()


def inside_tree(xml: str) -> Callable[[str], str]:
    """Return a change that puts XML into a slide's tree of shapes."""
    return lambda slide: slide.replace("</p:spTree>", xml + "</p:spTree>", 1)


def _instead(new: str, _old: str) -> str:
    return new


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    """Return a deck as LibreOffice saves it."""
    path = folder / "before.pptx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "pptx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return (out / "before.pptx").read_bytes()


def test_a_deck_of_ours_comes_back(read):
    deck = read(presentation_pptx(samples.DECK_ANSWERED))
    assert (deck.edition, deck.digest, deck.on_template, deck.cut_short) == ("rangwan-2564", "d" * 64, True, False)
    assert next(slide.section for slide in deck.slides if slide.section) == "pain_point"
    fields = [field for slide in deck.slides for field in slide.fields]
    assert "".join(field.text for field in fields if field.mark.key == "problem") == samples.LONG_ANSWER
    assert [field.text for field in fields if field.mark.key == "found"] == ["รับแจ้งทางโทรศัพท์\nสำรวจครัวเรือน"]
    tables = {table.mark: table.rows for slide in deck.slides for table in slide.tables}
    assert tables[Mark("facts", "pain_point")] == (("พบเมื่อ", "1 ตุลาคม 2563"), ("พบโดย", "ช่าง"))
    assert tables[Mark("rows", "plan")] == (("ช่วงเวลา", "สิ่งที่ทำ"), ("ไตรมาสแรก", "วางท่อ\nติดมาตรวัด"))
    assert (deck.slides[0].title, deck.slides[0].is_titled) == (samples.PROJECT, True)


def test_what_the_template_says_itself_is_not_among_the_words(read):
    deck = read(presentation_pptx(samples.DECK_TO_FILL))
    assert [slide.texts for slide in deck.slides[1:]] == [()] * (len(deck.slides) - 1)
    assert (deck.slides[0].is_titled, deck.slides[0].texts) == (False, ())


def test_the_same_comes_back_after_libreoffice_saved_it(read, tmp_path):
    data = presentation_pptx(samples.DECK_ANSWERED)
    before, after = read(data), read(by_libreoffice(data, tmp_path))
    assert (after.edition, after.digest) == (before.edition, before.digest)
    assert [slide.fields for slide in after.slides] == [slide.fields for slide in before.slides]
    assert [slide.tables for slide in after.slides] == [slide.tables for slide in before.slides]
    assert [slide.section for slide in after.slides] == [slide.section for slide in before.slides]
    assert [slide.title for slide in after.slides] == [slide.title for slide in before.slides]


def test_a_deck_of_somebody_else_has_words_and_no_marks(read):
    deck = read(plain_deck(("ที่มา", "น้ำไม่ไหล"), ("ผลลัพธ์", "น้ำไหลแล้ว"), pictures=2))
    assert [(slide.number, slide.title, slide.texts, slide.pictures) for slide in deck.slides] == [
        (1, "ที่มา", ("น้ำไม่ไหล",), 2), (2, "ผลลัพธ์", ("น้ำไหลแล้ว",), 2),
    ]  # fmt: skip
    assert (deck.on_template, deck.edition) == (False, "")


def test_groups_are_opened_but_not_for_ever(read):
    group = "<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>"
    shape = "<p:sp><p:nvSpPr/><p:spPr/><p:txBody><a:p><a:r><a:t>ลึก</a:t></a:r></a:p></p:txBody></p:sp>"
    shallow = changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(group * 3 + shape + "</p:grpSp>" * 3))
    deep = changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(group * 5000 + shape + "</p:grpSp>" * 5000))
    assert (read(shallow).slides[0].texts, read(shallow).cut_short) == (("ข", "ลึก"), False)
    assert (read(deep).slides[0].texts, read(deep).cut_short) == (("ข",), True)


def test_thousands_of_slides_are_read_up_to_a_limit(read):
    data = plain_deck(("ก", "ข"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        one = re.findall(r"<p:sldId [^>]*/>", archive.read("ppt/presentation.xml").decode())[0]
    many = changed(data, "ppt/presentation.xml", lambda xml: xml.replace(one, one * 5000))
    begun = time.process_time()
    deck = read(many)
    assert (len(deck.slides), deck.cut_short) == (MOST_SLIDES, True)
    assert time.process_time() - begun < 10


def test_a_huge_table_is_read_up_to_a_limit(read):
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>1</a:t></a:r></a:p></a:txBody></a:tc>"
    row = f"<a:tr>{cell * 200}</a:tr>"
    grid = f"<a:graphic><a:graphicData><a:tbl>{row * 150}</a:tbl></a:graphicData></a:graphic>"
    table = f"<p:graphicFrame>{grid}</p:graphicFrame>"
    deck = read(changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(table)))
    (found,) = deck.slides[0].tables
    assert (len(found.rows), deck.cut_short) == (100, True)


def test_very_long_text_and_very_many_shapes_are_cut(read):
    shape = "<p:sp><p:nvSpPr/><p:spPr/><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    long = read(changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(shape.format("น" * 700_000))))
    many = read(changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(shape.format("น") * 5000)))
    assert (sum(map(len, long.slides[0].texts)), long.cut_short) == (600_000 - 1, True)
    assert (len(many.slides[0].texts), many.cut_short) == (1999, True)


def test_a_slide_that_cannot_be_read_leaves_the_others(read):
    data = plain_deck(("ก", "ข"), ("ค", "ง"))
    for broken in ("<p:sld", "<!DOCTYPE x [<!ENTITY a 'b'>]><p>&a;</p>"):
        deck = read(changed(data, SLIDE, partial(_instead, broken)))
        assert ([slide.title for slide in deck.slides], deck.cut_short) == (["", "ค"], True)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 4096],
    ids=["empty", "begun", "pdf", "zeros"],
)
def test_what_is_no_presentation_is_refused(read, data):
    with pytest.raises(UnableToRead):
        read(data)


def test_a_main_part_that_leads_nowhere_is_refused(read):
    data = plain_deck(("ก", "ข"))
    away = changed(data, "_rels/.rels", lambda xml: xml.replace("ppt/presentation.xml", "../../etc/passwd"))
    with pytest.raises(UnableToRead):
        read(away)


def test_marks_of_ours_on_odd_shapes_do_no_harm(read):
    body = "<p:txBody><a:p><a:r><a:t>ก</a:t></a:r></a:p></p:txBody>"
    shape = f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="{{}}"/></p:nvSpPr>{body}</p:sp>'
    names = ["answer:" + "x" * 200, "criterion:", "answer:a#99999+", "figures:a"]
    xml = "".join(shape.format(name) for name in names)
    (slide,) = read(changed(plain_deck(("ก", "ข")), SLIDE, inside_tree(xml))).slides
    assert (slide.section, slide.fields, len(slide.texts)) == (None, (), 5)
