"""Pages of a long list, and the addresses of their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

SIZES = (50, 250, 500)


@dataclass(frozen=True)
class Page:
    """Which part of a list is shown. `number` counts from 1."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.number - 1) * self.size


def asked_page(request: HttpRequest) -> Page:
    """Return the page that the address asks for; nonsense is the first page of the smallest size."""
    size = _whole(request.GET.get("rows", ""))
    return Page(max(1, _whole(request.GET.get("page", ""))), size if size in SIZES else SIZES[0])


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def neighbours(request: HttpRequest, shown: Page, total: int) -> dict[str, str]:
    """Return previous_url, next_url and position for the kit's pagination; what the address asks for stays."""

    def address(number: int) -> str:
        return "?" + urlencode([*_others(request, "page"), ("page", str(number))])

    last = max(1, -(-total // shown.size))
    return {
        "previous_url": address(shown.number - 1) if shown.number > 1 else "",
        "next_url": address(shown.number + 1) if shown.number < last else "",
        "position": _("Page %(number)s of %(last)s") % {"number": shown.number, "last": last},
    }


def sizes(request: HttpRequest, shown: Page) -> list[dict[str, object]]:
    """Return the choices of how many rows a page has."""
    rest = _others(request, "page", "rows")
    return [
        {"size": size, "url": "?" + urlencode([*rest, ("rows", str(size))]), "current": size == shown.size}
        for size in SIZES
    ]


def _others(request: HttpRequest, *but: str) -> list[tuple[str, str]]:
    return [(key, str(value)) for key, value in request.GET.items() if key not in (*but, "lang")]
