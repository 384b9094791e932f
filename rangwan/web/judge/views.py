"""The judge's own list, one scoresheet beside its entry, and stepping back from one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rangwan.judging import actions, queries
from rangwan.judging.rules import MarkProblem, SheetState
from rangwan.judging.wording import RECUSALS, explain
from rangwan.web.judge import presenter
from rangwan.web.judge.door import door
from rangwan.web.kit import file_pages
from rangwan.web.kit.requests import SignedIn

shown_or_posted = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door
def home(request: SignedIn) -> HttpResponse:
    """List the judge's scoresheets by state."""
    return render(request, "judge/home.html", presenter.overview(queries.own_assignments(request.user)))


@shown_or_posted
@door
def sheet(request: SignedIn, assignment_id: str) -> HttpResponse:
    """Show a scoresheet; a POST keeps what was typed (the page's button, or autosave)."""
    found = queries.sheet_to_mark(request.user, assignment_id)
    if request.method != "POST":
        return _page(request, found)
    given = presenter.posted(found, request.POST)
    quiet = request.headers.get("X-Autosave") == "1"
    try:
        kept, problems = _keep(request, found, given)
    except actions.SheetLocked:
        return _not_kept(request, found, given, quiet=quiet)
    if quiet:
        answer, status = presenter.autosaved(kept, request.received_at, problems)
        return JsonResponse(answer, status=status)
    if problems:
        return _page(request, kept, typed=given, problems=problems, status=422)
    messages.success(request, _("Your marks are saved."))
    return redirect("judge:sheet", assignment_id)


@require_POST
@door
def finish(request: SignedIn, assignment_id: str) -> HttpResponse:
    """Keep what the page holds, then lock the scoresheet."""
    found = queries.sheet_to_mark(request.user, assignment_id)
    given = presenter.posted(found, request.POST)
    try:
        kept, problems = _keep(request, found, given)
        if problems:
            return _page(request, kept, typed=given, problems=problems, status=422)
        actions.finish_sheet(assignment=kept.assignment, acting=request.user, now=request.received_at)
    except actions.SheetLocked:
        fresh = queries.sheet_to_mark(request.user, assignment_id)
        if fresh.assignment.state != SheetState.FINISHED or presenter.unsaved(fresh, given):
            return _not_kept(request, fresh, given, quiet=False)
        # The button was pressed twice, and the first press did all.
    except actions.NotFinished as unfinished:
        missing = [MarkProblem(key, "mark", "missing") for key in unfinished.missing]
        return _page(request, queries.sheet_to_mark(request.user, assignment_id), problems=missing, status=422)
    messages.success(request, _("The scoresheet is finished and locked. Thank you."))
    return redirect("judge:home")


def _keep(request: SignedIn, found: queries.Sheet, given: presenter.Given) -> tuple[queries.Sheet, list[MarkProblem]]:
    seen = presenter.seen(request.POST)
    assignment, problems = actions.keep_marks(
        assignment=found.assignment, marks=given, seen=seen, acting=request.user, now=request.received_at
    )
    return queries.sheet_of(assignment), problems


def _page(request: SignedIn, found: queries.Sheet, *, status: int = 200, **more: Any) -> HttpResponse:
    context = presenter.page(found, queries.place_of(found.assignment), **more)
    return render(request, "judge/sheet.html", context, status=status)


def _not_kept(request: SignedIn, found: queries.Sheet, given: presenter.Given, *, quiet: bool) -> HttpResponse:
    """Answer a save that came after the sheet was locked: nothing was kept, and what was typed is shown."""
    fresh = queries.sheet_to_mark(request.user, found.assignment.id)
    if quiet:
        return JsonResponse({"message": presenter.why_locked(fresh)}, status=409)
    return _page(request, fresh, refused=presenter.unsaved(fresh, given), status=409)


@shown_or_posted
@door
def recuse(request: SignedIn, assignment_id: str) -> HttpResponse:
    """Ask why the judge cannot judge the entry, and take it off their list."""
    found = queries.sheet_to_mark(request.user, assignment_id)
    context: dict[str, Any] = {
        "sheet": found,
        "choices": [{"key": key, "label": label} for key, label in RECUSALS.items()],
        "service": found.entry.edition.name,
    }
    if request.method != "POST":
        return render(request, "judge/recuse.html", context)
    given = {"reason": request.POST.get("reason", ""), "note": request.POST.get("note", "")}
    try:
        actions.recuse(assignment=found.assignment, **given, acting=request.user, now=request.received_at)
    except actions.BadReason:
        words = str(explain("bad_reason"))
        context |= given | {"error": words, "problems": [{"message": words, "id": "reason"}], "has_errors": True}
        return render(request, "judge/recuse.html", context, status=422)
    except actions.SheetLocked:
        messages.error(request, str(explain("past_judging")))
        return redirect("judge:sheet", assignment_id)
    messages.success(request, _("You will not judge this entry. The chair has been told."))
    return redirect("judge:home")


@require_safe
@door
def file(request: SignedIn, assignment_id: str, file_id: str) -> HttpResponseBase:
    """Show or download a file of the entry."""
    item = queries.file_for_judge(request.user, assignment_id, file_id)
    back, inline = reverse("judge:sheet", args=[assignment_id]), "download" not in request.GET
    return file_pages.give(item.stored, request=request, back=back, inline=inline)
