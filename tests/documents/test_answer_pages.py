from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rangwan.documents.answer_pages import Answer, AnswerPart, FactsPart, FactsTable, pages_of
from rangwan.documents.thai_type import clean

THAI = st.text(alphabet="กขงถนมลสะาิีืุู่้๊ั์ำเแไ ABcd12\n", max_size=400)
ROOM = (300.0, 220.0)
KEYS = st.sampled_from(["a", "b", "c"])


def parts(page):
    return [part for part in page if isinstance(part, AnswerPart)]


def bottom(part):
    return part.top + (sum(part.heights) if isinstance(part, FactsPart) else part.label_height + part.height)


@given(st.lists(st.tuples(THAI, THAI, KEYS), max_size=6))
def test_pages_hold_every_word_in_order(told):
    answers = tuple(Answer(label, text, key) for label, text, key in told)
    found = "".join("".join(part.paragraphs) for page in pages_of(answers, ROOM, 24) for part in parts(page))
    assert found == "".join(line for _label, text, _key in told for line in clean(text).split("\n") if line.strip())


@given(st.lists(st.tuples(THAI, THAI), max_size=6))
def test_parts_stand_below_each_other(told):
    for page in pages_of(tuple(Answer(label, text) for label, text in told), ROOM, 24):
        tops = [part.top for part in page]
        assert tops == sorted(tops)
        assert all(after.top >= bottom(before) for before, after in pairwise(page))


@given(THAI)
def test_a_cut_never_tears_a_cluster(text):
    for page in pages_of((Answer("", text),), ROOM, 24):
        for part in parts(page):
            if part.continues:
                assert part.paragraphs[0][0] not in "ะาิีืุู่้๊ั์ำ"


def test_a_text_that_goes_on_says_so_and_only_its_beginning_has_the_label():
    pages = pages_of((Answer("ปัญหา", "น้ำไม่ไหล " * 120, "problem"),), ROOM, 24)
    found = [part for page in pages for part in parts(page)]
    assert len(found) == len(pages) > 1
    assert [part.nth for part in found] == list(range(1, len(found) + 1))
    assert [part.continues for part in found] == [False] + [True] * (len(found) - 1)
    assert [part.label_height > 0 for part in found] == [True] + [False] * (len(found) - 1)


def test_empty_places_share_the_slide():
    one, two = Answer("ก", room=2), Answer("ข", room=3)
    (page,) = pages_of((one, two), ROOM, 16)
    assert [part.paragraphs for part in parts(page)] == [(), ()]
    assert bottom(page[1]) == ROOM[1]  # the large one grew
    assert parts(page)[0].height == parts(pages_of((one,), ROOM, 16)[0])[0].height


def test_short_answers_go_on_over_slides_whole():
    facts = tuple(Answer(f"ข้อ {number}", "ใช่", f"q{number}") for number in range(30))
    pages = pages_of((FactsTable("s", facts),), ROOM, 24)
    found = [part for page in pages for part in page if isinstance(part, FactsPart)]
    assert [fact for part in found for fact in part.facts] == list(facts)
    assert [part.nth for part in found] == list(range(1, len(pages) + 1))
    assert all(sum(part.heights) <= ROOM[1] for part in found)


def test_nothing_asked_is_no_slide():
    assert pages_of((), ROOM, 24) == []
