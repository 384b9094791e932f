"""Errors as RFC 9457 problem documents, worded in the reader's language and carrying both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rangwan.entries.wording import problem_words
from rangwan.forms.rules import Problem
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from rangwan.programmes.definition import Definition

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, Promise] = {
    400: _("The request cannot be read"),
    401: _("A valid bearer token is needed"),
    403: _("You may not do this"),
    404: _("Not found"),
    405: _("This address does not know this method"),
    409: _("Not possible as it stands"),
    410: _("Not here any more"),
    411: _("The length is missing"),
    412: _("Changed in the meantime"),
    413: _("Too large"),
    415: _("This kind of content is not read here"),
    422: _("Something is missing or not right"),
    423: _("In use for a moment; please try again"),
    428: _("The version is missing"),
    429: _("Too many at once"),
    460: _("Damaged on the way"),
    500: _("Something went wrong on our side"),
    503: _("Busy for a moment; please try again"),
    507: _("No room left"),
}


def problem(
    request: HttpRequest,
    status: int,
    *,
    detail: Text | None = None,
    problems: list[dict[str, Any]] | None = None,
    **members: Any,
) -> HttpResponse:
    """Return a problem document; `title` and `detail` in the reader's language, `message` in both."""
    title = in_both(TITLES[status])
    said = detail or title
    language = get_language() or "th"
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": title.pick(language),
        "status": status,
        "detail": said.pick(language),
        "instance": request.path,
        "message": said.as_dict(),
        **members,
    }
    if problems is not None:
        document["problems"] = problems
    response = JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Type"] = MEDIA_TYPE
    return response


def listed(problems: Iterable[Problem], definition: Definition) -> list[dict[str, Any]]:
    """Return problems of an entry as the API lists them: {key, code, message: {th, en}}."""
    return [
        {"key": item.key, "code": item.code, "message": in_both(partial(problem_words, item, definition)).as_dict()}
        for item in problems
    ]


def coded(found: Iterable[tuple[str, str]], words: Callable[[str], Promise]) -> list[dict[str, Any]]:
    """Return [{key, code, message}] for (key, code), worded by a stage's `explain(code)`."""
    return [{"key": key, "code": code, "message": in_both(words(code)).as_dict()} for key, code in found]
