"""The entrants' own look at the rubric, and notes that correct a factual error after sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.actions.correcting import LONGEST_NOTE
from rangwan.entries.permissions import is_coordinator, may_write
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules.self_checking import Standing, outlook, standings
from rangwan.forms.rules import BadTexts
from rangwan.programmes.definition import Criterion, RubricLevel
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import languages, writing
from rangwan.web.kit.requests import SignedIn
from rangwan.web.kit.templatetags.kit import number

_NONE = "none"  # "not looked at yet": a radio button cannot be unticked


@door
def self_check(request: SignedIn, entry: str) -> HttpResponseBase:
    """Let the entrants see themselves on the rubric, for their own eyes, and say what to strengthen first."""
    item = queries.entrant_entry(request.user, entry)
    definition = queries.definition_for(item)
    if request.method == "POST":
        levels = {criterion.key: _posted(criterion, request.POST) for criterion in definition.criteria}
        actions.save_self_check(entry=item, levels=levels, acting=request.user, now=request.received_at)
        messages.success(request, _("Your self-check is saved. Only your side can read it."))
        return redirect("entrant:self_check", entry=item.id)
    levels = queries.self_check_levels(item)
    found = outlook(definition.criteria, levels)
    open_parts = queries.open_parts(item, request.user, request.received_at)
    context = {
        "entry": item,
        "outlook": found,
        "total": sum(criterion.weight for criterion in definition.criteria),
        "advice": [_advice(item, standing, open_parts) for standing in found.advice],
        "cards": [_card(standing, place) for place, standing in enumerate(standings(definition.criteria, levels), 1)],
        "may_change": may_write(request.user, item),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/self_check.html", context)


def _posted(criterion: Criterion, post: Any) -> float | None:
    typed = post.get(f"level-{criterion.key}", _NONE)
    return next((level.lowest for level in criterion.rubric if _key(level) == typed), None)


def _key(level: RubricLevel) -> str:
    return f"{level.lowest:g}"


def _card(standing: Standing, place: int) -> dict[str, Any]:
    criterion, language = standing.criterion, languages.active()
    choices = [{"key": _key(level), "label": _named(level), "hint": level.text} for level in criterion.rubric]
    return {
        "name": f"level-{criterion.key}",
        "legend": f"{place}. {criterion.name.pick(language)}",
        "hint": _("Weight %(weight)s") % {"weight": number(criterion.weight)},
        "choices": [*choices, {"key": _NONE, "label": _("Not looked at yet")}],
        "value": _key(standing.level) if standing.level else _NONE,
    }


def _named(level: RubricLevel) -> str:
    marks = number(level.lowest) if level.lowest == level.highest else f"{number(level.lowest)}–{number(level.highest)}"
    return f"{level.label.pick(languages.active())} ({marks})"


def _advice(item: EntryItem, standing: Standing, open_parts: frozenset[str]) -> dict[str, Any]:
    """Return what would bring a criterion up to its next level, and the sections of the form that serve it."""
    form = queries.definition_for(item).form
    serving = [
        section
        for section in form.sections
        if section.key in open_parts
        and any(question.criterion == standing.criterion.key for question in section.questions)
    ]
    return {
        "criterion": standing.criterion,
        "level": _named(standing.level) if standing.level else "",
        "better": standing.better,
        "sections": [
            {"title": section.title, "url": reverse("entrant:section", args=[item.id, section.key])}
            for section in serving
        ],
    }


@door
def correction(request: SignedIn, entry: str) -> HttpResponseBase:
    """Take a note that corrects a factual error; it stands beside the answers, for judges to read."""
    item = queries.entrant_entry(request.user, entry)
    errors: dict[str, str] = {}
    typed = {"question": request.POST.get("question", ""), "text": request.POST.get("text", "")}
    if request.method == "POST":
        try:
            actions.add_correction_note(entry=item, **typed, acting=request.user, now=request.received_at)
        except BadTexts as bad:
            errors = writing.faults(bad)
        except actions.UnableToNote as unable:
            errors = {"question" if unable.code == "unknown_question" else "text": wording.explain(unable)}
        else:
            messages.success(request, _("The note was added. Judges and staff read it beside your answers."))
            return redirect("entrant:correction", entry=item.id)
    questions = [question for section in queries.definition_for(item).form.sections for question in section.questions]
    context = {
        "entry": item,
        "notes": queries.correction_notes(item),
        "may_note": is_coordinator(request.user, item) and queries.is_correctable(item),
        "is_mine": is_coordinator(request.user, item),
        "questions": questions,
        "typed": typed,
        "longest": LONGEST_NOTE,
        "errors": errors,
        "problems": writing.summary(errors),
        "has_errors": bool(errors),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/correction.html", context, status=422 if errors else 200)
