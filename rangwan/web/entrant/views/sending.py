"""Sending in: check the answers, ส่ง, the questions on the screen, ยืนยัน, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from rangwan.entries import actions, queries
from rangwan.entries.permissions import is_coordinator
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules import Act, State
from rangwan.forms.rules import Problem, readable
from rangwan.web.entrant import deadlines, presenter, readings
from rangwan.web.entrant.door import door, elsewhere
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import posted
from rangwan.web.kit.requests import SignedIn


@door
def check(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show all answers and files, with ways to change them while that may be."""
    return _check_page(request, queries.entrant_entry(request.user, entry))


def _check_page(request: SignedIn, item: EntryItem, *, pressed: bool = False, status: int = 200) -> HttpResponse:
    definition = queries.definition_for(item)
    files = queries.files_of(item)
    open_parts = queries.open_parts(item, request.user, request.received_at)
    missing = queries.problems_before_sending(item, request.received_at) if open_parts else []
    # What is merely missing is listed above; red beside every empty field would scold before anybody pressed.
    beside = [problem for problem in missing if pressed or problem.code not in ("required", "file_required")]
    context: dict[str, Any] = {
        "entry": item,
        "sections": presenter.sections_of(item, definition, beside, files, open_parts),
        "slots": presenter.slots_of(item, definition, files, open_parts, presenter.words_by_slot(beside, definition)),
        "problems": presenter.summary_elsewhere(item, missing, definition),
        "alike": queries.duplicates_of(item, request.user) if open_parts else [],
        "pressed": pressed,
        "has_errors": pressed,
        "survey": _survey_rows(item) if item.survey else [],
        **readings.of_form(item, is_editable=bool(open_parts)),
        **readings.of_deck(item),
        **readings.of_datasets(item, request.user),
        "notes": queries.correction_notes(item),
        "is_editable": bool(open_parts),
        "is_returned": item.state == State.RETURNED,
        "leads": is_coordinator(request.user, item),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/check.html", context, status=status)


@door
def submit(request: SignedIn, entry: str) -> HttpResponseBase:
    """ส่ง. What is missing is listed, and nothing is sent."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return redirect("entrant:check", entry=item.id)
    try:
        actions.submit_entry(entry=item, acting=request.user, now=request.received_at)
    except actions.NotReady:
        return _check_page(request, item, pressed=True, status=422)
    return redirect("entrant:survey", entry=item.id)


@door
def send_back(request: SignedIn, entry: str) -> HttpResponseBase:
    """Send a corrected entry back to screening."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return redirect("entrant:check", entry=item.id)
    try:
        actions.answer_return(entry=item, acting=request.user, now=request.received_at)
    except actions.NotReady:
        return _check_page(request, item, pressed=True, status=422)
    return redirect("entrant:done", entry=item.id)


@door
def survey(request: SignedIn, entry: str) -> HttpResponseBase:
    """Ask the questions on the screen. Nothing is ticked before the entrant ticks it."""
    item = queries.entrant_entry(request.user, entry)
    if item.state != State.SUBMITTED:
        return elsewhere(request, actions.UnableToMove(State(item.state), Act.CONFIRM), item.id)
    if request.method != "POST":
        _require_open(item, request)
        return _survey_page(request, item, item.survey, [])
    questions = queries.definition_for(item).survey
    chosen = {question.key: posted.answer(question, request.POST) for question in questions}
    try:
        actions.save_survey(entry=item, survey=chosen, acting=request.user, now=request.received_at)
    except actions.NotReady as wrong:
        return _survey_page(request, item, chosen, wrong.problems, status=422)
    return redirect("entrant:confirm", entry=item.id)


def _survey_page(
    request: SignedIn, item: EntryItem, chosen: dict[str, Any], problems: Sequence[Problem], *, status: int = 200
) -> HttpResponse:
    definition = queries.definition_for(item)
    said = presenter.words_by_key(problems, definition)
    fields = [
        {"question": question, "value": chosen.get(question.key), "messages": said.get(f"survey:{question.key}", [])}
        for question in definition.survey
    ]
    context = {
        "entry": item,
        "fields": fields,
        "problems": presenter.summary_of(problems, definition),
        "has_errors": bool(problems),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/survey.html", context, status=status)


@door
def confirm(request: SignedIn, entry: str) -> HttpResponseBase:
    """ยืนยัน. A second press, or a second tab, leads to the same receipt."""
    item = queries.entrant_entry(request.user, entry)
    if request.method == "POST":
        try:
            actions.confirm_entry(entry=item, acting=request.user, now=request.received_at)
        except actions.NotReady as wrong:
            return _survey_page(request, item, item.survey, wrong.problems, status=422)
        return redirect("entrant:done", entry=item.id)
    if item.state != State.SUBMITTED:
        return elsewhere(request, actions.UnableToMove(State(item.state), Act.CONFIRM), item.id)
    _require_open(item, request)
    if set(item.survey) < {question.key for question in queries.definition_for(item).survey}:
        return redirect("entrant:survey", entry=item.id)
    context = {
        "entry": item,
        "survey": _survey_rows(item),
        "files": queries.files_of(item),
        "may_change": item.coordinator_id == request.user.pk,
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/confirm.html", context)


def _require_open(item: EntryItem, request: SignedIn) -> None:
    """Raise DeadlinePassed: a page for something that cannot be done any more must not look as if it could."""
    deadline = deadlines.of_entry(item, request)
    if deadline.stands == "closed":
        raise actions.DeadlinePassed(deadline.closes_at)


def _survey_rows(item: EntryItem) -> list[dict[str, Any]]:
    url = reverse("entrant:survey", args=[item.id]) if item.state == State.SUBMITTED else ""
    return [
        {
            "label": question.label,
            "lines": readable(question, item.survey.get(question.key)).items,
            "url": f"{url}#{question.key}" if url else "",
        }
        for question in queries.definition_for(item).survey
    ]


@door
def done(request: SignedIn, entry: str) -> HttpResponseBase:
    """Say that the entry was received: reference, time, files, what happens next."""
    item = queries.entrant_entry(request.user, entry)
    receipt = queries.last_receipt(item)
    if receipt is None or item.state != State.CONFIRMED:
        return redirect("entrant:entry", entry=item.id)
    definition = queries.definition_for(item)
    context = {
        "entry": item,
        "receipt": receipt,
        "definition": definition,
        "total": len(definition.form.sections),
        "accepts": deadlines.of_entry(item, request).takes_new,
        "is_mine": item.coordinator_id == request.user.pk,
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/done.html", context)
