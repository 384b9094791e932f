"""Settings of an edition: its closing, the number of prizes, which questions are required, and the versions so far."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.notices.queries import failed_count
from rangwan.programmes import actions
from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import diff_definitions
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import calendar_changes, definition_of, phase_of, version_of, versions_of
from rangwan.programmes.queries.advice import examples_in
from rangwan.programmes.queries.calendar import later_closings
from rangwan.programmes.wording import explain
from rangwan.web.office import closings, figures
from rangwan.web.office.door import Office, OfficeRequest, door, page, refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door(Role.ORGANISER)
def settings(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show how the edition is set, and the way to each change."""
    definition = definition_of(office.edition.version_id)
    questions = definition.form.by_key.values()
    context = {
        "stands": figures.stands(office.edition, phase_of(office.edition, request.received_at)),
        "running": office.edition.state == "running",
        "changes": calendar_changes(office.edition),
        "closed": request.received_at >= office.edition.closes_at,
        "grace_minutes": office.edition.grace_seconds // 60,
        "extended": len(later_closings(office.edition)),
        "reminder_days": definition.entering.reminder_days,
        "failed_mails": failed_count(edition=office.edition.id),
        "prizes": definition.prizes,
        "required": sum(1 for question in questions if question.required),
        "questions": len(questions),
        "versions": versions_of(office.edition),
        "examples": len(examples_in(office.edition)),
    }
    return page(request, office, "settings", context)


@get_or_post
@door(Role.ORGANISER)
def closing(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Extend the closing, with its reason, and say whether the months of use are counted from the new one."""
    typed = closings.Typed()
    if request.method == "POST":
        typed = closings.typed_in(request.POST)
        closes_at = typed.closes_at()
        typed.check()
        if closes_at is not None and not typed.errors:
            try:
                actions.extend_closing(
                    edition=office.edition, closes_at=closes_at, moves_count=typed.moves == "yes",
                    reason=typed.reason, acting=request.user, now=request.received_at,
                )  # fmt: skip
            except actions.UnableToChangeCalendar as unable:
                if unable.code == "decided":
                    return refused(request, office, explain("decided"))
                typed.errors["reason_th" if unable.code == "no_reason" else "day"] = str(explain(unable.code))
            else:
                messages.success(request, _("The new closing holds from now on and is published."))
                return redirect("office:settings", office.edition.slug)
    context = {
        "typed": typed,
        "problems": typed.problems,
        "legs": [rule for rule in definition_of(office.edition.version_id).eligibility if rule.months_before_closing],
        "choices": [
            {"key": "yes", "label": _("Yes: the months are counted from the new closing")},
            {"key": "no", "label": _("No: they are counted from the closing as it was")},
        ],
    }
    return page(request, office, "closing", context, status=422 if typed.errors else 200)


@get_or_post
@door(Role.ORGANISER)
def form(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Change the number of prizes and which questions are required: a new version of the definition."""
    versions = versions_of(office.edition)
    definition = definition_of(office.edition.version_id)
    newest = str(versions[0].number)
    required = {key for key, question in definition.form.by_key.items() if question.required}
    prizes = {prize.key: str(prize.count) for prize in definition.prizes}
    errors: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get("version") != newest:
            return refused(request, office, _("The definition was changed while this page was open."))
        required, prizes = _posted(definition, request.POST)
        try:
            made = actions.revise_definition(
                edition=office.edition, required=required, acting=request.user, now=request.received_at,
                prizes={key: _whole(count) for key, count in prizes.items()},
            )  # fmt: skip
        except actions.UnableToRevise as unable:
            if unable.code == "decided":
                return refused(request, office, explain("decided"))
            wrong = next((key for key, count in prizes.items() if _whole(count) < 1), "")
            errors[f"prize-{wrong}" if wrong else "required"] = str(explain(unable.code))
        else:
            if str(made.number) == newest:
                messages.info(request, _("Nothing was different, so there is no new version."))
                return redirect("office:settings", office.edition.slug)
            messages.success(request, _("Version %(number)s holds from now on.") % {"number": made.number})
            return redirect("office:version", office.edition.slug, made.number)
    context = {
        "version": newest,
        "prizes": [
            {"prize": prize, "name": f"prize-{prize.key}", "value": prizes[prize.key],
             "error": errors.get(f"prize-{prize.key}", "")}
            for prize in definition.prizes
        ],
        "sections": _sections(definition, required),
        "problems": [{"message": words, "id": name} for name, words in errors.items()],
    }  # fmt: skip
    return page(request, office, "form", context, status=422 if errors else 200)


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 5 else 0


def _fixed(definition: Definition) -> set[str]:
    """Return questions that stay required: the title, and what the rules of eligibility are told from."""
    needed = {definition.form.title_question} | {rule.question for rule in definition.eligibility if rule.question}
    return {key for key in needed if definition.form.by_key[key].required}


def _posted(definition: Definition, post: QueryDict) -> tuple[set[str], dict[str, str]]:
    known = set(definition.form.by_key)
    prizes = {prize.key: post.get(f"prize-{prize.key}", "") for prize in definition.prizes}
    return (known & set(post.getlist("required"))) | _fixed(definition), prizes


def _sections(definition: Definition, required: set[str]) -> list[dict[str, Any]]:
    fixed = _fixed(definition)
    return [
        {
            "section": section,
            "questions": [
                {"question": question, "required": question.key in required, "fixed": question.key in fixed}
                for question in section.questions
            ],
        }
        for section in definition.form.sections
        if section.questions
    ]


@require_safe
@door(Role.ORGANISER)
def version(request: OfficeRequest, office: Office, number: int) -> HttpResponseBase:
    """Show what a version of the definition changed."""
    wanted, before = version_of(office.edition, number)
    changes = diff_definitions(definition_of(before.id), definition_of(wanted.id)) if before else []
    return page(request, office, "version", {"version": wanted, "before": before, "changes": changes})
