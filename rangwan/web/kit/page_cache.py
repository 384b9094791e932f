"""Rendered public pages in memory, with strong ETags."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from rangwan.kernel.text import Language
from rangwan.web.kit import languages

PREFIXES = ("/awards/", "/showcase/", "/data/")
Key = tuple[str, str, str, str, Language, bool]
Stamp = tuple[int, int]  # number of the last audit row, minute


@dataclass(frozen=True, slots=True)
class Page:
    """One rendered page: the stamp it was rendered under, its bytes, headers and ETag."""

    stamp: Stamp
    content: bytes
    headers: dict[str, str]
    etag: str

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page, or 304 without a body where the reader has it already."""
        held = request.META.get("HTTP_IF_NONE_MATCH", "")
        if held and (held.strip() == "*" or self.etag in (tag.strip().removeprefix("W/") for tag in held.split(","))):
            response = HttpResponse(status=304)
            del response.headers["Content-Type"]
            for name, value in self.headers.items():
                if name not in ("Content-Type", "Content-Length", "Content-Encoding"):
                    response.headers[name] = value
            return response
        return HttpResponse(self.content, headers=self.headers)


class PageCache:
    """At most `limit` pages of this process, the oldest dropped first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: dict[Key, Page] = {}
        self._lock = Lock()

    def key(self, request: HttpRequest) -> Key | None:
        """Return what tells this page from others, or None where it must not come from memory."""
        path = request.path_info
        if request.method not in ("GET", "HEAD") or not (path == "/" or path.startswith(PREFIXES)):
            return None
        cookies = request.COOKIES
        if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
            return None
        query = request.META.get("QUERY_STRING", "")
        if "lang=" in query or "HTTP_AUTHORIZATION" in request.META or "HTTP_RANGE" in request.META:
            return None
        gzip = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        host = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}"
        # The method is part of the key: a view may answer HEAD without a body.
        return (request.method, host, path, query, languages.remembered(request), gzip)

    @staticmethod
    def can_keep(response: HttpResponse) -> bool:
        """Say whether a response is the same for every anonymous reader: HTML, no cookie set, no form of one's own."""
        return (
            response.status_code == 200
            and not response.cookies
            and response.headers.get("Content-Type", "").startswith("text/html")
            and "no-store" not in response.headers.get("Cache-Control", "")
            and "private" not in response.headers.get("Cache-Control", "")
            and b"csrfmiddlewaretoken" not in response.content
        )

    def find(self, key: Key, stamp: Stamp) -> Page | None:
        """Return the page if it was rendered under this stamp."""
        page = self._pages.get(key)
        return page if page is not None and page.stamp == stamp else None

    def keep(self, key: Key, stamp: Stamp, response: HttpResponse) -> Page:
        """Remember the response and return it as a page."""
        patch_vary_headers(response, ["Cookie"])
        content = bytes(response.content)
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = dict(response.headers)
        headers["ETag"] = etag
        headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        page = Page(stamp=stamp, content=content, headers=headers, etag=etag)
        with self._lock:
            self._pages.pop(key, None)
            while len(self._pages) >= self._limit:
                del self._pages[next(iter(self._pages))]
            self._pages[key] = page
        return page
