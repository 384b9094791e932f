"""A real mail server on the loopback, and people to write to."""

from __future__ import annotations

import datetime as dt
import email
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from rangwan.accounts import actions
from rangwan.accounts.models import Person

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


class Postman:
    """Keeps what arrives; `answers` holds what to say to an address instead of taking its mail."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.at_data = ""
        self.url = ""

    async def handle_RCPT(  # noqa: N802
        self,
        _server: Any,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: Any,
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data
        content = cast(bytes, envelope.content)
        self.arrived.append(email.message_from_bytes(content, policy=default))
        return "250 taken"


@pytest.fixture
def serve() -> Iterator[Callable[..., Postman]]:
    """Start a server: serve() plainly, serve(tls_context=…, require_starttls=True) and so on."""
    running: list[Controller] = []

    def start(scheme: str = "smtp", user: str = "", **options: Any) -> Postman:
        postman = Postman()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(postman, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        postman.url = f"{scheme}://{user}127.0.0.1:{port}"
        return postman

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def postman(serve: Callable[..., Postman], settings: Any) -> Postman:
    """A plain server that the settings name."""
    started = serve()
    settings.RANGWAN_SMTP_URL = started.url
    return started


@pytest.fixture
def alice(db: None) -> Person:
    return actions.create_person(
        email="alice@example.go.th", name="อลิซ", password=None, verified=True, acting=None, now=NOW
    )


def let_in(server: Any, session: Any, envelope: Any, mechanism: str, credentials: LoginPassword) -> AuthResult:
    """Let award@x with the password p@ss in; the server itself tells all others no."""
    return AuthResult(success=(credentials.login, credentials.password) == (b"award@x", b"p@ss"), handled=False)
