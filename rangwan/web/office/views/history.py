"""The history of a received entry, to be read: every save, and what differs between two."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.entries.queries import (
    EntryItem,
    NoSuchRevision,
    differences,
    revision_of,
    revisions_of,
    sheets_at,
)
from rangwan.web.kit import versions
from rangwan.web.office.door import Office, OfficeRequest, door, page
from rangwan.web.office.views.entries import entry_in


@require_safe
@door()
def history(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """List the saves of an entry, newest first."""
    found = entry_in(request, office, entry)
    before = versions.number(request.GET.get("before"))
    saves = revisions_of(found, request.received_at, before=before, limit=versions.PAGE + 1)
    return page(request, office, "history", {"entry": found, **versions.listed(saves, _base(office, found))})


@require_safe
@door()
def version(request: OfficeRequest, office: Office, entry: str, version: int) -> HttpResponseBase:
    """Show the answers as they were after one save."""
    found = entry_in(request, office, entry)
    try:
        revision = revision_of(found, version, request.received_at)
    except NoSuchRevision as absent:
        raise Http404 from absent
    context = {
        "entry": found,
        "revision": revision,
        "marks": versions.mark_words(revision),
        "sheets": sheets_at(found, version),
        "base": _base(office, found),
    }
    return page(request, office, "entry_version", context)


@require_safe
@door()
def compare(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Show what differs between two versions, or between one and the entry as it stands."""
    found = entry_in(request, office, entry)
    older, newer = versions.asked_pair(request, found.version)
    try:
        context = {
            "entry": found,
            "older": revision_of(found, older or 0, request.received_at),
            "newer": revision_of(found, newer, request.received_at) if newer else None,
            "differences": versions.drawn(differences(found, older or 0, newer)),
            "base": _base(office, found),
        }
    except NoSuchRevision as absent:
        raise Http404 from absent
    return page(request, office, "compare", context)


def _base(office: Office, entry: EntryItem) -> str:
    return reverse("office:history", args=[office.edition.slug, entry.id])
