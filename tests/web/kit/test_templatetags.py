"""The filters and tags of `{% load kit %}`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.text import Text
from rangwan.programmes.definition import RubricLevel
from rangwan.web.kit.templatetags import kit

TEXT = Text(th="รางวัล", en="Award")
NOON = dt.datetime(2021, 7, 31, 7, 3, tzinfo=dt.UTC)
MIDNIGHT = dt.datetime(2021, 7, 31, 17, 0, tzinfo=dt.UTC)


def _shown(source: str, language: str = "th", **context: Any) -> str:
    with translation.override(language):
        return Template("{% load kit %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (TEXT, "รางวัล", "Award"),
        ({"th": "รางวัล", "en": "Award"}, "รางวัล", "Award"),
        (Text(th="รางวัล"), "รางวัล", "รางวัล [ไทย]"),
        ("as it is", "as it is", "as it is"),
        (None, "", ""),
        (0, "0", "0"),
    ],
)
def test_a_text_in_the_readers_language(value: Any, thai: str, english: str):
    assert (_shown("{{ x|t }}", x=value), _shown("{{ x|t }}", "en", x=value)) == (thai, english)


def test_what_somebody_wrote_is_escaped():
    assert _shown("{{ x|t }}", x=Text(th="<b>", en="<i>")) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("source", "thai", "english"),
    [
        ("{{ noon|moment }}", "31 กรกฎาคม 2564 เวลา 14.03 น.", "31 July 2021, 14:03"),
        ('{{ noon|moment:"short" }}', "31 ก.ค. 2564 เวลา 14.03 น.", "31 Jul 2021, 14:03"),
        ("{{ midnight|day }}", "1 สิงหาคม 2564", "1 August 2021"),
        ('{{ date|day:"short" }}', "31 ก.ค. 2564", "31 Jul 2021"),
        ("{{ midnight|closing }}", "31 กรกฎาคม 2564 เวลา 24.00 น.", "31 July 2021, 24:00"),
        ("{{ noon|iso }}", "2021-07-31T07:03:00+00:00", "2021-07-31T07:03:00+00:00"),
        ("{{ none|moment }}{{ none|day }}{{ none|closing }}{{ none|iso }}", "", ""),
    ],
)
def test_times(source: str, thai: str, english: str):
    context: dict[str, Any] = {"noon": NOON, "midnight": MIDNIGHT, "date": dt.date(2021, 7, 31), "none": None}
    assert (_shown(source, **context), _shown(source, "en", **context)) == (thai, english)


@pytest.mark.parametrize(
    ("size", "words"),
    [(None, ""), (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (48_300, "48 kB"), (999_499, "999 kB"), (999_500, "1 MB"),
     (50_000_000, "50 MB"), (12_345_678, "12.3 MB"), (999_949_999, "999.9 MB"), (999_950_000, "1 GB")],
)  # fmt: skip
def test_file_sizes(size: int | None, words: str):
    assert kit.bytes_(size) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(None, None, "–"), ("", None, "–"), (0, None, "0"), (7850, None, "7,850"), (10.0, None, "10"), ("…", None, "…"),
     (87.5, None, "87.5"), (87.333333333, None, "87.333333"), (87.3333, 2, "87.33"), (84, 2, "84.00"),
     (-1.5, None, "−1.5")],
)  # fmt: skip
def test_numbers(value: Any, decimals: int | None, words: str):
    assert kit.number(value, decimals) == words


def test_lookup():
    assert [kit.lookup({"a": 1}, "a"), kit.lookup({"a": 1}, "b"), kit.lookup(None, "a")] == [1, None, None]


def test_markdown_is_markdown():
    source = "# หัวข้อ\n\nอ่าน **นี่** [ที่นี่](https://example.go.th)\n\n1. หนึ่ง\n\n| ก | ข |\n|---|---|\n| 1 | 2 |"
    assert kit.markdown(Text(th=source, en="")) == (
        "<h2>หัวข้อ</h2>\n"
        '<p>อ่าน <strong>นี่</strong> <a href="https://example.go.th" rel="noopener noreferrer">ที่นี่</a></p>\n'
        "<ol>\n<li>หนึ่ง</li>\n</ol>\n"
        "<table>\n<thead>\n<tr>\n<th>ก</th>\n<th>ข</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        ("[x](ftp://example.go.th)", '<p><a rel="noopener noreferrer">x</a></p>\n'),
        ("![x](https://foreign.example/x.png)", "<p></p>\n"),
        ('<img src=x onerror="f()">', '<p>&lt;img src=x onerror="f()"&gt;</p>\n'),
        ('<a style="y" onclick="f()">x</a>', '<p>&lt;a style="y" onclick="f()"&gt;x&lt;/a&gt;</p>\n'),
    ],
)  # fmt: skip
def test_markdown_lets_nothing_dangerous_through(source: str, shown: str):
    assert kit.markdown(source) == shown


@given(st.text(max_size=60))
def test_markdown_never_opens_a_tag_of_its_own(text: str):
    assert "<script" not in kit.markdown(f"<script>{text}").lower()


@pytest.mark.parametrize(
    ("error", "messages"),
    [(None, []), ("", []), ("หนึ่ง", ["หนึ่ง"]), (["หนึ่ง", "สอง"], ["หนึ่ง", "สอง"]), (7, ["7"])],
)
def test_messages_of_a_field(error: Any, messages: list[str]):
    assert kit.messages_of(error) == messages


def test_a_rubric_is_written_in_each_language_and_escaped():
    level = RubricLevel(lowest=0, highest=2.5, label=Text(th="พอใช้", en="Fair"), text=Text(th="<เริ่ม>", en="<begun>"))
    top = level.model_copy(update={"lowest": 3, "highest": 3})
    for _ in range(2):  # the second time it comes from memory
        with translation.override("th"):
            assert kit.rubric((level,)) == (
                '<div><dt><span class="num">0–2.5</span> พอใช้</dt><dd>&lt;เริ่ม&gt;</dd></div>'
            )
        with translation.override("en"):
            assert kit.rubric((top,)) == '<div><dt><span class="num">3</span> Fair</dt><dd>&lt;begun&gt;</dd></div>'
    assert kit.rubric([level.model_dump()]) == kit.rubric((level,))
