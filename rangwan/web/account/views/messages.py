"""A person's own mails, to read again."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rangwan.notices import queries
from rangwan.web.account.door import door
from rangwan.web.account.paging import page_number, page_urls
from rangwan.web.kit.requests import SignedIn

_PAGE = 30


@require_safe
@door
def index(request: SignedIn) -> HttpResponseBase:
    """List the person's mails, the newest first."""
    number = page_number(request)
    rows = queries.messages_for(request.user, limit=_PAGE, page=number)
    more = len(rows) == _PAGE and bool(queries.messages_for(request.user, limit=_PAGE, page=number + 1))
    context = {"rows": rows, "delivers": queries.delivers(), **page_urls(request, number, more=more)}
    return render(request, "account_face/messages.html", context)


@require_safe
@door
def one(request: SignedIn, message_id: str) -> HttpResponseBase:
    """Show one mail."""
    try:
        message = queries.message_for(request.user, message_id)
    except queries.NoSuchMessage:
        raise Http404 from None
    return render(request, "account_face/message.html", {"message": message})
