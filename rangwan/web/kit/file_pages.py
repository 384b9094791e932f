"""Files on their way out, for every face: the file itself, and its pages as pictures.

A face asks its own permission, then hands over a file (anything with `name` and `stored`, an entry's FileItem say).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.files.messages import refusal_message
from rangwan.files.queries import pages_of
from rangwan.files.refusal import BeingChecked, Refused
from rangwan.files.serving import Servable, serve, serve_pdf, serve_picture
from rangwan.files.wording import problem_words, warning_words


class Named(Protocol):
    """A file with the name under which it came."""

    @property
    def name(self) -> str: ...
    @property
    def stored(self) -> Any: ...


class Counted(Protocol):
    """A file in a list."""

    @property
    def status(self) -> str: ...
    @property
    def pages(self) -> str: ...
    @property
    def warned(self) -> int: ...


def give(stored: Servable, *, request: HttpRequest, back: str, inline: bool) -> HttpResponseBase:
    """Give the file; for one that nobody may open (yet), a page that says why, with the way back."""
    return _or_say_why(lambda: serve(stored, request=request, inline=inline), request, back)


def picture(file: Named, number: int, *, request: HttpRequest, back: str) -> HttpResponseBase:
    """Give the picture of one page. Raises Http404 where there is none."""
    return _or_say_why(lambda: serve_picture(file.stored, number, request=request), request, back)


def pdf(file: Named, *, request: HttpRequest, back: str) -> HttpResponseBase:
    """Give the PDF that was made of the file; of a PDF, the file itself. Raises Http404 where there is none."""
    return _or_say_why(lambda: serve_pdf(file.stored, request=request), request, back)


def _or_say_why(answer: Callable[[], HttpResponseBase], request: HttpRequest, back: str) -> HttpResponseBase:
    try:
        return answer()
    except Refused as refusal:
        context = {
            "name": refusal.params.get("name", ""),
            "said": refusal_message(refusal.code, refusal.params),
            "being_checked": isinstance(refusal, BeingChecked),
            "back_url": back,
        }
        response = render(request, "kit/file_closed.html", context, status=409)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def context(file: Named, *, file_url: str) -> dict[str, Any]:
    """Return what `kit/components/file_pages.html` shows of the pages; their addresses are relative to the page's."""
    stored = file.stored
    closed = ""
    if stored.status == "refused":
        closed = refusal_message(stored.refusal_code, stored.refusal_params)
    elif stored.status != "clean":
        closed = refusal_message("being_checked", {"name": file.name})
    found = pages_of(stored)
    by_page: dict[int, list[str]] = {}
    for warning in found.warnings:
        for number in warning["pages"] if warning["code"] != "fonts" else ():  # said once, above, is enough
            by_page.setdefault(number, []).append(warning_words({**warning, "pages": []}))
    return {
        "name": file.name,
        "closed": closed,
        "state": found.state,
        "why": problem_words(found.problem) if found.state == "failed" else "",
        "warnings": [warning_words(warning) for warning in found.warnings],
        "pages": [{"page": page, "warnings": by_page.get(page.number, [])} for page in found.pages],
        "has_pdf": bool(found.pdf_key) or (stored.type == "pdf" and not closed),
        "file_url": file_url,
    }


def status(file: Counted, *, url: str) -> dict[str, str]:
    """Return what a list of files says beside a file: `label`, `kind` of its tag, and `pages_url`, `pages_label`."""
    if file.status == "refused":
        return {"label": _("Refused by a check"), "kind": "error", "pages_url": "", "pages_label": ""}
    if file.status != "clean":
        return {"label": _("Being checked for viruses"), "kind": "info", "pages_url": "", "pages_label": ""}
    if not file.pages:
        return {"label": "", "kind": "", "pages_url": "", "pages_label": ""}
    label, kind = "", ""
    if file.warned:
        label = ngettext("%(count)s remark on its pages", "%(count)s remarks on its pages", file.warned)
        label, kind = label % {"count": file.warned}, "warning"
    elif file.pages == "failed":
        label, kind = _("Its pages could not be drawn"), "warning"
    waits = file.pages == "waiting"
    words = _("Its pages are being drawn") if waits else _("See its pages as the judges will")
    return {"label": label, "kind": kind, "pages_url": url, "pages_label": words}
