"""Addresses for the tests of the kit: its own page, pages that fail, pages that the cache may keep."""

from __future__ import annotations

from itertools import count
from typing import Never

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

handler400 = "rangwan.web.kit.views.bad_request"
handler403 = "rangwan.web.kit.views.permission_denied"
handler404 = "rangwan.web.kit.views.page_not_found"
handler500 = "rangwan.web.kit.views.server_error"

rendered = count(1)


def page(request: HttpRequest) -> HttpResponse:
    """Answer with a page that says how often it was rendered."""
    return HttpResponse(f"<p>{next(rendered)}</p>")


def page_with_token(request: HttpRequest) -> HttpResponse:
    """Answer with a page that holds something of this reader alone."""
    return HttpResponse(f"<p>{get_token(request)}</p>")


def fails(request: HttpRequest) -> Never:
    """Fail."""
    raise RuntimeError("on purpose")


def refuses(request: HttpRequest) -> Never:
    """Refuse."""
    raise PermissionDenied


def too_big(request: HttpRequest) -> Never:
    """Do what Django does when a body is too large."""
    raise RequestDataTooBig("on purpose")


def posted(request: HttpRequest) -> HttpResponse:
    """Take a form."""
    return HttpResponse("taken")


@csrf_exempt
def saves(request: HttpRequest) -> HttpResponse:
    """Answer an autosave: kept, or not, or with a fault, as the posted text asks."""
    text = request.POST.get("problem", "")
    if text.endswith("?"):
        return JsonResponse({"message": "somebody else changed it"}, status=412)
    if text.endswith("!") and not saved:
        saved.append(text)
        return HttpResponse(status=503)
    saved.append(text)
    return JsonResponse({"saved": "14.03", "version": str(len(saved))})


def form(request: HttpRequest) -> HttpResponse:
    """Answer with a form that saves itself, and a double-press counter."""
    return HttpResponse(FORM.format(language=getattr(request, "LANGUAGE_CODE", "th")))


saved: list[str] = []
FORM = """<!doctype html><html lang="{language}"><head><title>form</title>
<script type="module" src="/static/kit/js/kit.js"></script></head><body>
<form method="post" action="/saves/" data-autosave="/saves/"><input name="version" value="0">
<textarea name="problem"></textarea>
<p data-autosave-status data-saving="saving" data-saved="saved TIME" data-failed="failed" data-refused="refused"></p>
</form>
<form method="post" action="/taken/" id="twice"><button name="go" value="1">go</button></form>
</body></html>"""

urlpatterns = [
    path("kit/", include("rangwan.web.kit.urls")),
    path("awards/page/", page),
    path("awards/token/", page_with_token),
    path("awards/refuses/", refuses),
    path("my/page/", page),
    path("fails/", fails),
    path("refuses/", refuses),
    path("too-big/", too_big),
    path("taken/", posted),
    path("form/", form),
    path("saves/", saves),
]
