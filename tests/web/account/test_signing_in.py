"""Signing in and out, a forgotten password, the second step."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.test import Client

from rangwan.accounts.models import Person
from rangwan.kernel.models import AuditRow
from rangwan.web.kit import languages
from tests.web.account.conftest import PASSWORD, address_of, newest_mail

SignIn = Callable[[Person], Client]


def enter(client: Client, person: Person, **more: str) -> str:
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD} | more)
    return str(answer.headers.get("Location", ""))


def shown(client: Client) -> Client:
    """Show once more that it is you, as what is worth protecting asks for."""
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def totp(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_in_and_out(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    assert client.get("/account/").headers["Location"] == "/account/login/?next=/account/"
    assert enter(client, alice) == "/account/"
    assert address_of(client) == alice.email
    assert client.get("/account/login/").headers["Location"] == "/account/"
    assert client.get("/account/logout/").status_code == 200
    assert address_of(client) == alice.email  # a link alone signs nobody out
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert address_of(client) == ""


def test_the_address_may_be_written_in_capitals(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    answer = client.post("/account/login/", {"login": f" {alice.email.upper()} ", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/"


@pytest.mark.parametrize(
    "given",
    [{"password": "wrong"}, {"login": "nobody@example.com"}, {"login": "nobody@example.com", "password": "\ud7ff" * 9}],
)
def test_a_wrong_word_never_says_which(client: Client, person: Callable[..., Person], given: dict[str, str]):
    answer = client.post("/account/login/", {"login": person("alice").email, "password": PASSWORD} | given)
    page = answer.content.decode()
    assert "<li>อีเมลหรือรหัสผ่านไม่ถูกต้อง โปรดตรวจสอบทั้งสองอย่าง</li>" in page
    assert address_of(client) == ""


@pytest.mark.parametrize("given", [{"login": "a\x00@example.com"}, {"password": "\x00"}, {"login": "x" * 100_000}])
def test_rubbish_is_answered_in_words(client: Client, person: Callable[..., Person], given: dict[str, str]):
    answer = client.post("/account/login/", {"login": person("alice").email, "password": PASSWORD} | given)
    assert (answer.status_code, "มีปัญหาที่ต้องแก้ไข" in answer.content.decode()) == (200, True)


def test_guessing_is_slowed_down_for_everybody_but_not_for_others(client: Client, person: Callable[..., Person]):
    alice, bob = person("alice"), person("bob")
    for _ in range(5):
        enter(client, alice, password="wrong")
    answer = client.post("/account/login/", {"login": alice.email, "password": PASSWORD})
    assert "ลองหลายครั้งเกินไป โปรดรอห้านาทีแล้วลองใหม่" in answer.content.decode()
    assert enter(Client(), bob) == "/account/"


def test_very_many_attempts_from_one_place_are_stopped(client: Client, person: Callable[..., Person]):
    person("alice")
    answers = [
        client.post("/account/login/", {"login": f"p{number}@example.com", "password": "x"}).status_code
        for number in range(31)
    ]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("onward", "where"),
    [
        ("/my/", "/my/"),
        ("/account/organisations/?q=a", "/account/organisations/?q=a"),
        ("https://evil.example/", "/account/"),
        ("//evil.example/", "/account/"),
        ("/\\evil.example/", "/account/"),
        ("javascript:alert(1)", "/account/"),
        ("http:///evil.example", "/account/"),
        ("\thttps://evil.example", "/account/"),
    ],
)
def test_nobody_is_sent_away_from_the_site(client: Client, person: Callable[..., Person], onward: str, where: str):
    assert enter(client, person("alice"), next=onward) == where


def test_a_session_from_before_is_not_the_session_after(client: Client, person: Callable[..., Person]):
    client.get("/account/password/reset/key/x-y/")
    planted = Client()
    planted.cookies["sessionid"] = "planted0123456789planted01234567"
    enter(planted, person("alice"))
    assert planted.session.session_key != "planted0123456789planted01234567"
    assert Session.objects.filter(session_key="planted0123456789planted01234567").count() == 0


def test_an_unconfirmed_address_gets_the_mail_again_and_stays_out(client: Client, person: Callable[..., Person]):
    alice = person("alice", verified=False)
    assert enter(client, alice) == "/account/confirm-email/"
    assert address_of(client) == ""
    assert newest_mail(alice.email)["subject"] == "โปรดยืนยันที่อยู่อีเมลของท่าน"


def test_a_closed_account_stays_closed(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    Person.objects.update(is_active=False)
    assert enter(client, alice) == "/account/inactive/"
    assert "บัญชีนี้ปิดแล้ว" in client.get("/account/inactive/").content.decode()


def test_the_first_page_is_in_the_persons_language(client: Client, person: Callable[..., Person]):
    enter(client, person("alice", language="en"))
    assert "My details" in client.get("/account/").content.decode()
    thai = Client()
    thai.cookies[languages.COOKIE] = "th"  # what was chosen on this machine stays
    enter(thai, Person.objects.get())
    assert "ข้อมูลของท่าน" in thai.get("/account/").content.decode()


# --- passwords -------------------------------------------------------------------------------------------------------


def test_a_forgotten_password(client: Client, person: Callable[..., Person]):
    alice = person("alice", language="en")
    answer = client.post("/account/password/reset/", {"email": alice.email})
    assert answer.headers["Location"] == "/account/password/reset/done/"
    mail = newest_mail(alice.email)
    assert (mail["subject"], mail["kind"]) == ("Choose a new password", "account/email/password_reset_key")
    link = urlsplit(next(link for link in mail["links"] if "reset/key" in link)).path
    form = client.get(link).headers["Location"]
    page = client.post(form, {"password1": "another good one", "password2": "differs"}).content.decode()
    assert "รหัสผ่านทั้งสองช่องไม่ตรงกัน โปรดพิมพ์ให้เหมือนกัน" in page
    client.post(form, {"password1": "another good one", "password2": "another good one"})
    alice.refresh_from_db()
    assert alice.check_password("another good one")
    assert newest_mail(alice.email)["subject"] == "Your password was changed"
    assert AuditRow.objects.filter(act="person.password_changed", thing_id=alice.id).count() == 1
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_is_not_told_apart(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    answers = [client.post("/account/password/reset/", {"email": email}) for email in (alice.email, "no@example.com")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert newest_mail("no@example.com")["subject"] == "ไม่มีบัญชีที่ใช้อีเมลนี้"


def test_a_password_is_changed_by_who_knows_it(person: Callable[..., Person], signed_in: SignIn):
    alice = person("alice")
    client = signed_in(alice)
    new = {"password1": "another good one", "password2": "another good one"}
    page = client.post("/account/password/change/", {"oldpassword": "wrong", **new}).content.decode()
    assert "รหัสผ่านปัจจุบันไม่ถูกต้อง โปรดพิมพ์ใหม่" in page
    assert client.post("/account/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password("another good one")
    assert newest_mail(alice.email)["kind"] == "account/email/password_changed"
    assert client.get("/account/").status_code == 200  # still in


# --- the second step -------------------------------------------------------------------------------------------------


def test_two_steps(person: Callable[..., Person], signed_in: SignIn):
    alice = person("alice")
    client = shown(signed_in(alice))
    page = client.get("/account/2fa/totp/activate/").content.decode()
    match = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert match is not None
    assert "รหัสไม่ถูกต้อง" in client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    answer = client.post("/account/2fa/totp/activate/", {"code": totp(match[1])})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert client.get("/account/2fa/recovery-codes/download/").content.decode().split() == codes

    other = Client()
    assert enter(other, alice) == "/account/2fa/authenticate/"
    assert address_of(other) == ""
    assert other.get("/account/").status_code == 302
    assert "รหัสไม่ถูกต้อง" in other.post("/account/2fa/authenticate/", {"code": "12345678"}).content.decode()
    assert other.post("/account/2fa/authenticate/", {"code": codes[0]}).headers["Location"] == "/account/"
    assert address_of(other) == alice.email
    assert "เหลือ 9 จาก 10 รหัส" in client.get("/account/2fa/recovery-codes/").content.decode()

    assert client.post("/account/2fa/recovery-codes/generate/").status_code == 302
    assert client.post("/account/2fa/totp/deactivate/").headers["Location"] == "/account/2fa/"
    assert enter(Client(), alice) == "/account/"
    assert newest_mail(alice.email)["subject"] == "ปิดการเข้าสู่ระบบสองขั้นแล้ว"
    assert AuditRow.objects.filter(act="person.second_step_off", thing_id=alice.id).exists()


def test_what_is_worth_protecting_asks_for_the_password_again(client: Client, person: Callable[..., Person]):
    alice = person("alice")
    client.force_login(alice)  # a session whose password was typed long ago
    onward = "/account/2fa/totp/activate/"
    assert client.get(onward).headers["Location"] == f"/account/reauthenticate/?next={onward.replace('/', '%2F')}"
    assert client.post("/account/email/", {"action_add": "1", "email": "new@example.com"}).status_code == 302
    assert not EmailAddress.objects.filter(email="new@example.com").exists()
    wrong = client.post("/account/reauthenticate/", {"password": "wrong", "next": onward})
    assert "รหัสผ่านไม่ถูกต้อง โปรดพิมพ์ใหม่" in wrong.content.decode()
    right = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": onward})
    assert right.headers["Location"] == onward
    assert client.get(onward).status_code == 200
    away = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "https://evil.example/"})
    assert away.headers["Location"] == "/account/"


# --- addresses -------------------------------------------------------------------------------------------------------


def test_a_second_address(person: Callable[..., Person], signed_in: SignIn):
    alice, bob = person("alice"), person("bob")
    client = shown(signed_in(alice))
    page = client.post("/account/email/", {"action_add": "1", "email": "nonsense"}).content.decode()
    assert "ข้อความนี้ไม่ใช่ที่อยู่อีเมล" in page
    assert "ท่านมีที่อยู่อีเมลนี้อยู่แล้ว" in client.post(
        "/account/email/", {"action_add": "1", "email": alice.email}
    ).content.decode()  # fmt: skip
    client.post("/account/email/", {"action_add": "1", "email": "alice@yalacity.go.th"})
    client.post("/account/email/", {"action_primary": "1", "email": "alice@yalacity.go.th"})
    alice.refresh_from_db()
    assert alice.email == "alice@example.go.th"  # not before it is confirmed
    link = next(link for link in newest_mail("alice@yalacity.go.th")["links"] if "confirm-email" in link)
    client.post(urlsplit(link).path)
    client.post("/account/email/", {"action_primary": "1", "email": "alice@yalacity.go.th"})
    alice.refresh_from_db()
    assert alice.email == "alice@yalacity.go.th"
    assert newest_mail("alice@example.go.th")["kind"] == "account/email/email_changed"
    assert client.post("/account/email/", {"action_remove": "1", "email": "alice@example.go.th"}).status_code == 302
    assert client.post("/account/email/", {"action_remove": "1", "email": bob.email}).status_code == 302
    bob.refresh_from_db()
    assert enter(Client(), bob) == "/account/"
