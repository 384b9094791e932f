"""Reads environment variables; one function per kind of value."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str) -> str:
    """Return the variable, or the default where it is not set; NAME_FILE names a file that holds it."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    """Return True for 1, true, yes or on."""
    return text(name, "").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return a whole number. Raises ImproperlyConfigured for anything else."""
    raw = text(name, str(default))
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}") from None


def words(name: str, default: list[str]) -> list[str]:
    """Return a list given with commas."""
    raw = text(name, "")
    return [word.strip() for word in raw.split(",") if word.strip()] or default


def secret_key(data_dir: Path) -> str:
    """Return RANGWAN_SECRET_KEY, or a key made once and kept in the data folder, readable by its owner alone."""
    given = text("RANGWAN_SECRET_KEY", "")
    if given:
        return given
    path = data_dir / "secret-key"
    try:
        if not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text()
    except FileExistsError:  # another process was first
        return path.read_text()
    except OSError:
        return f"insecure-{secrets.token_urlsafe(30)}"


def database(name: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's database settings for sqlite:///path or postgres://user:password@host:port/name.

    SQLite runs with WAL and IMMEDIATE transactions: two writers wait for each other and none fails.
    """
    url = text(name, "")
    if not url or url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///") or str(data_dir / "rangwan.sqlite3")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
                    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-16000;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 32}},
    }
