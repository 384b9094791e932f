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
    "infected",
    "unscannable",
    "being_checked",
)


class Refused(Exception):
    """A file that is not taken: `code` is one of CODES, `params` are plain JSON values for its message."""

    def __init__(self, code: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, Any] = params or {}


class BeingChecked(Refused):
    """A file that nobody may open yet: a check of it is still to come."""

    def __init__(self, name: str) -> None:
        super().__init__("being_checked", {"name": name})


#: Why an upload in pieces does not go on, and the status that tells it; `messages.py` has words for each of them.
UPLOAD_STATUS = {
    "version": 412,  # another version of the protocol
    "header": 400,  # `header` is missing or cannot be read
    "algorithm": 400,  # of a checksum
    "deferred": 400,  # a length to be told later, or one upload made of several
    "no_length": 411,
    "media_type": 415,
    "unknown": 404,  # no such upload, or somebody else's
    "expired": 410,
    "offset": 409,  # the server has `received` bytes
    "finished": 409,
    "too_long": 413,  # more bytes than were announced
    "busy": 423,  # the end of it is being looked at this moment
    "checksum": 460,
    "too_many": 429,  # `limit` under way already
    "no_place": 503,  # enough others are sending
    "no_space": 507,
}


class UploadRefused(Exception):
    """An upload in pieces that cannot begin or go on: `code` is a key of UPLOAD_STATUS."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    @property
    def status(self) -> int:
        """The status of HTTP that tells it."""
        return UPLOAD_STATUS[self.code]
