"""From the form to a confirmed address, and all that a stranger may try on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from rangwan.accounts import queries
from rangwan.accounts.models import Person
from rangwan.kernel.models import AuditRow
from rangwan.notices.models import Message
from tests.web.account.conftest import PASSWORD, address_of, newest_mail

GOOD = {"name": "วันดี สุขใจ", "email": "Wandee@Example.go.th", "password1": PASSWORD}


def sign_up(client: Client, **more: str) -> Any:
    return client.post("/account/signup/", GOOD | more)


def path_of(link: str) -> str:
    return urlsplit(link).path


def test_the_whole_way(client: Client, db: None):
    answer = sign_up(client, position="นักวิชาการ", phone="073-223-666")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/confirm-email/")
    person = Person.objects.get()
    assert (person.email, person.name, person.position, person.phone, person.language) == (
        "wandee@example.go.th", "วันดี สุขใจ", "นักวิชาการ", "073-223-666", "th",
    )  # fmt: skip
    assert queries.has_verified_email(person) is False
    assert address_of(client) == ""

    mail = newest_mail("wandee@example.go.th")
    assert mail["subject"] == "โปรดยืนยันที่อยู่อีเมลของท่าน"
    assert mail["kind"] == "account/email/email_confirmation_signup"
    assert mail["body_text"].index("เรียน ท่านผู้ใช้งาน") < mail["body_text"].index("Dear user of Rangwan,")
    link = next(link for link in mail["links"] if "confirm-email" in link)
    assert "wandee@example.go.th" in client.get(path_of(link)).content.decode()
    assert queries.has_verified_email(person) is False  # looking is not confirming: mail scanners look
    answer = client.post(path_of(link))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert queries.has_verified_email(person) is True
    assert address_of(client) == "wandee@example.go.th"
    assert [row.act for row in AuditRow.objects.filter(thing="person")] == [
        "person.signed_up",
        "person.email_confirmed",
    ]
    assert "ค้นหาหน่วยงานของท่าน" in client.get("/account/").content.decode()


def test_whoever_signs_up_in_english_is_written_to_in_english(client: Client, db: None):
    client.get("/account/signup/?lang=en")
    sign_up(client)
    mail = newest_mail("wandee@example.go.th")
    assert (Person.objects.get().language, mail["subject"]) == ("en", "Please confirm your e-mail address")
    assert mail["body_text"].index("Dear user of Rangwan,") < mail["body_text"].index("เรียน ท่านผู้ใช้งาน")


def test_a_link_works_once_and_a_made_up_one_never(client: Client, db: None):
    sign_up(client)
    link = next(link for link in newest_mail("wandee@example.go.th")["links"] if "confirm-email" in link)
    client.post(path_of(link))
    for path in (path_of(link), "/account/confirm-email/MQ:x:y/", "/account/confirm-email/aaaa/"):
        page = Client().get(path)
        assert (page.status_code, "ลิงก์นี้ใช้ไม่ได้แล้ว" in page.content.decode()) == (200, True)
        assert Client().post(path).status_code == 404


def test_a_taken_address_looks_like_any_other(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    taken, fresh = sign_up(client, email=alice.email), sign_up(Client(), email="new@example.com")
    assert (taken.status_code, taken.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])
    sent = "/account/confirm-email/"
    other = Client()
    sign_up(other, email="third@example.com")
    pages = [visitor.get(sent).content.decode() for visitor in (client, other)]
    tokens = [
        page.replace(address, "X") for page, address in zip(pages, (alice.email, "third@example.com"), strict=True)
    ]
    without_token = [" ".join(line for line in page.splitlines() if "csrfmiddleware" not in line) for page in tokens]
    assert without_token[0] == without_token[1]
    assert newest_mail(alice.email)["subject"] == "ท่านมีบัญชีอยู่แล้ว"
    assert Person.objects.filter(email=alice.email).count() == 1
    alice.refresh_from_db()
    assert (alice.name, alice.check_password(PASSWORD)) == ("alice", True)


def test_pressed_twice_at_the_same_moment_it_is_one_account(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    sign_up(Client())
    # Both requests had looked before either had stored: the second meets the constraint.
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda value: (value, False)
    )
    answer = sign_up(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/confirm-email/")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"name": ""}, "name", "ชื่อและนามสกุล: โปรดกรอกข้อมูลนี้"),
        ({"name": "ก" * 100_000}, "name", "ชื่อและนามสกุล: ข้อความนี้ยาว 100000 อักขระ โปรดย่อให้ไม่เกิน 200 อักขระ"),
        ({"name": "ก\x00ข"}, "name", "ชื่อและนามสกุล: มีอักขระที่จัดเก็บไม่ได้ โปรดพิมพ์ข้อความใหม่"),
        ({"name": "ก\x1bข"}, "name", "ชื่อและนามสกุล: มีอักขระที่จัดเก็บไม่ได้ โปรดพิมพ์ข้อความใหม่"),
        ({"phone": "0" * 61}, "phone", "โทรศัพท์: ข้อความนี้ยาว 61 อักขระ โปรดย่อให้ไม่เกิน 60 อักขระ"),
        ({"email": ""}, "email", "อีเมล: โปรดกรอกข้อมูลนี้"),
        ({"email": "nonsense"}, "email", "อีเมล: ข้อความนี้ไม่ใช่ที่อยู่อีเมล ตัวอย่างที่ถูกต้อง เช่น name@example.go.th"),
        ({"email": "a\x00@example.com"}, "email", "อีเมล: มีอักขระที่จัดเก็บไม่ได้ โปรดพิมพ์ข้อความใหม่"),
        ({"email": "a" * 250 + "@example.com"}, "email", "อีเมล: ข้อความนี้ยาว 262 อักขระ โปรดย่อให้ไม่เกิน 254 อักขระ"),
        ({"password1": ""}, "password1", "รหัสผ่าน: โปรดกรอกข้อมูลนี้"),
        ({"password1": "x7-น้ำ"}, "password1", "รหัสผ่าน: รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10 อักขระ"),
        ({"password1": "password123"}, "password1", "รหัสผ่าน: มีผู้ใช้รหัสผ่านนี้มาก จึงเดาง่าย โปรดเลือกรหัสผ่านอื่น"),
        ({"password1": "wandee@example"}, "password1", "รหัสผ่าน: รหัสผ่านนี้คล้ายอีเมลของท่านเกินไป โปรดเลือกรหัสผ่านอื่น"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_in_the_summary(
    client: Client, db: None, given: dict[str, str], field: str, message: str
):
    page = sign_up(client, **given).content.decode()
    assert f'<a href="#id_{field}">{message}</a>' in page
    assert f'id="id_{field}-error"' in page
    assert page.count("วันดี สุขใจ") == (0 if field == "name" else 1)  # what was typed stays
    assert PASSWORD not in page
    assert not Person.objects.exists()
    assert not Message.objects.exists()


def test_html_in_a_name_is_a_name(client: Client, db: None):
    sign_up(client, name="<script>alert(1)</script> & เพื่อน", email="x@example.com")
    assert Person.objects.get().name == "<script>alert(1)</script> & เพื่อน"
    assert "<script>alert" not in newest_mail("x@example.com")["subject"]
    page = sign_up(Client(), name="<script>alert(1)</script>", email="").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_form_without_its_token_changes_nothing(db: None):
    client = Client(enforce_csrf_checks=True)
    for path, data in (
        ("/account/signup/", GOOD),
        ("/account/login/", {"login": "a@example.com", "password": "x"}),
        ("/account/password/reset/", {"email": "a@example.com"}),
    ):
        answer = client.post(path, data)
        assert (answer.status_code, "โปรดส่งแบบฟอร์มอีกครั้ง" in answer.content.decode()) == (403, True)
    assert not Person.objects.exists()


def test_very_many_sign_ups_are_slowed_down(client: Client, db: None):
    answers = [sign_up(client, email=f"p{number}@example.com").status_code for number in range(21)]
    assert answers == [302] * 20 + [429]
    assert "โปรดรอสักครู่" in sign_up(client).content.decode()
