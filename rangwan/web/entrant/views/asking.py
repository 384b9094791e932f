"""Questions to the organiser, as threads; and questions of the staff, to be answered by a date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rangwan.accounts.queries import memberships_of, organisation_by_id
from rangwan.entries.actions import ask_about_entry
from rangwan.entries.queries import entrant_entry
from rangwan.forms.rules import BadTexts
from rangwan.programmes import actions
from rangwan.programmes.actions.enquiries import LONGEST_POST, LONGEST_SUBJECT
from rangwan.programmes.queries import advice, edition_by_slug, editions
from rangwan.programmes.wording import explain
from rangwan.screening import actions as screening
from rangwan.screening.actions.clarifying import LONGEST_ANSWER
from rangwan.screening.permissions import may_answer_clarification
from rangwan.screening.queries import clarification_for, waits_for_answer
from rangwan.screening.wording import explain as screening_words
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import writing
from rangwan.web.kit.requests import SignedIn

_PAGE = 50


@door
def questions(request: SignedIn) -> HttpResponseBase:
    """List what the person and their colleagues asked, and the awards that can be asked about."""
    typed = request.GET.get("page", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 6 else 1
    number = max(number, 1)
    found = advice.own_enquiries(request.user, offset=(number - 1) * _PAGE, limit=_PAGE + 1)
    context = {
        "enquiries": found[:_PAGE],
        "previous_url": f"?page={number - 1}" if number > 1 else "",
        "next_url": f"?page={number + 1}" if len(found) > _PAGE else "",
        "editions": editions(),
        "nav": nav("questions"),
    }
    return render(request, "entrant/questions.html", context)


@door
def ask(request: SignedIn, edition: str) -> HttpResponseBase:
    """Ask about an award; colleagues of one organisation may read along."""
    found = edition_by_slug(edition)
    organisations = [item.organisation for item in memberships_of(request.user) if item.standing == "confirmed"]
    choices = [{"key": "me", "label": _("Only I")}]
    choices += [{"key": item.id, "label": _("My colleagues too: %(name)s") % {"name": item}} for item in organisations]

    def send() -> str:
        key = request.POST.get("readers", "me")
        chosen = organisation_by_id(key, seen_by=request.user) if key in {item.id for item in organisations} else None
        return actions.ask(edition=found, organisation=chosen, **_typed(request), **_who(request)).id

    context = {"edition": found, "faq": advice.faq_of(found), "service": found.name}
    return _ask(request, send, context | {"choices": choices if organisations else []})


@door
def ask_about(request: SignedIn, entry: str) -> HttpResponseBase:
    """Ask about an entry; its organisation reads along."""
    found = entrant_entry(request.user, entry)

    def send() -> str:
        return ask_about_entry(entry=found, **_typed(request), **_who(request)).id

    context = {"edition": found.edition, "entry": found, "service": found.edition.name}
    asked = advice.enquiries_about(request.user, found.id)
    return _ask(request, send, context | {"asked": asked, "faq": advice.faq_of(found.edition)})


def _typed(request: SignedIn) -> dict[str, Any]:
    return {"subject": request.POST.get("subject", ""), "text": request.POST.get("text", "")}


def _who(request: SignedIn) -> dict[str, Any]:
    return {"acting": request.user, "now": request.received_at}


def _ask(request: SignedIn, send: Callable[[], str], context: dict[str, Any]) -> HttpResponse:
    """Show the form, or send what was typed; what cannot be sent stays in the form, with the reason."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            asked = send()
        except BadTexts as bad:
            errors = writing.faults(bad)
        except actions.UnableToAsk as unable:
            errors = {"text": str(explain(unable.code))}
        else:
            messages.success(request, _("Your question was sent. The answer comes here and by e-mail."))
            return redirect("entrant:question", enquiry=asked)
    context |= {
        "typed": _typed(request) | {"readers": request.POST.get("readers", "me")},
        "longest": {"subject": LONGEST_SUBJECT, "text": LONGEST_POST},
        "errors": errors,
        "problems": writing.summary(errors),
        "has_errors": bool(errors),
        "nav": nav("questions"),
    }
    return render(request, "entrant/ask.html", context, status=422 if errors else 200)


@door
def question(request: SignedIn, enquiry: str) -> HttpResponseBase:
    """Show a thread; who asked goes on with it."""
    found = advice.enquiry_for(request.user, enquiry)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.add_post(enquiry=found, text=request.POST.get("text", ""), **_who(request))
        except BadTexts as bad:
            errors = writing.faults(bad)
        except actions.UnableToAsk as unable:
            errors = {"text": str(explain(unable.code))}
        else:
            messages.success(request, _("Sent. The answer comes here and by e-mail."))
            return redirect("entrant:question", enquiry=found.id)
    context = {
        "enquiry": found,
        "posts": advice.posts_of(found),
        "is_mine": found.asked_by_id == request.user.pk,
        "typed": request.POST.get("text", ""),
        "longest": LONGEST_POST,
        "errors": errors,
        "problems": writing.summary(errors),
        "has_errors": bool(errors),
        "service": found.edition.name,
        "nav": nav("questions"),
    }
    return render(request, "entrant/question.html", context, status=422 if errors else 200)


@door
def close(request: SignedIn, enquiry: str) -> HttpResponseBase:
    """End a thread of one's own: the question is answered."""
    found = advice.enquiry_for(request.user, enquiry)
    if request.method == "POST":
        actions.close_enquiry(enquiry=found, **_who(request))
        messages.success(request, _("The question is closed. You can open it again by writing."))
    return redirect("entrant:question", enquiry=found.id)


@door
def clarification(request: SignedIn, clarification: str) -> HttpResponseBase:
    """Show what staff ask about an entry, and take the answer until its date."""
    found = clarification_for(request.user, clarification)
    item = entrant_entry(request.user, found.entry_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            screening.answer_clarification(clarification=found, answer=request.POST.get("answer", ""), **_who(request))
        except BadTexts as bad:
            errors = writing.faults(bad)
        except screening.UnableToClarify as unable:
            errors = {"answer": str(screening_words(unable.code))}
        else:
            messages.success(request, _("Your answer was sent. Thank you."))
            return redirect("entrant:clarification", clarification=found.id)
        found = clarification_for(request.user, clarification)
    waits = waits_for_answer(found)
    context = {
        "asked": found,
        "entry": item,
        "waits": waits,
        "too_late": waits and request.received_at >= found.due_at,
        "may_answer": waits and request.received_at < found.due_at and may_answer_clarification(request.user, found),
        "typed": request.POST.get("answer", ""),
        "longest": LONGEST_ANSWER,
        "errors": errors,
        "problems": writing.summary(errors),
        "has_errors": bool(errors),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/clarification.html", context, status=422 if errors else 200)
