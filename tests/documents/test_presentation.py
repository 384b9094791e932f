from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from rangwan.documents.answer_pages import Answer
from rangwan.documents.deck_marks import criterion_of
from rangwan.documents.figures_slide import FiguresRow
from rangwan.documents.presentation import PresentationSection, presentation_pptx
from rangwan.documents.slide_template import HEIGHT, IDX_BODY, WIDTH
from tests.documents import samples
from tests.documents.reading import as_pdf, fonts, missing, pages, part

DECKS = {
    "template": samples.DECK,
    "to_fill": samples.DECK_TO_FILL,
    "answered": samples.DECK_ANSWERED,
    "english": samples.DECK_EN,
}


def opened(doc: Any) -> Any:
    from pptx import Presentation

    return Presentation(BytesIO(presentation_pptx(doc)))


def key_of(slide: Any) -> str | None:
    return criterion_of([slide.name, *(shape.name for shape in slide.shapes)])


def named(slide: Any, name: str) -> str:
    return str(next(shape for shape in slide.shapes if shape.name == name).text_frame.text)


def body(slide: Any) -> str:
    return str(next(shape for shape in slide.placeholders if shape.placeholder_format.idx == IDX_BODY).text_frame.text)


@pytest.mark.parametrize("name", DECKS)
def test_nothing_reaches_out_of_the_16_9_slide(name):
    deck = opened(DECKS[name])
    assert (deck.slide_width, deck.slide_height) == (WIDTH, HEIGHT)
    layouts = list(deck.slide_layouts)
    outside = [
        (holder.name, shape.name)
        for holder in [deck.slide_master, *layouts, *deck.slides]
        for shape in holder.shapes
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > WIDTH or shape.top + shape.height > HEIGHT
    ]
    assert outside == []
    assert [layout.name for layout in layouts] == (
        ["Cover", "Answer and what to cover", "Answer", "Figures"]
        if name == "english"
        else ["หน้าปก", "คำตอบและประเด็นที่ควรกล่าวถึง", "คำตอบ", "ตัวเลข"]
    )


def test_layouts_use_the_width_of_16_9():
    deck = opened(samples.DECK)
    for holder in [deck.slide_master, *deck.slide_layouts]:
        assert max(shape.left + shape.width for shape in holder.shapes) > WIDTH * 0.9


def test_nothing_of_the_old_template_is_left():
    data = presentation_pptx(samples.DECK)
    everything = data + b"".join(
        part(data, name).encode()
        for name in (
            "ppt/presentation.xml",
            "ppt/slideMasters/slideMaster1.xml",
            "ppt/theme/theme1.xml",
            "ppt/theme/theme2.xml",
        )
    )
    for leftover in (
        b"4:3",
        b"screen4x3",
        b"Calibri",
        b"Click to edit",
        b"thumbnail",
        b"printerSettings",
        b"viewProps",
    ):
        assert leftover not in everything


def test_template_has_a_section_for_each_criterion_with_its_prompts():
    deck = opened(samples.DECK)
    keys = [key_of(slide) for slide in deck.slides]
    assert keys == [None, "pain_point", "solution", "results", "limits"]
    first, section = deck.slides[1], samples.DECK.sections[0]
    assert first.shapes.title.text_frame.text == section.name
    assert body(first) == ""
    assert named(first, "prompts:pain_point").split("\n")[1:-1] == list(section.prompts)
    assert named(first, "criterion:pain_point") == "10 คะแนน"
    assert named(deck.slides[4], "criterion:limits") == "ไม่คิดคะแนน"


def test_prompts_that_find_no_room_are_in_the_notes():
    slide = opened(samples.DECK).slides[2]
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.split("\n")[1:] == [f"– {prompt}" for prompt in samples.DECK.sections[1].prompts]


def test_sections_of_the_file_group_all_slides():
    xml = part(presentation_pptx(samples.DECK), "ppt/presentation.xml")
    ids = [str(slide.slide_id) for slide in opened(samples.DECK).slides]
    assert [piece.split('"')[0] for piece in xml.split('<p14:sldId id="')[1:]] == ids
    assert xml.count("<p14:section ") == 1 + len(samples.DECK.sections)


def boxes(deck: Any, key: str) -> list[str]:
    return [
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes
        if shape.name.split("#")[0] == f"answer:{key}"
    ]  # fmt: skip


def table(deck: Any, name: str) -> list[list[str]]:
    shape = next(shape for slide in deck.slides for shape in slide.shapes if shape.name == name)
    return [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]


def test_answers_stand_in_boxes_that_bear_their_keys():
    deck = opened(samples.DECK_ANSWERED)
    assert len(boxes(deck, "problem")) > 1
    assert "".join(boxes(deck, "problem")) == samples.LONG_ANSWER
    assert boxes(deck, "found") == ["รับแจ้งทางโทรศัพท์\nสำรวจครัวเรือน"]
    assert table(deck, "facts:pain_point") == [["พบเมื่อ", "1 ตุลาคม 2563"], ["พบโดย", "ช่าง"]]
    assert table(deck, "rows:plan") == [["ช่วงเวลา", "สิ่งที่ทำ"], ["ไตรมาสแรก", "วางท่อ\nติดมาตรวัด"]]


