"""Delivery through a real SMTP server on the loopback."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connections, transaction

from rangwan.accounts.models import Person
from rangwan.kernel.text import Text
from rangwan.notices import actions, rules, smtp
from rangwan.notices.models import Message
from rangwan.notices.tasks import Delivered, send_waiting
from tests.notices.conftest import NOW, Postman, let_in

MINUTE = dt.timedelta(minutes=1)


def queue(to: Person | str, **more: Any) -> Message:
    subject, body = Text(th="รับผลงานแล้ว น้ำ", en="Received"), Text(th="เรียน ท่านผู้ส่ง\nกำลัง ปู่ย่า", en="Dear")
    with transaction.atomic():
        return actions.queue_message(to=to, kind="x", subject=subject, body=body, now=NOW, **more)


def test_without_a_server_mail_stays_and_that_is_said(alice: Person, settings: Any):
    settings.RANGWAN_SMTP_URL = ""
    queue(alice)
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=1)
    assert Message.objects.get().state == "waiting"


def test_a_mail_arrives_as_it_was_written(alice: Person, postman: Postman, settings: Any):
    settings.DEFAULT_FROM_EMAIL = "รางวัล <award@example.go.th>"
    message = queue(alice, body_html="<p>น้ำ</p>")
    assert send_waiting(NOW) == Delivered(sent=1, failed=0, waiting=0)
    (mail,) = postman.arrived
    assert mail["Subject"] == "รับผลงานแล้ว น้ำ"
    assert (mail["From"], mail["To"]) == ("รางวัล <award@example.go.th>", "alice@example.go.th")
    assert mail["Message-ID"] == f"<{message.id}@example.go.th>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("th", "auto-generated")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n").strip() == message.body_text
    assert html.get_content().strip() == "<p>น้ำ</p>"
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts, message.failure) == ("sent", NOW, 1, "")
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=0)
    assert len(postman.arrived) == 1


def test_many_go_out_in_order_and_within_the_limit(db: None, postman: Postman):
    for number in range(5):
        queue(f"p{number}@example.com")
    assert send_waiting(NOW, limit=3).sent == 3
    assert send_waiting(NOW).sent == 2
    assert sorted(mail["To"] for mail in postman.arrived) == [f"p{number}@example.com" for number in range(5)]


def test_a_refused_address_is_given_up_and_the_others_go_out(db: None, postman: Postman):
    postman.answers["gone@example.com"] = "550 no such user"
    queue("gone@example.com")
    queue("here@example.com")
    assert send_waiting(NOW) == Delivered(sent=1, failed=1, waiting=0)
    gone = Message.objects.get(to_address="gone@example.com")
    assert (gone.state, gone.failure) == ("failed", "Rejected: 550 no such user")
    assert send_waiting(NOW + MINUTE).failed == 0


def test_a_busy_server_is_asked_again_later(alice: Person, postman: Postman):
    message = queue(alice)
    postman.answers[alice.email] = "450 busy"
    assert send_waiting(NOW) == Delivered(sent=0, failed=1, waiting=1)
    message.refresh_from_db()
    assert (message.attempts, message.next_at) == (1, NOW + MINUTE)
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=1)  # not due yet
    postman.answers.clear()
    assert send_waiting(NOW + MINUTE).sent == 1


def test_after_the_last_attempt_it_is_given_up_with_the_reason(alice: Person, postman: Postman):
    message = queue(alice)
    postman.at_data = "451 out of space"
    when, attempts = NOW, 0
    while Message.objects.filter(state="waiting").exists():
        send_waiting(when)
        attempts += 1
        when += dt.timedelta(days=2)
    message.refresh_from_db()
    assert (attempts, message.attempts, message.state) == (8, 8, "failed")
    assert "out of space" in message.failure


def test_a_server_that_is_down_costs_no_attempt(alice: Person, settings: Any):
    settings.RANGWAN_SMTP_URL = "smtp://127.0.0.1:9"
    message = queue(alice)
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=1)
    message.refresh_from_db()
    assert (message.attempts, message.next_at) == (0, NOW)


def test_a_process_that_died_while_sending_leaves_the_message_to_another(alice: Person, postman: Postman):
    message = queue(alice)
    assert actions._claim(message.id, NOW) is not None
    assert send_waiting(NOW).sent == 0  # somebody has it
    assert send_waiting(NOW + rules.LEASE).sent == 1
    assert [mail["Message-ID"] for mail in postman.arrived] == [f"<{message.id}@localhost>"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_double_a_mail(postman: Postman):
    for number in range(12):
        queue(f"p{number}@example.com")

    def work() -> int:
        try:
            return send_waiting(NOW).sent
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        sent = [future.result() for future in [pool.submit(work) for _ in range(3)]]
    assert sum(sent) == 12
    assert sorted(mail["To"] for mail in postman.arrived) == sorted(f"p{number}@example.com" for number in range(12))


def test_an_address_that_the_server_cannot_take_is_given_up(db: None, serve: Callable[..., Postman], settings: Any):
    settings.RANGWAN_SMTP_URL = serve(enable_SMTPUTF8=False).url
    queue("สมชาย@example.com")
    assert send_waiting(NOW) == Delivered(sent=0, failed=1, waiting=0)


# --- protected connections -------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that this process trusts, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(built.public_bytes(serialization.Encoding.PEM) + private)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.mark.parametrize("scheme", ["starttls", "smtps"])
def test_a_protected_connection(
    alice: Person, serve: Callable[..., Postman], settings: Any, certificate: ssl.SSLContext, scheme: str
):
    tls = (
        {"tls_context": certificate, "require_starttls": True} if scheme == "starttls" else {"ssl_context": certificate}
    )
    secure = serve(scheme, **tls)
    settings.RANGWAN_SMTP_URL = secure.url
    queue(alice)
    assert send_waiting(NOW).sent == 1
    assert len(secure.arrived) == 1


def test_a_name_and_a_password(
    alice: Person, serve: Callable[..., Postman], settings: Any, certificate: ssl.SSLContext
):
    secure = serve("starttls", "award%40x:p%40ss@", tls_context=certificate, authenticator=let_in, auth_required=True)
    settings.RANGWAN_SMTP_URL = secure.url
    queue(alice)
    assert send_waiting(NOW).sent == 1
    settings.RANGWAN_SMTP_URL = secure.url.replace("p%40ss", "wrong")
    queue(alice)
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=1)


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    alice: Person, serve: Callable[..., Postman], settings: Any, certificate: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.delenv("SSL_CERT_FILE")
    secure = serve("smtps", ssl_context=certificate)
    settings.RANGWAN_SMTP_URL = secure.url
    queue(alice)
    assert send_waiting(NOW) == Delivered(sent=0, failed=0, waiting=1)
    assert secure.arrived == []


def test_a_server_lost_in_between_costs_the_rest_no_attempt(
    db: None, postman: Postman, monkeypatch: pytest.MonkeyPatch
):
    for number in range(3):
        queue(f"p{number}@example.com")
    real = smtp.send
    calls: list[int] = []

    def send_once(client: Any, mail: Any) -> None:
        if calls:
            client.close()  # as when the cable is pulled
        calls.append(1)
        real(client, mail)

    monkeypatch.setattr(smtp, "send", send_once)
    assert send_waiting(NOW) == Delivered(sent=1, failed=1, waiting=2)
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1, 1]
