"""Words for a presentation that was read, and for pages that cannot be pinned."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DECK_CHANGED = gettext_lazy(
    "The presentation was replaced while you looked at it. Nothing was taken over; look at what the new one says."
)
_PINS: dict[str, Promise] = {
    "unknown_criterion": gettext_lazy("The award has no such criterion."),
    "unknown_file": gettext_lazy("The entry has no such file, or its pages cannot be named."),
    "unreadable": gettext_lazy("Write page numbers, for example 4-6, 9. “%(typed)s” is none."),
    "backwards": gettext_lazy("Write the smaller page first: “%(typed)s” runs backwards."),
    "no_such_page": gettext_lazy("There is no page %(page)s: the file has %(count)s."),
}
_NO_SUCH_PAGE = gettext_lazy("There is no page %(page)s.")


def deck_changed_words() -> str:
    """Return why nothing was taken over."""
    return str(_DECK_CHANGED)


def pin_words(code: str, params: dict[str, Any]) -> str:
    """Return why pages cannot be pinned, in the active language."""
    words = _NO_SUCH_PAGE if code == "no_such_page" and not params.get("count") else _PINS[code]
    return str(words) % params


def bad_pins_words() -> str:
    """Return that no pin was saved."""
    return _("Some pages cannot be pinned, so nothing was saved. Please correct what is marked.")
