"""Opaque ids: they say nothing about their row, its order or its number, and are safe in addresses."""

from __future__ import annotations

import secrets

# No vowels and no look-alikes: an id cannot spell a word, and can be read out on the telephone.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 22  # 27**22 is about 2**104


def new_id() -> str:
    """Return a new random id of 22 characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def new_secret() -> str:
    """Return a new secret for a bearer token: 43 URL-safe characters, 256 bits."""
    return secrets.token_urlsafe(32)
