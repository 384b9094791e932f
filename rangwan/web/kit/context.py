"""What every page knows: the site, the languages, whether this is a demo, and who is reading."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rangwan.kernel.text import LANGUAGES
from rangwan.web.kit import languages


def kit(request: HttpRequest) -> dict[str, Any]:
    """Give templates `kit` (site_name, language, languages, demo) and `person` (request.user, lazy)."""
    language = languages.active()
    return {
        "kit": {
            "site_name": _("Rangwan"),
            "language": language,
            "languages": [
                {"code": code, "name": languages.NAMES[code], "url": _link(request, code), "current": code == language}
                for code in LANGUAGES
            ],
            "demo": getattr(settings, "RANGWAN_DEMO", False),
        },
        "person": getattr(request, "user", None),
    }


def _link(request: HttpRequest, code: str) -> str:
    """Return the address of this page in another language; of a posted page, too, what a plain link can reach."""
    query = request.GET.copy()
    query["lang"] = code
    return f"{request.path}?{query.urlencode()}"
