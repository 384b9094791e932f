"""Which topics pages seem to speak of. How well it does on the award's own criteria: tests/programmes/paper/."""

from __future__ import annotations

from rangwan.documents.deck_coverage import DeckPage, Topic, mentions

TOPICS = (
    Topic("problem", ("ปัญหาและกระบวนการที่ทำให้ทราบถึงปัญหา",), ("สาเหตุ", "pain point", "plan")),
    Topic("policy", ("นโยบายหรือแผน ตลอดจนวิสัยทัศน์ของผู้บริหาร",), ("เทศบัญญัติ", "vision")),
    Topic("results", ("เป้าหมายและผลสัมฤทธิ์ของโครงการ",), ("ตัวชี้วัด", "ก่อนและหลัง")),
)


def found(*pages, topics=TOPICS):
    return {one.topic: (one.pages, one.words) for one in mentions(topics, pages) if one.pages}


def test_a_title_like_a_name_is_enough():
    assert found(DeckPage(4, "กระบวนการที่ทำให้ทราบถึงปัญหา (ต่อ)")) == {"problem": ((4,), ())}


def test_a_word_in_the_title_is_enough_and_is_named():
    assert found(DeckPage(1, "1. สาเหตุ"), DeckPage(2, "Our VISION!")) == {
        "problem": ((1,), ("สาเหตุ",)), "policy": ((2,), ("vision",)),
    }  # fmt: skip


def test_latin_words_are_whole_and_thai_ones_stand_anywhere():
    assert found(DeckPage(1, "Explaining planes")) == {}
    assert found(DeckPage(1, "Plans")) == {"problem": ((1,), ("plan",))}
    assert found(DeckPage(1, "มีสาเหตุสามข้อ")) == {"problem": ((1,), ("สาเหตุ",))}
    assert found(DeckPage(1, "painpoint ของเรา")) == {}
    assert found(DeckPage(1, "PAIN POINTของเรา")) == {"problem": ((1,), ("pain point",))}


def test_zero_width_letters_and_two_ways_to_type_do_not_matter():
    assert found(DeckPage(1, "สา\u200bเหตุ")) == {"problem": ((1,), ("สาเหตุ",))}


def test_one_word_in_the_text_counts_where_nothing_says_more():
    assert found(DeckPage(1, "เรื่องของเรา", "ออกเทศบัญญัติแล้ว")) == {"policy": ((1,), ("เทศบัญญัติ",))}
    assert found(DeckPage(1, "เรื่องของเรา", "ออกเทศบัญญัติแล้ว มีสาเหตุ")) == {}


def test_a_list_of_contents_counts_for_nothing_in_a_long_deck():
    contents = DeckPage(1, "สารบัญ", "สาเหตุ pain point\nเทศบัญญัติ vision\nตัวชี้วัด ก่อนและหลัง")
    many = tuple(Topic(f"t{n}", (f"เรื่องที่ไม่มีใครพูดถึง {n}",), (f"คำที่{n}", f"อีกคำ{n}")) for n in range(9))
    said = DeckPage(1, "สารบัญ", " ".join(f"คำที่{n} อีกคำ{n}" for n in range(9)))
    rest = [DeckPage(number, "") for number in range(2, 8)]
    assert found(said, *rest, topics=many) == {}
    assert len(found(said, topics=many)) == 9  # a poster speaks of everything on one page
    assert len(found(contents)) == 3


def test_headers_and_footers_count_for_nothing():
    pages = [DeckPage(number, "", "เทศบาลเมือง เทศบัญญัติ vision") for number in range(1, 9)]
    assert found(*pages) == {}


def test_a_marked_page_speaks_of_its_own_topic_once_it_is_filled():
    assert found(DeckPage(1, TOPICS[0].names[0], "", "problem", is_filled=False)) == {}
    assert found(DeckPage(1, TOPICS[0].names[0], "เทศบัญญัติ vision", "problem")) == {"problem": ((1,), ())}
    assert found(DeckPage(1, "ปัญหา อุปสรรค สาเหตุ", "x", "limits")) == {}


def test_nothing_says_nothing():
    assert found() == {}
    assert found(DeckPage(1, "", "")) == {}
    assert [one.topic for one in mentions(TOPICS, [])] == ["problem", "policy", "results"]
    assert mentions((), [DeckPage(1, "ก")]) == []
