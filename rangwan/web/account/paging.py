"""Which page of a list, and the addresses of the pages beside it."""

from __future__ import annotations

from django.http import HttpRequest

_LAST = 9999


def page_number(request: HttpRequest) -> int:
    """Return the page that the address asks for, 1 for anything that is none."""
    typed = request.GET.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return min(max(number, 1), _LAST)


def page_urls(request: HttpRequest, number: int, *, more: bool) -> dict[str, str]:
    """Return `previous_url` and `next_url`, "" where there is none, with all else that the address says."""
    return {
        "previous_url": _url(request, number - 1) if number > 1 else "",
        "next_url": _url(request, number + 1) if more else "",
    }


def _url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    query.pop("lang", None)
    return f"{request.path}?{query.urlencode()}"
