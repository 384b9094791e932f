"""Why a file is not taken."""

from __future__ import annotations

from typing import Any

#: Every reason there is; `messages.py` has words for each of them, and a test holds the two together.
CODES = (
    "empty",
    "too_large",
    "too_much_at_once",
    "not_stored",
    "wrong_type",
    "damaged",
    "password",
    "macros",
    "active_content",
    "two_in_one",
    "unsafe_archive",
    "unpacks_too_large",
    "too_many_pixels",
    "no_slides",
    "not_text",
)


class Refused(Exception):
    """A file that is not taken: `code` is one of CODES, `params` are plain JSON values for its message."""

    def __init__(self, code: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, Any] = params or {}
