from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.accounts import rules
from rangwan.kernel.text import Text


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.bangkok.go.th", "bangkok.go.th"),
        ("samutprakancity.go.th", "samutprakancity.go.th"),
        ("www.parknumsamutprakarn.go.th", "parknumsamutprakarn.go.th"),
        ("http://www.Poochaosamingprai.go.th/site/?a=1", "poochaosamingprai.go.th"),
        ("www.banpluakdaengcity.go.th/", "banpluakdaengcity.go.th"),
        ("", ""),
        ("-", ""),
        ("100.5134193", ""),
        ('"www', ""),
        ("เทศบาลตำบลบ่อทอง", ""),
        ("Www. Chiengraknoy.go.th", ""),
        ("www.khukhot..go.th", ""),
        ("samphaolom@outlook.co.th", ""),
        ("bansang001@bansang.go.th", ""),
        ("https://sites.google.com/view/rammasak-site", ""),
        ("http://rangsit.org/", ""),
        ("https://www.facebook.com/x.go.th", ""),
        ("http://go.th", ""),
        ("http://www.dla.go.th/", ""),
        ("http://[::1", ""),
        ("http://evil.example/www.bangkok.go.th", ""),
    ],
)
def test_own_domain(website: str, domain: str):
    assert rules.own_domain(website) == domain


@given(st.text(max_size=60))
def test_a_domain_is_always_below_go_th_or_nothing(website: str):
    domain = rules.own_domain(website)
    assert domain == "" or (domain.endswith(".go.th") and domain.isascii())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@yalacity.go.th", True),
        ("a@mail.YalaCity.go.th", True),
        ("a@notyalacity.go.th", False),
        ("a@yalacity.go.th.example.com", False),
        ("yalacity.go.th@example.com", False),
    ],
)
def test_under_domain(address: str, *, expected: bool):
    assert rules.under_domain(address, "yalacity.go.th") is expected
    assert rules.under_domain(address, "") is False


@pytest.mark.parametrize(
    ("full", "kind", "bare"),
    [
        ("องค์การบริหารส่วนตำบลปางหมู", "TAO", "ปางหมู"),
        ("อบต. ปางหมู", "TAO", "ปางหมู"),
        ("เทศบาลเมืองแสนสุข", "MM", "แสนสุข"),
        ("เมืองพัทยา", "SP", "เมืองพัทยา"),
        ("กรุงเทพมหานคร", "BMA", "กรุงเทพมหานคร"),
        ("โรงเรียนบ้านเเพะ", "SCHOOL", "โรงเรียนบ้านแพะ"),
    ],
)
def test_bare_name(full: str, kind: str, bare: str):
    assert rules.bare_name(full, kind) == bare


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("  อบต.ปางหมู   จ.แม่ฮ่องสอน ", ["อบต.ปางหมู", "แม่ฮ่องสอน"]),
        ("ตำบล ปางหมู อำเภอ เมือง", ["ปางหมู", "เมือง"]),
        ("เทศบาลตำบลเกาะช้าง", ["เทศบาลตำบลเกาะช้าง"]),
        ("กรุงเทพฯ", ["กรุงเทพ"]),
        ("เเสน\u200bสุข", ["แสนสุข"]),
        ("SAEN Suk saen", ["saen", "suk"]),
        ("", []),
        ("จ. อ. ต.", []),
    ],
)
def test_search_words(query: str, words: list[str]):
    assert rules.search_words(query) == words


@given(st.text(max_size=400))
def test_any_query_gives_at_most_eight_words_without_spaces(query: str):
    words = rules.search_words(query)
    assert len(words) <= 8
    assert words == list(dict.fromkeys(words))
    assert all(word and word.split() == [word] for word in words)


@given(st.sampled_from(sorted(rules.TYPES)), st.text(alphabet="กขคงจชซดตถทนบปผพมยรลวสหอาิีุู่้", min_size=1, max_size=20))
def test_what_is_searched_by_any_way_of_writing_is_in_the_text(kind: str, name: str):
    wanted = rules.TYPES[kind]
    written = [f"{prefix}{name}" for prefix in (*wanted.prefixes, wanted.abbreviation) if prefix] or [name]
    text = rules.search_text(type=kind, name_th=written[0], name_en="", places=())
    for way in written:
        assert all(word in text for word in rules.search_words(way))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "required"),
        ("  ", "required"),
        ("ก" * 201, "too_long"),
        ("a\x00b", "unusable_character"),
        ("a\nb", "unusable_character"),
        ("\ufffd", "unusable_character"),
    ],
)
def test_what_is_typed_is_refused_with_a_reason(value: str, code: str):
    with pytest.raises(rules.Refused) as refused:
        rules.required("name", value)
    assert (refused.value.field, refused.value.code) == ("name", code)


def test_names_are_kept_as_typed():
    assert rules.required("name", "  นาย  สมชาย <b>น้ำ</b> ") == "นาย สมชาย <b>น้ำ</b>"
    assert rules.optional("name", "ก" * 200) == "ก" * 200


@pytest.mark.parametrize(
    ("kind", "name", "thai", "english"),
    [
        ("CM", Text(th="เทศบาลนครยะลา", en="Yala City"), "นายกเทศมนตรีนครยะลา", "Mayor, Yala City"),
        ("TM", Text(th="เทศบาลตำบลปั๊ม", en="Pam"), "นายกเทศมนตรีตำบลปั๊ม", "Mayor, Pam"),
        ("TAO", Text(th="องค์การบริหารส่วนตำบลปางหมู"), "นายกองค์การบริหารส่วนตำบลปางหมู", ""),
        (
            "PAO", Text(th="องค์การบริหารส่วนจังหวัดน่าน", en="Nan"), "นายกองค์การบริหารส่วนจังหวัดน่าน",
            "Chief Executive, Nan",
        ),
        ("SP", Text(th="เมืองพัทยา", en="Pattaya City"), "นายกเมืองพัทยา", "Mayor, Pattaya City"),
        ("BMA", Text(th="กรุงเทพมหานคร", en="Bangkok"), "ผู้ว่าราชการกรุงเทพมหานคร", "Governor, Bangkok"),
        ("school", Text(th="โรงเรียนวัดป่า", en="Wat Pa"), "หัวหน้าหน่วยงาน โรงเรียนวัดป่า", "Head, Wat Pa"),
    ],
)  # fmt: skip
def test_how_a_letter_addresses_the_head(kind, name, thai, english):
    assert rules.head_of(kind, name) == Text(th=thai, en=english)
