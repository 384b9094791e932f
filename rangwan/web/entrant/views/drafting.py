"""Drafting: one section of the form on one page, and what the rules of eligibility say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem
from rangwan.forms.definition import Section
from rangwan.forms.rules import readable
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import (
    NOT_AS_IT_STANDS,
    TOO_LATE,
    clock_time,
    door,
    is_autosave,
    refused,
)
from rangwan.web.entrant.presenter import Conflict
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn


@door
def section(request: SignedIn, entry: str, key: str) -> HttpResponseBase:
    """Ask the questions of one section; keep what is typed, right or wrong."""
    item = queries.entrant_entry(request.user, entry)
    part = queries.definition_for(item).form.section(key)
    if part is None:
        raise Http404
    if request.method == "POST":
        return _save(request, item, part)
    if part.key not in queries.open_parts(item, request.user, request.received_at):
        return redirect(f"{reverse('entrant:check', args=[item.id])}#{part.key}")
    return _page(
        request, item, part, answers=item.answers, problems=queries.problems_of_answers(item, request.received_at)
    )


def _save(request: SignedIn, item: EntryItem, part: Section) -> HttpResponse:
    typed = presenter.read_section(part, request.POST, item.answers)
    choices = {name: request.POST.get(f"keep-{name}", "") for name in request.POST.getlist("conflict")}
    open_choices = {name for name, choice in choices.items() if name in typed and choice not in ("mine", "theirs")}
    if open_choices:
        if is_autosave(request):
            return _undecided(actions.Stale(item.version, {}))
        return _conflict_page(request, item, part, typed, conflicts=set(choices), choices=choices)
    left_out = {name for name, choice in choices.items() if choice == "theirs"}
    try:
        saved = actions.save_answers(
            entry=item,
            answers={name: value for name, value in typed.items() if name not in left_out},
            base_version=presenter.version_of(request.POST),
            acting=request.user,
            now=request.received_at,
            merge=True,
        )
    except actions.Stale as stale:
        if is_autosave(request):
            return _undecided(stale)
        return _conflict_page(
            request, queries.entrant_entry(request.user, item.id), part, typed, conflicts=set(stale.conflicts)
        )
    except (*TOO_LATE, *NOT_AS_IT_STANDS) as error:
        return refused(request, error, item.id, presenter.typed_in(part, request.POST))
    keys = {question.key for question in part.questions}
    problems = [problem for problem in saved.problems if problem.key in keys]
    if is_autosave(request):
        said = presenter.summary_of(problems, queries.definition_for(item))
        return JsonResponse(
            {
                "version": str(saved.version),
                "saved": clock_time(request.received_at),
                "saved_at": request.received_at.isoformat(),
                "problems": [{"id": line.href.removeprefix("#"), "message": line.message} for line in said],
            }
        )
    return _go_on(request, item, part, has_problems=bool(problems))


def _undecided(stale: actions.Stale) -> JsonResponse:
    """Tell the autosave that nothing was kept: only the person can choose between two texts."""
    return JsonResponse({"message": wording.explain(stale), "version": stale.version}, status=409)


def _go_on(request: SignedIn, item: EntryItem, part: Section, *, has_problems: bool) -> HttpResponse:
    back = request.GET.get("back", "")
    saved_at = clock_time(request.received_at)
    if has_problems:
        messages.warning(
            request, _("Saved at %(time)s as you typed it. Please look at what is marked below.") % {"time": saved_at}
        )
        query = "?back=check" if back == "check" else ""
        return redirect(reverse("entrant:section", args=[item.id, part.key]) + query)
    messages.success(request, _("Saved at %(time)s.") % {"time": saved_at})
    definition = queries.definition_for(item)
    if back == "check":
        return redirect(f"{reverse('entrant:check', args=[item.id])}#{part.key}")
    if part == presenter.eligibility_section(definition):
        return redirect("entrant:eligibility", entry=item.id)
    if "to_list" in request.POST:
        return redirect("entrant:entry", entry=item.id)
    open_parts = queries.open_parts(item, request.user, request.received_at)
    following = _following(definition.form.sections, part, open_parts)
    if following is None:
        return redirect("entrant:files", entry=item.id)
    return redirect("entrant:section", entry=item.id, key=following.key)


def _following(sections: tuple[Section, ...], part: Section, open_parts: frozenset[str]) -> Section | None:
    place = sections.index(part)
    return next((section for section in sections[place + 1 :] if section.key in open_parts), None)


def _page(
    request: SignedIn,
    item: EntryItem,
    part: Section,
    *,
    answers: Mapping[str, Any],
    problems: list[Any],
    conflicts: Mapping[str, Conflict] | None = None,
    status: int = 200,
) -> HttpResponse:
    definition = queries.definition_for(item)
    keys = {question.key for question in part.questions}
    here = [problem for problem in problems if problem.key in keys]
    summary = presenter.summary_of(here, definition)
    if conflicts:
        text = wording.explain(actions.Stale(item.version, {}))
        summary = [presenter.Said(text, f"#keep-{next(iter(conflicts))}"), *summary]
    files = queries.files_of(item) if any(question.type == "evidence" for question in part.questions) else []
    context = {
        "entry": item,
        "section": part,
        "fields": presenter.fields_of(part, definition, answers, here, files=files, conflicts=conflicts),
        "problems": summary,
        "has_errors": bool(summary),
        "version": item.version,
        "has_conflict": bool(conflicts),
        "back": "check" if request.GET.get("back") == "check" else "",
        "is_eligibility": part == presenter.eligibility_section(definition),
        "number": definition.form.sections.index(part) + 1,
        "total": len(definition.form.sections),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/section.html", context, status=status)


def _conflict_page(
    request: SignedIn,
    item: EntryItem,
    part: Section,
    typed: dict[str, Any],
    *,
    conflicts: set[str],
    choices: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show both texts of every question that was saved meanwhile; nothing is stored until the person chose."""
    answers = {**item.answers, **typed}
    chosen = choices or {}
    shown = {
        question.key: Conflict(
            shown=readable(question, item.answers.get(question.key)),
            chosen=chosen.get(question.key, ""),
            error=_("Choose which of the two texts to keep.")
            if choices is not None and chosen.get(question.key) not in ("mine", "theirs")
            else "",
        )
        for question in part.questions
        if question.key in conflicts
    }
    return _page(request, item, part, answers=answers, problems=[], conflicts=shown, status=409)


@door
def eligibility(request: SignedIn, entry: str) -> HttpResponseBase:
    """Say of every rule whether it is met, and if not why, and what to do then."""
    item = queries.entrant_entry(request.user, entry)
    definition = queries.definition_for(item)
    outcomes = queries.eligibility_of(item)
    part = presenter.eligibility_section(definition)
    titled = definition.form.section_of(definition.form.title_question)
    is_open = bool(queries.open_parts(item, request.user, request.received_at))
    going_on = titled if titled is not None and not item.title and is_open else None
    context = {
        "entry": item,
        "outcomes": outcomes,
        "is_met": all(outcome.met for outcome in outcomes),
        "is_missing": any(outcome.met is None for outcome in outcomes),
        "section": part,
        "going_on": going_on,
        "is_open": is_open,
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/eligibility.html", context)
