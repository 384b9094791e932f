"""The door round every operation: language, HEAD and OPTIONS, and a problem document whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from rangwan.api.problems import problem
from rangwan.kernel.text import LANGUAGES, storable

View = Callable[..., HttpResponseBase]


def guarded(view: View) -> View:
    """Return the view behind the door."""

    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(_language(request)):
            response = _answer(view, request, *args, **kwargs)
            response.headers.setdefault("Content-Language", translation.get_language() or "th")
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return csrf_exempt(door)  # a token is no cookie: no other site can send it


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if storable(request.path_info) != request.path_info:
        return problem(request, 404)
    if request.method != "HEAD":
        return _refined(request, view(request, *args, **kwargs))
    request.method = "GET"
    try:
        response = _refined(request, view(request, *args, **kwargs))
    finally:
        request.method = "HEAD"
    return _without_body(response)


def _refined(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Answer OPTIONS, and a method that the address does not know, as the API answers everything."""
    if response.status_code != 405:
        return response
    allowed = {method.strip() for method in response.headers.get("Allow", "").split(",")} | {"OPTIONS"}
    allow = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
    if request.method == "OPTIONS":
        answer = HttpResponse(status=204)
        del answer.headers["Content-Type"]
    else:
        answer = problem(request, 405)
    answer.headers["Allow"] = allow
    return answer


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response


def _language(request: HttpRequest) -> str:
    """Return the first language of Accept-Language that the site has, else what the request had already (Thai)."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        found = next((language for language in LANGUAGES if wanted.split("-")[0] == language), None)
        if found:
            return found
    return translation.get_language() or "th"


def elsewhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer an address that no operation has: with a slash too many as without it, else "not found"."""
    if rest.endswith("/") and not rest.endswith("//"):
        try:
            match = resolve(request.path_info.removesuffix("/"))
        except Resolver404:
            return problem(request, 404)
        request.resolver_match = match
        view: View = match.func
        return view(request, *match.args, **match.kwargs)
    return problem(request, 404)
