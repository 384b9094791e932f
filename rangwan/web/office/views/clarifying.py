"""Asking the entrants something about an entry in screening, and needing no answer any more."""

from __future__ import annotations

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rangwan.entries.queries import NoSuchEntry
from rangwan.forms.rules import BadTexts
from rangwan.kernel.thai_dates import BadDate, parse_date
from rangwan.screening import actions
from rangwan.screening.actions.clarifying import LONGEST_QUESTION
from rangwan.screening.queries import clarification_in, entry_to_screen
from rangwan.screening.wording import explain
from rangwan.web.kit import writing
from rangwan.web.office.closings import BAD_DATES, end_of
from rangwan.web.office.door import SCREENERS, Office, OfficeRequest, door, page, refused


@require_http_methods(["GET", "HEAD", "POST"])
@door(*SCREENERS)
def clarify(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Ask the entrants a question, to be answered by the end of a day."""
    found = entry_to_screen(request.user, entry)
    if found.edition_id != office.edition.pk:
        raise NoSuchEntry
    typed = {"question": request.POST.get("question", ""), "due": request.POST.get("due", "")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        due = None
        if typed["due"].strip():
            try:
                due = end_of(parse_date(typed["due"]))
            except BadDate as bad_date:
                errors["due"] = str(BAD_DATES[bad_date.code])
        try:
            if not errors:
                actions.ask_clarification(
                    entry=found, question=typed["question"], due=due, acting=request.user, now=request.received_at
                )
        except BadTexts as bad:
            errors |= writing.faults(bad)
        except actions.UnableToClarify as unable:
            field = "due" if unable.code.startswith("due_") else "question"
            errors[field] = str(explain(unable.code))
        if not errors:
            messages.success(request, _("Asked. The coordinator is told by e-mail."))
            return redirect("office:screen", office.edition.slug, found.id)
    context = {
        "entry": found,
        "typed": typed,
        "longest": LONGEST_QUESTION,
        "errors": errors,
        "problems": writing.summary(errors),
    }
    return page(request, office, "clarify", context, status=422 if errors else 200)


@require_POST
@door(*SCREENERS)
def withdraw(request: OfficeRequest, office: Office, entry: str, clarification: str) -> HttpResponseBase:
    """Tell the entrants that no answer is needed any more."""
    found = entry_to_screen(request.user, entry)
    if found.edition_id != office.edition.pk:
        raise NoSuchEntry
    asked = clarification_in(found, clarification)
    try:
        actions.withdraw_clarification(clarification=asked, acting=request.user, now=request.received_at)
    except actions.UnableToClarify as unable:
        return refused(request, office, explain(unable.code))
    messages.success(request, _("The question is withdrawn. The coordinator is told by e-mail."))
    return redirect("office:screen", office.edition.slug, found.id)
