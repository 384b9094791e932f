"""The API, put together: one router per stage, one door round all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from rangwan.api import (
    advice,
    approvals,
    assignments,
    awards,
    claims,
    datasets,
    deadline,
    decks,
    enquiries,
    entries,
    failures,
    history,
    judging,
    office,
    openapi,
    organisations,
    pages,
    results,
    screening,
    sending,
    team,
    uploads,
)
from rangwan.api.auth import Bearer
from rangwan.api.door import elsewhere, guarded
from rangwan.api.reading import StrictParser


class _Renderer(JSONRenderer):
    """Thai as Thai, not as escapes: half the bytes, and readable."""

    json_dumps_params = {"ensure_ascii": False}


class _Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function: short, and it stays when a file moves."""
        return operation.view_func.__name__


api = _Api(
    title="Rangwan",
    version="1",
    description="Everything that an award's pages can do but sign-up and sign-in. Tokens are made at /account/tokens/.",
    auth=Bearer(),
    parser=StrictParser(),
    renderer=_Renderer(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
)
# Claims stand before organisations: their addresses would be read as ids.
for module in (
    awards, claims, organisations, entries, history, pages, datasets, decks, uploads, sending, screening, judging,
    assignments, results, office, enquiries, advice, deadline, team, approvals,
):  # fmt: skip
    api.add_router("", module.router)
failures.register(api)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Say where to begin."""
    addresses = {"openapi": "openapi", "awards": "awards", "organisations": "organisations", "me": "me"}
    return JsonResponse(
        {name: request.build_absolute_uri(reverse(f"api-1:{view}")) for name, view in addresses.items()}
    )


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document."""
    return HttpResponse(
        _document(), content_type="application/json; charset=utf-8", headers={"Cache-Control": "public, max-age=300"}
    )


@cache
def _document() -> str:
    return openapi.as_text(openapi.description_of(api))


def _behind_the_door(patterns: list[Any]) -> list[URLPattern]:
    for pattern in patterns:
        pattern.callback = guarded(pattern.callback)
    return patterns


_patterns, _app_name, _namespace = api.urls
urlpatterns = [
    path(
        "",
        (
            [
                path("", guarded(index), name="index"),
                path("openapi.json", guarded(document), name="openapi"),
                *_behind_the_door(_patterns),
                path("<path:rest>", guarded(elsewhere)),
            ],
            _app_name,
            _namespace,
        ),
    )
]
