"""What is worth a warning: plain figures in, words' codes out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rangwan.files.rules import WARNINGS, Look, Page, Warned, missing_fonts, warnings_of
from rangwan.files.wording import _WARNINGS

GOOD = Look(light=245, dark=20, ink=0.1, across=12.0, down=3.0)
looks = st.builds(
    Look, light=st.integers(0, 255), dark=st.integers(0, 255), ink=st.floats(0, 1), across=st.floats(0, 24),
    down=st.floats(0, 24),
)  # fmt: skip
pages = st.builds(Page, number=st.integers(1, 200), look=looks, letters=st.integers(0, 9999),
                  dots=st.none() | st.integers(1, 1200))  # fmt: skip


def _codes(page: Page) -> list[str]:
    return [warned.code for warned in warnings_of([page], total=1)]


def test_a_good_scan_and_a_good_slide_need_no_word():
    assert warnings_of([Page(1, GOOD, 0, 200), Page(2, GOOD, 500)], total=2, expected=2, fonts={}) == []


def test_each_fault_of_a_scan_has_its_code():
    scan = Page(1, GOOD, 0, 200)
    faults = {
        "dark": replace(scan, look=replace(GOOD, light=120)),
        "sideways": replace(scan, look=replace(GOOD, across=3.0, down=12.0)),
        "faint": replace(scan, look=replace(GOOD, dark=200)),
        "coarse": replace(scan, dots=99),
        "blank": replace(scan, look=replace(GOOD, dark=240, ink=0.0)),
    }
    assert {code: _codes(page) for code, page in faults.items()} == {code: [code] for code in faults}


def test_what_is_drawn_with_letters_is_never_blamed_as_a_scan():
    slide = Page(1, replace(GOOD, light=20, dark=0, across=1.0, down=20.0), letters=40, dots=None)
    assert _codes(slide) == []


def test_pages_are_gathered_under_one_warning():
    dark = replace(GOOD, light=100)
    found = warnings_of([Page(1, dark, 0, 200), Page(2, GOOD, 0, 200), Page(3, dark, 0, 200)], total=3)
    assert found == [Warned("dark", (1, 3))]
    assert found[0].as_json() == {"code": "dark", "pages": [1, 3], "params": {}}


def test_page_counts_that_surprise():
    one = [Page(1, GOOD, 9)]
    assert warnings_of(one, total=1, expected=3) == [Warned("fewer_pages", (), {"expected": 3, "total": 1})]
    assert warnings_of(one, total=1, expected=None) == []
    assert warnings_of(one, total=400, expected=2) == [
        Warned("more_pages", (), {"expected": 2, "total": 400}), Warned("cut", (), {"drawn": 1, "total": 400}),
    ]  # fmt: skip


def test_missing_fonts_name_their_pages():
    found = warnings_of([Page(1, GOOD, 9)], total=1, fonts={"B": [3, 1], "A": [1]}, notes=["linked"])
    assert found == [Warned("fonts", (1, 3), {"fonts": ["A", "B"]}), Warned("linked")]


def test_a_font_is_here_by_its_name_or_by_one_of_the_same_widths():
    named = {"Calibri": [1], "th sarabun new": [2], "Cordia New": [4, 3], "LAKSAMAN": [5]}
    stand_ins = {"calibri": ("Carlito",), "th sarabun new": ("Laksaman",)}
    assert missing_fonts(named, ["Laksaman"], stand_ins) == {"Calibri": [1], "Cordia New": [3, 4]}
    assert missing_fonts(named, ["Laksaman", "Carlito", "cordia new"], stand_ins) == {}


@given(st.lists(pages, max_size=8), st.integers(0, 300), st.none() | st.integers(0, 300))
def test_warnings_speak_of_pages_that_are_there_and_of_each_thing_once(found, total, expected):
    given_back = warnings_of(found, total=total, expected=expected)
    codes = [warned.code for warned in given_back]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(WARNINGS)
    assert {number for warned in given_back for number in warned.pages} <= {page.number for page in found}
    assert [page for page in found if {"faint", "dark"} <= set(_codes(page))] == []


def test_every_warning_has_its_words():
    assert set(_WARNINGS) == set(WARNINGS)
