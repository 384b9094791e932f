"""What the framework refuses, and what fails on our side, as problem documents."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rangwan.api import refusals
from rangwan.api.malformed import faults
from rangwan.api.problems import TITLES, problem
from rangwan.api.reading import WORDS, Unreadable
from rangwan.kernel.tongues import in_both

Handler = Callable[[HttpRequest, Any], HttpResponse]

log = logging.getLogger(__name__)


def register(api: NinjaAPI) -> None:
    """Tell the API how to answer every exception: the most special kind is looked for first."""
    handlers: dict[type[Exception], Handler] = {
        AuthenticationError: _unauthorised,
        ValidationError: _invalid,
        Unreadable: _unreadable,
        HttpError: _http_error,
        Http404: _not_found,
        RequestDataTooBig: _too_big,
        BadRequest: _bad,
        MultiPartParserError: _bad,
        SuspiciousOperation: _bad,
        UnreadablePostError: _bad,
        OperationalError: _busy,
        Exception: _failed,
        **dict.fromkeys(refusals.KINDS, refusals.answer),
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _unauthorised(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that is not valid."""
    response = problem(request, 401)
    why = ', error="invalid_token"' if request.headers.get("Authorization") else ""
    response.headers["WWW-Authenticate"] = f'Bearer realm="rangwan"{why}'
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The body or the parameters have the wrong shape."""
    return problem(request, 422, problems=faults(error.errors))


def _unreadable(request: HttpRequest, error: Unreadable) -> HttpResponse:
    """The body is no JSON, or not of a kind that is read here."""
    detail = in_both(lambda: str(WORDS[error.code]) % ({"name": error.name} if error.name else {}))
    return problem(request, error.status_code, detail=detail, code=error.code)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses; what our parser found wrong stands behind it."""
    if isinstance(error.__cause__, Unreadable):
        return _unreadable(request, error.__cause__)
    if isinstance(error.__cause__, RequestDataTooBig):
        return problem(request, 413)
    return problem(request, error.status_code if error.status_code in TITLES else 400)


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """There is nothing here."""
    return problem(request, 404)


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """The body is larger than any answer can be."""
    return problem(request, 413)


def _bad(request: HttpRequest, error: Exception) -> HttpResponse:
    """The request broke off or contradicts itself."""
    return problem(request, 400)


def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database does not answer in time: nothing was changed."""
    log.error("the database did not answer", exc_info=error)
    response = problem(request, 503)
    response.headers["Retry-After"] = "1"
    return response


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: logged in full, told in general."""
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem(request, 500)
