"""Questions to the organiser: the queue, a thread with its answer, and what is published of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rangwan.entries.queries import labels_of
from rangwan.forms.rules import BadTexts
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.actions.enquiries import LONGEST_FAQ, LONGEST_POST
from rangwan.programmes.queries.advice import (
    EnquiryItem,
    NoSuchEnquiry,
    enquiry_counts,
    enquiry_for,
    enquiry_queue,
    posts_of,
)
from rangwan.programmes.wording import explain
from rangwan.web.kit import writing
from rangwan.web.office import paging
from rangwan.web.office.door import SCREENERS, Office, OfficeRequest, door, page

_FAQ = ("question_th", "question_en", "answer_th", "answer_en")


@require_safe
@door(*SCREENERS)
def questions(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List what was asked: the longest waiting first, then the newest."""
    shown = paging.asked_page(request)
    total, waiting = enquiry_counts(office.edition)
    context = {
        "enquiries": enquiry_queue(request.user, office.edition, offset=shown.offset, limit=shown.size),
        "total": total,
        "waiting": waiting,
        **paging.neighbours(request, shown, total),
    }
    return page(request, office, "questions", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(*SCREENERS)
def question(request: OfficeRequest, office: Office, enquiry: str) -> HttpResponseBase:
    """Show a thread with its forms; a POST answers it, `then=close` closes it as well."""
    found = _enquiry(request, office, enquiry)
    if request.method != "POST":
        return _thread(request, office, found)
    try:
        actions.add_post(
            enquiry=found, text=request.POST.get("text", ""), acting=request.user, now=request.received_at,
            closing=request.POST.get("then") == "close",
        )  # fmt: skip
    except BadTexts as bad:
        return _thread(request, office, found, writing.faults(bad))
    except actions.UnableToAsk as unable:  # it is one's own question
        return _thread(request, office, found, {"text": str(explain(unable.code))})
    messages.success(request, _("Your answer was sent by e-mail."))
    return redirect("office:question", office.edition.slug, found.id)


@require_POST
@door(*SCREENERS)
def close(request: OfficeRequest, office: Office, enquiry: str) -> HttpResponseBase:
    """End a thread without an answer."""
    found = _enquiry(request, office, enquiry)
    actions.close_enquiry(enquiry=found, acting=request.user, now=request.received_at)
    messages.success(request, _("The question is closed."))
    return redirect("office:questions", office.edition.slug)


@require_POST
@door(*SCREENERS)
def publish(request: OfficeRequest, office: Office, enquiry: str) -> HttpResponseBase:
    """Publish question and answer in both languages, or what is published anew; `withdraw` takes it back."""
    found = _enquiry(request, office, enquiry)
    who: dict[str, Any] = {"acting": request.user, "now": request.received_at}
    if "withdraw" in request.POST:
        actions.withdraw_faq(enquiry=found, **who)
        messages.success(request, _("The answer is no longer published."))
        return redirect("office:question", office.edition.slug, found.id)
    typed = {key: request.POST.get(key, "") for key in _FAQ}
    try:
        actions.publish_faq(
            enquiry=found, question=Text(th=typed["question_th"], en=typed["question_en"]),
            answer=Text(th=typed["answer_th"], en=typed["answer_en"]), **who,
        )  # fmt: skip
    except BadTexts as bad:
        return _thread(request, office, found, writing.faults(bad))
    messages.success(request, _("Question and answer are published."))
    return redirect("office:question", office.edition.slug, found.id)


def _enquiry(request: OfficeRequest, office: Office, enquiry_id: str) -> EnquiryItem:
    found = enquiry_for(request.user, enquiry_id)
    if found.edition_id != office.edition.pk:
        raise NoSuchEnquiry
    return found


def _thread(
    request: OfficeRequest, office: Office, found: EnquiryItem, errors: dict[str, str] | None = None
) -> HttpResponse:
    faq = {key: request.POST.get(key, getattr(found, f"faq_{key}")) for key in _FAQ}
    context = {
        "enquiry": found,
        "posts": posts_of(found),
        "about": labels_of([found.entry]).get(found.entry, "") if found.entry else "",
        "typed": request.POST.get("text", ""),
        "faq": faq,
        "faq_open": bool(found.published_at) or any(key in (errors or {}) for key in _FAQ),
        "longest": {"post": LONGEST_POST, "faq": LONGEST_FAQ},
        "errors": errors or {},
        "problems": writing.summary(errors or {}),
    }
    return page(request, office, "question", context, status=422 if errors else 200)
