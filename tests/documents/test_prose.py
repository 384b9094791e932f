from __future__ import annotations

from rangwan.documents.prose import Block, Span, blocks, inline, words


def test_paragraphs_lists_and_emphasis():
    assert blocks("น้ำ**ทั่ว**ถิ่น\nต่อ\n\n- หนึ่ง\n- สอง\n  1. ย่อย\n\nท้าย *เอียง*") == [
        Block("paragraph", (Span("น้ำ"), Span("ทั่ว", bold=True), Span("ถิ่น"), Span(" "), Span("ต่อ"))),
        Block("bullet", (Span("หนึ่ง"),), 0, True),
        Block("bullet", (Span("สอง"),), 0, False),
        Block("number", (Span("ย่อย"),), 1, True),
        Block("paragraph", (Span("ท้าย "), Span("เอียง", italic=True))),
    ]


def test_links_show_their_address_once():
    assert blocks("[ข้อมูล](https://data.go.th)")[0].text == "ข้อมูล (https://data.go.th)"
    assert blocks("<https://data.go.th>")[0].text == "https://data.go.th"


def test_html_is_words():
    assert blocks("ก <b>ข</b>")[0].text == "ก <b>ข</b>"
    assert [block.text for block in blocks("<script>x</script>")] == ["<script>x</script>"]


def test_two_numbered_lists_start_anew():
    found = blocks("1. ก\n2. ข\n\nคั่น\n\n1. ค")
    assert [block.first for block in found if block.kind == "number"] == [True, False, True]


def test_inline_text_keeps_numbers_and_bullets_as_words():
    assert inline("1. กด **ส่ง**") == (Span("1. กด "), Span("ส่ง", bold=True))
    assert words("- เข้า <https://data.go.th> แล้วกด *ส่ง*") == "- เข้า https://data.go.th แล้วกด ส่ง"
    assert words("") == ""
