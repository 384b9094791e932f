"""Every save of an entry: read, compared, brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import NOT_AS_IT_STANDS, TOO_LATE, door, refused
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import versions
from rangwan.web.kit.requests import SignedIn


@require_safe
@door
def history(request: SignedIn, entry: str) -> HttpResponseBase:
    """List the saves of an entry, newest first."""
    item = queries.entrant_entry(request.user, entry)
    found = queries.revisions_of(
        item, request.received_at, before=versions.number(request.GET.get("before")), limit=versions.PAGE + 1
    )
    base = reverse("entrant:history", args=[item.id])
    return _page(request, item, "history", versions.listed(found, base))


@require_safe
@door
def version(request: SignedIn, entry: str, version: int) -> HttpResponseBase:
    """Show the answers as they were after one save, and what that save changed."""
    item = queries.entrant_entry(request.user, entry)
    revision = queries.revision_of(item, version, request.received_at)
    context = {
        "revision": revision,
        "marks": versions.mark_words(revision),
        "sheets": queries.sheets_at(item, version),
        "is_now": version == item.version,
        "is_open": bool(queries.open_parts(item, request.user, request.received_at)),
        "compare": f"{reverse('entrant:compare', args=[item.id])}?from={version}",
    }
    return _page(request, item, "version", context)


@require_safe
@door
def compare(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show, question by question, what differs between two versions, or between one and the entry as it stands."""
    item = queries.entrant_entry(request.user, entry)
    older, newer = versions.asked_pair(request, item.version)
    if older is None:
        raise Http404
    found = queries.differences(item, older, newer)
    context = {
        "older": queries.revision_of(item, older, request.received_at),
        "newer": queries.revision_of(item, newer, request.received_at) if newer else None,
        "differences": versions.drawn(found),
        "restores": bool(queries.open_parts(item, request.user, request.received_at)) and newer is None,
    }
    return _page(request, item, "compare", context)


@door
def restore(request: SignedIn, entry: str, version: int) -> HttpResponseBase:
    """Ask once more, showing what will change, and bring answers back as they were."""
    item = queries.entrant_entry(request.user, entry)
    question = request.POST.get("question", request.GET.get("question", ""))
    wanted = _restorable(request, item, question)
    if request.method != "POST":
        if not wanted:
            return redirect("entrant:version", entry=item.id, version=version)
        return _confirmation(request, item, version, wanted)
    try:
        restored = actions.restore_revision(
            entry=item, version=version, questions=wanted, acting=request.user, now=request.received_at,
            base_version=presenter.version_of(request.POST),
        )  # fmt: skip
    except actions.Stale as stale:
        item = queries.entrant_entry(request.user, entry)
        return _confirmation(request, item, version, wanted, said=wording.explain(stale))
    except (*TOO_LATE, *NOT_AS_IT_STANDS) as error:
        return refused(request, error, item.id)
    if restored.saved:
        messages.success(
            request,
            _("Brought back from version %(version)s. The answers before it are in the history as well.")
            % {"version": version},
        )
    else:
        messages.info(request, _("Nothing to bring back: the answers are as they were in that version."))
    return redirect("entrant:history", entry=item.id)


def _restorable(request: SignedIn, item: EntryItem, question: str) -> list[str]:
    """Return the questions to bring back: the one asked for, or all in the parts that are open to change."""
    form = queries.definition_for(item).form
    open_parts = queries.open_parts(item, request.user, request.received_at)
    open_questions = [item.key for part in form.sections if part.key in open_parts for item in part.questions]
    if question and question not in form.by_key:
        raise Http404
    return [question] if question else open_questions or list(form.by_key)


def _confirmation(
    request: SignedIn, item: EntryItem, version: int, wanted: list[str], *, said: str = ""
) -> HttpResponse:
    revision = queries.revision_of(item, version, request.received_at)
    found = queries.differences(item, version, questions=wanted)
    context = {
        "revision": revision,
        "question": request.POST.get("question", request.GET.get("question", "")),
        "base": item.version,
        "differences": versions.drawn(found, backwards=True),
        "problems": [presenter.Said(said)] if said else [],
        "has_errors": bool(said),
    }
    return _page(request, item, "restore", context, status=409 if said else 200)


def _page(request: SignedIn, item: EntryItem, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shared = {"entry": item, "service": item.edition.name, "nav": nav("")}
    return render(request, f"entrant/{name}.html", shared | context, status=status)
