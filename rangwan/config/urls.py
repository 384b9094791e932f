"""All addresses: one line per face."""

from __future__ import annotations

from django.urls import include, path

from rangwan.config import health

handler400 = "rangwan.web.kit.views.bad_request"
handler403 = "rangwan.web.kit.views.permission_denied"
handler404 = "rangwan.web.kit.views.page_not_found"
handler500 = "rangwan.web.kit.views.server_error"

urlpatterns = [
    path("", include("rangwan.web.public.urls")),
    path("kit/", include("rangwan.web.kit.urls")),
    path("account/", include("rangwan.web.account.urls")),
    path("my/", include("rangwan.web.entrant.urls")),
    path("office/", include("rangwan.web.office.urls")),
    path("judge/", include("rangwan.web.judge.urls")),
    path("api/v1/", include("rangwan.api.urls")),
    path("healthz", health.alive),
    path("readyz", health.ready),
]
