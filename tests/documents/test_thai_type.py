from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from rangwan.documents.thai_type import FONT, SYMBOL_FONT, by_font, clean
from tests.documents import samples
from tests.documents.reading import part, runs

THAI = re.compile("[\u0e00-\u0e7f]")


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[bytes, str]]:
    return samples.everything()


def test_every_word_run_is_set_for_complex_scripts(made):
    for data, suffix in made.values():
        if suffix != ".docx":
            continue
        found = runs(data, "w")
        assert len(found) > 10
        for run in found:
            if "<w:drawing>" in run:  # a picture, the code in the corner of a form
                continue
            font = SYMBOL_FONT if f'w:cs="{SYMBOL_FONT}"' in run else FONT
            assert all(f'w:{slot}="{font}"' in run for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
            sizes = re.findall(r'<w:sz(?:Cs)? w:val="(\d+)"/>', run)
            assert len(sizes) == 2
            assert sizes[0] == sizes[1]
            assert ("<w:b/>" in run) == ("<w:bCs/>" in run)
            assert 'w:bidi="th-TH"' in run
            if THAI.search(run):
                assert "<w:cs/>" in run


def test_every_slide_run_is_set_for_complex_scripts(made):
    for data, suffix in made.values():
        if suffix != ".pptx":
            continue
        found = runs(data, "a")
        assert len(found) > 10
        for run in found:
            name = re.search(r'<a:cs typeface="([^"]+)"/>', run)
            assert name is not None
            assert all(f'<a:{slot} typeface="{name[1]}"/>' in run for slot in ("latin", "ea"))
            if THAI.search(run):
                assert 'lang="th-TH"' in run
                assert name[1] == FONT


def test_word_styles_and_lists_name_no_other_font(made):
    data = made["guide"][0]
    for name in ("word/styles.xml", "word/numbering.xml"):
        assert set(re.findall(r'w:cs="([^"]+)"', part(data, name))) == {FONT}
        assert "Theme" not in part(data, name)


def test_same_input_same_bytes(made):
    again = samples.everything()
    assert {name: data for name, (data, _) in again.items()} == {name: data for name, (data, _) in made.items()}


def test_archives_bear_no_clock(made):
    for data, _suffix in made.values():
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_core_properties_tell_title_author_language_and_date(made):
    core = part(made["form"][0], "docProps/core.xml")
    for text in (
        f"<dc:title>{samples.FORM.title} {samples.FORM.award_name}</dc:title>",
        f"<dc:creator>{samples.ORGANISER}</dc:creator>",
        "<dc:language>th-TH</dc:language>",
        '<dcterms:created xsi:type="dcterms:W3CDTF">2021-06-30T17:00:00Z</dcterms:created>',
    ):
        assert text in core
    assert "<dc:language>en-GB</dc:language>" in part(made["deck_en"][0], "docProps/core.xml")


def test_symbols_leave_the_thai_font():
    assert list(by_font("ใส่ ✓ ใน ☐", FONT)) == [("ใส่ ", FONT), ("✓", SYMBOL_FONT), (" ใน ", FONT), ("☐", SYMBOL_FONT)]


def test_clean_keeps_thai_and_replaces_what_xml_forbids():
    assert clean("น้ำ\x00\ufffe\ud800") == "น้ำ\ufffd\ufffd\ufffd"
