"""Language, time of receipt, and the cache of public pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from rangwan.kernel import audit, clock
from rangwan.web.kit import languages
from rangwan.web.kit.page_cache import PageCache
from rangwan.web.kit.requests import Request

Handler = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Answer in the language of `?lang=`, else of the cookie, else in Thai; remember what was asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = languages.asked(request)
        language = asked or languages.remembered(request)
        cast(Request, request).LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        if asked:
            response.set_cookie(
                languages.COOKIE,
                asked,
                max_age=languages.COOKIE_SECONDS,
                samesite="Lax",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


class ReceivedAtMiddleware:
    """Note when the server received the request: the time that decides about deadlines."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        cast(Request, request).received_at = clock.now()
        return self.get_response(request)


class PublicPageCacheMiddleware:
    """Answer anonymous readers of public pages from memory while nothing has been recorded. First in the chain."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.cache = PageCache(limit=500)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = self.cache.key(request)
        if key is None:
            return self.get_response(request)
        # Read before rendering: a page made while something is being recorded expires at once, never late.
        stamp = (audit.last_number(), int(clock.now().timestamp() // 60))
        page = self.cache.find(key, stamp)
        if page is not None:
            return page.answer(request)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not PageCache.can_keep(response):
            return response
        return self.cache.keep(key, stamp, response).answer(request)
