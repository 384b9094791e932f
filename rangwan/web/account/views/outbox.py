"""The outbox of a demonstration: every mail, with its links to click. Nothing of it exists on a real site."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rangwan.kernel.text import storable
from rangwan.notices import queries
from rangwan.web.account.paging import page_number, page_urls

_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """List all mails of the demonstration, the newest first, or those to one address."""
    if not settings.RANGWAN_DEMO:
        raise Http404
    address = storable(request.GET.get("address", ""))
    number = page_number(request)
    rows = queries.outbox(limit=_PAGE, page=number, address=address or None)
    total = queries.outbox_count(address=address or None)
    context = {
        "rows": rows, "address": address, "delivers": queries.delivers(),
        **page_urls(request, number, more=number * _PAGE < total),
    }  # fmt: skip
    response = render(request, "account_face/outbox.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
