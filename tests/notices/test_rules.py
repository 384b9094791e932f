from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.text import Text
from rangwan.notices import rules
from rangwan.notices.rules import Server

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.go.th", Server("mail.example.go.th", 25, "none")),
        ("smtp://127.0.0.1:2525", Server("127.0.0.1", 2525, "none")),
        ("starttls://a%40b.c:p%3Aw@mail:1025", Server("mail", 1025, "starttls", "a@b.c", "p:w")),
        ("starttls://mail", Server("mail", 587, "starttls")),
        ("smtps://u:p@mail", Server("mail", 465, "tls", "u", "p")),
    ],
)
def test_the_address_of_a_server(url: str, server: Server):
    assert rules.server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.go.th",
        "http://mail",
        "smtp://",
        "smtp://mail:port",
        "smtp://mail:99999",
        "smtp://%E0%B8%81:b@mail",
    ],
)
def test_a_server_that_cannot_be_is_named_without_its_password(url: str):
    with pytest.raises(rules.BadServer) as bad:
        rules.server(url)
    assert str(bad.value).startswith("the mail server's")


def test_attempts_are_further_and_further_apart_and_end():
    waits = [rules.next_attempt(NOW, attempts) for attempts in range(1, 9)]
    assert waits[-1] is None
    times = [wait for wait in waits if wait is not None]
    assert len(times) == 7
    assert times == sorted(times)
    assert times[0] == NOW + dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("ไปที่ http://127.0.0.1:8000/account/confirm-email/MQ:1v-x_Z/ แล้วกดยืนยัน",
         ["http://127.0.0.1:8000/account/confirm-email/MQ:1v-x_Z/"]),
        ("(https://a.example/b?c=d&e=f). https://a.example/b?c=d&e=f", ["https://a.example/b?c=d&e=f"]),
        ('<a href="https://a.example">x</a>', ["https://a.example"]),
        ("ftp://a.example javascript:alert(1)", []),
    ],
)  # fmt: skip
def test_links(text: str, links: list[str]):
    assert rules.links_in(text) == links


def test_the_readers_language_comes_first():
    text = Text(th="เรียน", en="Dear")
    assert rules.one_below_the_other(text, "th").split() == ["เรียน", "-" * 40, "Dear"]
    assert rules.one_below_the_other(text, "en").split() == ["Dear", "-" * 40, "เรียน"]
    assert rules.one_below_the_other(Text(th="เรียน"), "en") == "เรียน"


@given(st.text())
def test_a_subject_is_one_line(text: str):
    line = rules.one_line(text)
    assert line.splitlines() in ([line], [])
    assert len(line) <= 300
