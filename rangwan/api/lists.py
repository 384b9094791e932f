"""Lists of the API: {"items", "next"}."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

PAGE = 100


def page(request: HttpRequest, items: list[Any], *, limit: int, **following: Any) -> dict[str, Any]:
    """Return a page; `items` holds one more than `limit` when there is a next one, at the parameters `following`."""
    if len(items) <= limit:
        return whole(items)
    query = {key: value for key, value in request.GET.items() if key not in following}
    address = request.build_absolute_uri(f"{request.path}?{urlencode(query | following)}")
    return {"items": items[:limit], "next": address}


def whole(items: list[Any]) -> dict[str, Any]:
    """Return a list that has no further page."""
    return {"items": items, "next": None}
