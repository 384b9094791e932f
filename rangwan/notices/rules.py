"""Rules of messages: when the next attempt is due, links in a text, and the address of a mail server. Plain Python."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from rangwan.kernel.text import LANGUAGES, Language, Text

# How long one attempt may take before another process may try the same message.
LEASE = dt.timedelta(minutes=10)
_BACKOFF = (60, 300, 1800, 7200, 21600, 43200, 86400)  # seconds after each failed attempt; then it is given up

_LINK = re.compile(r"https?://[^\s<>\"]+")
_RULE = "\n\n" + "-" * 40 + "\n\n"

Security = Literal["none", "starttls", "tls"]
_SCHEMES: dict[str, tuple[Security, int]] = {"smtp": ("none", 25), "starttls": ("starttls", 587), "smtps": ("tls", 465)}


class BadServer(ValueError):
    """The address of the mail server cannot be used; the message says why."""


@dataclass(frozen=True)
class Server:
    """A mail server: where, how the connection is protected, and who signs in there ("" for nobody)."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""


def server(url: str) -> Server:
    """Read smtp://, starttls:// or smtps://user:password@host:port. Raises BadServer."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise BadServer("the mail server's address must begin with smtp://, starttls:// or smtps://")
    if not parts.hostname:
        raise BadServer("the mail server's address names no host")
    security, default = _SCHEMES[parts.scheme]
    try:
        port = parts.port or default
    except ValueError:
        raise BadServer("the mail server's port must be a number up to 65535") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise BadServer("the mail server's user and password must be plain ASCII")
    return Server(parts.hostname, port, security, user, password)


def next_attempt(now: dt.datetime, attempts: int) -> dt.datetime | None:
    """Return when to try again after the given number of failed attempts, or None when that is enough."""
    if attempts > len(_BACKOFF):
        return None
    return now + dt.timedelta(seconds=_BACKOFF[attempts - 1])


def links_in(text: str) -> list[str]:
    """Return the web addresses in a text, each once, without the full stop or bracket that follows one."""
    return list(dict.fromkeys(link.rstrip(".,;:!?)]}") for link in _LINK.findall(text)))


def in_order(language: str) -> Sequence[Language]:
    """Return the languages of a mail: the reader's first, the other below."""
    return sorted(LANGUAGES, key=lambda each: each != ("en" if language.startswith("en") else "th"))


def one_below_the_other(text: Text, language: str) -> str:
    """Return a body in both languages, the reader's first; a language that is missing is left out."""
    parts = [(text.en if each == "en" else text.th).strip() for each in in_order(language)]
    return _RULE.join(part for part in parts if part)


def one_line(text: str) -> str:
    """Return a subject in one line, so that nothing in it can become a header of its own."""
    return " ".join(text.split())[:300]
