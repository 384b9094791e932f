from __future__ import annotations

import pytest
from django.utils.translation import override

from rangwan.documents.deck_blanks import BLANK, other_measure, write_here, written


@pytest.mark.parametrize("language", ["th", "en"])
def test_our_own_words_are_no_answer_in_any_language(language):
    with override(language):
        ours = [write_here(filled=True), write_here(filled=False), f"{other_measure()} {BLANK}", BLANK]
    assert [written(text) for text in ours] == [""] * 4


def test_what_was_written_beside_them_stays():
    assert written(f"{write_here(filled=True)} น้ำไม่ไหล") == "น้ำไม่ไหล"
    assert written(f"{write_here(filled=False)}\nน้ำไม่ไหล\n\nท่อแตก") == "น้ำไม่ไหล\n\nท่อแตก"
    assert written(f"{other_measure()} กระดาษที่ใช้") == "กระดาษที่ใช้"
    assert written(f"{BLANK} คน") == "คน"
    assert written("ชื่อไฟล์ a_b") == "ชื่อไฟล์ a_b"
