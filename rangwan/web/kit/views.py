"""Error pages in plain words, and the page that shows every component."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from rangwan.web.kit import samples
from rangwan.web.kit.clocks import Clock
from rangwan.web.kit.requests import Request


def gallery(request: Request) -> HttpResponse:
    """Show every component with realistic text; only in development and on the demo site."""
    if not (settings.DEBUG or getattr(settings, "RANGWAN_DEMO", False)):
        raise Http404
    now = request.received_at
    line = Clock(now - dt.timedelta(days=9), now + dt.timedelta(days=2, hours=3), grace_seconds=600, now=now)
    return render(request, "kit/gallery.html", samples.context() | {"clock": line})


@require_safe
def clock(request: Request) -> HttpResponse:
    """Tell the time of the server (milliseconds since 1970), for the clock on pages that are kept or slept."""
    response = JsonResponse({"now": int(request.received_at.timestamp() * 1000)})
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read; one that is too large says so."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a request that is larger than the site accepts."""
    return render(request, "413.html", status=413)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a reader who may not open the page."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection against forgery did not hold: as a rule, a page left open too long."""
    return render(request, "403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours: both languages, and neither database nor session is needed."""
    return HttpResponse(get_template("500.html").render(), status=500)