def test_what_is_missing_is_marked_and_the_template_asks_for_it():
    assert boxes(opened(samples.DECK_ANSWERED), "cause") == ["ยังไม่มีคำตอบ พิมพ์ที่นี่"]
    deck = opened(samples.DECK_TO_FILL)
    assert boxes(deck, "problem") == ["พิมพ์คำตอบที่นี่"]
    assert table(deck, "facts:pain_point") == [["พบเมื่อ", "_" * 12], ["พบโดย\n(ประชาชน / ช่าง)", "_" * 12]]
    assert table(deck, "rows:plan")[1:] == [["", ""]] * 3


def test_each_slide_has_in_its_notes_what_is_asked_there():
    deck = opened(samples.DECK_TO_FILL)
    assert all(slide.has_notes_slide for slide in list(deck.slides)[1:])
    sections = samples.DECK_TO_FILL.sections
    plan = next(slide for slide in deck.slides if any(shape.name == "rows:plan" for shape in slide.shapes))
    assert plan.notes_slide.notes_text_frame.text.split("\n")[1:] == [f"– {each}" for each in sections[1].prompts]
    long = opened(replace(samples.DECK_TO_FILL, sections=(replace(sections[0], pieces=sections[0].pieces * 2),)))
    told = long.slides[3].notes_slide.notes_text_frame.text.split("\n")[1:]
    assert told == ["– ปัญหาที่พบ (เกิดกับใคร)", "– ทราบได้อย่างไร"]


def test_the_file_says_which_definition_it_was_made_from():
    xml = part(presentation_pptx(samples.DECK_TO_FILL), "docProps/custom.xml")
    assert [piece.split("<")[0] for piece in xml.split("<vt:lpwstr>")[1:]] == ["rangwan-2564", "d" * 64]


def test_figures_are_charted_natively_where_there_are_some():
    deck = opened(samples.DECK_ANSWERED)
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [list(plot.values) for chart in charts for plot in chart.plots[0].series] == [[1250.0, 1500.0, 1720.0]]
    assert list(charts[0].plots[0].categories) == list(samples.FIGURES.columns)
    assert not any(shape.has_chart for slide in opened(samples.DECK_TO_FILL).slides for shape in slide.shapes)


def test_figures_table_has_each_label_figure_and_unit():
    deck = opened(samples.DECK)
    frame = next(shape for shape in deck.slides[3].shapes if shape.has_table)
    assert frame.name == "figures:figures"
    rows = [[cell.text_frame.text for cell in row.cells] for row in frame.table.rows]
    assert rows[0] == list(samples.FIGURES.columns)
    assert rows[1] == list(samples.FIGURES.rows[0].labels)
    blank = "_" * 12
    assert rows[2] == ["1,250 คน (ในรอบ 1 เดือน)", f"{blank} คน (ในรอบ 1 เดือน)", "0 คน (ในรอบ 1 เดือน)"]
    assert rows[-2:] == [[f"อื่น ๆ (ระบุ) {blank}"] * 3, [blank] * 3]
    assert len(rows) == 1 + 2 * len(samples.FIGURES.rows)


def test_many_measures_go_on_over_slides():
    many = replace(samples.FIGURES, rows=tuple(FiguresRow((f"ก{n}", f"ข{n}", f"ค{n}"), "คน") for n in range(20)))
    doc = replace(samples.DECK, sections=(replace(samples.DECK.sections[2], prompts=(), pieces=(many,)),))
    deck = opened(doc)
    labels = [
        row.cells[0].text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1::2]
    ]
    assert labels == [f"ก{n}" for n in range(20)]
    assert len(deck.slides) > 2


def test_template_gives_its_text_back(tmp_path):
    doc = samples.DECK
    pdf = as_pdf(presentation_pptx(doc), ".pptx", tmp_path)
    assert pages(pdf) == 5
    assert missing(
        pdf, doc.award_name, *(section.name for section in doc.sections), *doc.sections[0].prompts,
        *samples.FIGURES.columns, *(label for row in samples.FIGURES.rows for label in row.labels),
    ) == []  # fmt: skip
    assert all(fonts(pdf).values())


def test_answered_deck_gives_its_text_back_and_nothing_falls_off_a_slide(tmp_path):
    doc = samples.DECK_ANSWERED
    pdf = as_pdf(presentation_pptx(doc), ".pptx", tmp_path)
    phrases = samples.LONG_ANSWER.split(" ข้อ ")
    assert missing(pdf, doc.title, doc.organisation, *(phrase.split(" ", 1)[-1] for phrase in phrases)) == []
    assert missing(pdf, "รับแจ้งทางโทรศัพท์", "สำรวจครัวเรือน", "ลดเวลารอจาก 3 วันเหลือ 40 นาที") == []


def test_very_long_title_name_and_answer_stay_on_their_slides(tmp_path):
    long = "ที่ปั๊มน้ำทั่วทุกถิ่น" * 48
    section = PresentationSection("long", long[:1000], 10, (long,) * 3, (Answer(long, long * 5, "long"),))
    doc = replace(samples.DECK, title=long[:1000], sections=(section,))
    pdf = as_pdf(presentation_pptx(doc), ".pptx", tmp_path)
    assert missing(pdf, long[:1000]) == []
    assert "".join(boxes(opened(doc), "long")) == long * 5
    deck = opened(doc)
    assert [shape.name for slide in deck.slides for shape in slide.shapes if shape.top + shape.height > HEIGHT] == []


def test_criterion_survives_libreoffice(tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(presentation_pptx(samples.DECK))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pptx", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    from pptx import Presentation

    deck = Presentation(tmp_path / "out" / "deck.pptx")
    assert [key_of(slide) for slide in deck.slides] == [None, "pain_point", "solution", "results", "limits"]
