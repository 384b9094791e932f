"""Drafting: one section of the form on one page, and what the rules of eligibility say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem, Present
from rangwan.forms.definition import Section
from rangwan.forms.rules import readable
from rangwan.programmes.queries.advice import examples_by_question
from rangwan.web.entrant import presenter, readings, together
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
    saves_itself = request.method == "POST" and is_autosave(request)
    item = (queries.entry_to_save if saves_itself else queries.entrant_entry)(request.user, entry)
    part = queries.definition_for(item).form.section(key)
    if part is None:
        raise Http404
    if saves_itself:
        return _autosave(request, item, part)
    if request.method == "POST":
        return _save(request, item, part)
    if part.key not in queries.open_parts(item, request.user, request.received_at):
        return redirect(f"{reverse('entrant:check', args=[item.id])}#{part.key}")
    people = actions.note_presence(entry=item, section=part.key, acting=request.user, now=request.received_at)
    problems = queries.problems_of_answers(item, request.received_at, only=part.keys)
    return _page(request, item, part, answers=item.answers, problems=problems, people=people)


def _save(request: SignedIn, item: EntryItem, part: Section) -> HttpResponse:
    """Save the whole page by its button; where two texts stand against each other, the person chooses first."""
    typed = presenter.read_section(part, request.POST, item.answers)
    choices = {name: request.POST.get(f"keep-{name}", "") for name in request.POST.getlist("conflict")}
    if any(name in typed and choice not in ("mine", "theirs") for name, choice in choices.items()):
        return _conflict_page(request, item, part, typed, conflicts=set(choices), choices=choices)
    left_out = {name for name, choice in choices.items() if choice == "theirs"}
    try:
        merged = actions.merge_answers(
            entry=item,
            answers={name: value for name, value in typed.items() if name not in left_out},
            seen=presenter.seen_on(part, request.POST),
            page=part.keys,
            acting=request.user,
            now=request.received_at,
            whole=True,
        )
    except actions.Stale as stale:
        return _conflict_page(
            request, queries.entrant_entry(request.user, item.id), part, typed, conflicts=set(stale.conflicts)
        )
    except (*TOO_LATE, *NOT_AS_IT_STANDS) as error:
        return refused(request, error, item.id, presenter.typed_in(part, request.POST))
    return _go_on(request, merged.entry, part, has_problems=bool(merged.problems))


def _autosave(request: SignedIn, item: EntryItem, part: Section) -> HttpResponse:
    """Save what the page posts by itself; of a question that was saved by somebody else meanwhile, send both texts."""
    waiting = set(request.POST.getlist("conflict"))  # for the person's choice
    typed = presenter.read_section(part, request.POST, None)
    try:
        merged = actions.merge_answers(
            entry=item,
            answers={name: value for name, value in typed.items() if name not in waiting},
            seen=presenter.seen_on(part, request.POST),
            page=part.keys,
            acting=request.user,
            now=request.received_at,
        )
    except (*TOO_LATE, *NOT_AS_IT_STANDS) as error:
        return refused(request, error, item.id)
    said = presenter.summary_of(merged.problems, queries.definition_for(item))
    is_kept = bool(merged.saved) or not merged.conflicts
    answer: dict[str, Any] = {
        "version": str(merged.version),
        "saved": clock_time(request.received_at) if is_kept else "",
        "saved_at": request.received_at.isoformat(),
        "problems": [{"id": line.href.removeprefix("#"), "message": line.message} for line in said],
    }
    if merged.conflicts or merged.newer:
        answer |= together.texts_of_others(request, merged, part)
    return JsonResponse(answer)


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
    people: Iterable[Present] = (),
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
        "fields": presenter.fields_of(
            part,
            definition,
            answers,
            here,
            files=files,
            conflicts=conflicts,
            examples=examples_by_question(item.edition),
        ),
        "problems": summary,
        "has_errors": bool(summary),
        "version": item.version,
        "has_conflict": bool(conflicts),
        "company": together.company_of(item, request.user, part.key, people),
        "back": "check" if request.GET.get("back") == "check" else "",
        "is_eligibility": part == presenter.eligibility_section(definition),
        "number": definition.form.sections.index(part) + 1,
        "total": len(definition.form.sections),
        **readings.of_datasets(item, request.user, part),
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
    chosen, savers = choices or {}, queries.last_savers(item, conflicts)
    shown = {
        question.key: Conflict(
            shown=readable(question, item.answers.get(question.key)),
            saver=savers.get(question.key),
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
