"""Questions to the organiser as threads, what is published of them, and examples of good answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from rangwan.accounts.queries import organisation_by_id
from rangwan.api import lists
from rangwan.api.advice import entered
from rangwan.api.auth import OptionalBearer, caller, received_at
from rangwan.api.shapes.advice import (
    EnquiryIn,
    EnquiryOut,
    EnquiryRow,
    ExampleIn,
    ExampleOut,
    FaqIn,
    FaqOut,
    PostIn,
)
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.entries.actions import ask_about_entry
from rangwan.entries.queries import NoSuchEntry
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.permissions import NotAllowed, may_answer_enquiries
from rangwan.programmes.queries import advice, edition_by_slug

router = Router(tags=["questions"])

_PAGE = 100
_LAST = 1_000_000


@router.get("/awards/{edition}/faq", response=Page[FaqOut], auth=OptionalBearer(), summary="Published answers")
def faq(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the questions that were answered for everybody."""
    return lists.whole([_faq(item) for item in advice.faq_of(edition_by_slug(edition))])


def _faq(item: advice.EnquiryItem) -> dict[str, Any]:
    return {
        "id": item.id, "question": item.faq_question.as_dict(), "answer": item.faq_answer.as_dict(),
        "published_at": in_bangkok(item.published_at) if item.published_at else None,
    }  # fmt: skip


@router.post("/awards/{edition}/enquiries", response={201: EnquiryOut}, summary="Ask the organiser")
def ask(request: HttpRequest, edition: str, body: EnquiryIn) -> Status[dict[str, Any]]:
    """Ask about the award, or about an entry of one's own."""
    chosen, person, now = edition_by_slug(edition), caller(request), received_at(request)
    if body.entry:
        found = entered(request, body.entry)
        if found.edition_id != chosen.pk:
            raise NoSuchEntry
        made = ask_about_entry(entry=found, subject=body.subject, text=body.text, acting=person, now=now)
    else:
        organisation = organisation_by_id(body.organisation, seen_by=person) if body.organisation else None
        made = actions.ask(
            edition=chosen, organisation=organisation, subject=body.subject, text=body.text, acting=person, now=now
        )
    return Status(201, _whole(request, made.id))


@router.get("/enquiries", response=Page[EnquiryRow], summary="What the caller and colleagues asked")
def own_enquiries(request: HttpRequest, offset: int = 0) -> dict[str, Any]:
    """List questions, newest first."""
    start = min(max(offset, 0), _LAST)
    found = advice.own_enquiries(caller(request), offset=start, limit=_PAGE + 1)
    return lists.page(request, [_row(item) for item in found], limit=_PAGE, offset=start + _PAGE)


@router.get("/awards/{edition}/enquiries", response=Page[EnquiryRow], summary="What was asked, for who answers")
def enquiry_queue(request: HttpRequest, edition: str, offset: int = 0) -> dict[str, Any]:
    """List the questions of an edition: the longest waiting first (organiser, screener)."""
    chosen, start = edition_by_slug(edition), min(max(offset, 0), _LAST)
    if not may_answer_enquiries(caller(request), chosen):
        raise NotAllowed
    found = advice.enquiry_queue(caller(request), chosen, offset=start, limit=_PAGE + 1)
    return lists.page(request, [_row(item) for item in found], limit=_PAGE, offset=start + _PAGE)


def _row(item: advice.EnquiryItem) -> dict[str, Any]:
    return {
        "id": item.id, "edition": item.edition.slug, "entry": item.entry, "subject": item.subject,
        "asked_by": str(item.asked_by), "asked_at": in_bangkok(item.asked_at), "waiting": item.waiting,
        "closed": item.closed_at is not None, "published": item.published_at is not None,
    }  # fmt: skip


@router.get("/enquiries/{enquiry_id}", response=EnquiryOut, summary="A question with its thread")
def enquiry(request: HttpRequest, enquiry_id: str) -> dict[str, Any]:
    """Show a thread."""
    return _whole(request, enquiry_id)


def _whole(request: HttpRequest, enquiry_id: str) -> dict[str, Any]:
    found = advice.enquiry_for(caller(request), enquiry_id)
    staff = may_answer_enquiries(caller(request), found.edition)
    posts = [
        {
            "by": "" if post.by_staff and not staff else str(post.by), "by_staff": post.by_staff,
            "at": in_bangkok(post.at), "text": post.text,
        }
        for post in advice.posts_of(found)
    ]  # fmt: skip
    return {**_row(found), "posts": posts}


@router.post("/enquiries/{enquiry_id}/posts", response={201: EnquiryOut}, summary="Answer, or write further")
def post(request: HttpRequest, enquiry_id: str, body: PostIn) -> Status[dict[str, Any]]:
    """Go on with a thread, as who asked or as staff."""
    found = advice.enquiry_for(caller(request), enquiry_id)
    actions.add_post(
        enquiry=found, text=body.text, closing=body.close, acting=caller(request), now=received_at(request)
    )
    return Status(201, _whole(request, enquiry_id))


@router.post("/enquiries/{enquiry_id}/close", response=EnquiryOut, summary="Close a thread")
def close_enquiry(request: HttpRequest, enquiry_id: str) -> dict[str, Any]:
    """End a thread, as who asked or as staff."""
    found = advice.enquiry_for(caller(request), enquiry_id)
    actions.close_enquiry(enquiry=found, acting=caller(request), now=received_at(request))
    return _whole(request, enquiry_id)


@router.put("/enquiries/{enquiry_id}/faq", response=FaqOut, summary="Publish question and answer for everybody")
def publish_faq(request: HttpRequest, enquiry_id: str, body: FaqIn) -> dict[str, Any]:
    """Publish an answer, in both languages and in words that do not show who asked (organiser, screener)."""
    found = advice.enquiry_for(caller(request), enquiry_id)
    made = actions.publish_faq(
        enquiry=found, question=Text(**body.question.model_dump()), answer=Text(**body.answer.model_dump()),
        acting=caller(request), now=received_at(request),
    )  # fmt: skip
    return _faq(made)


@router.delete("/enquiries/{enquiry_id}/faq", response={204: None}, summary="Take a published answer back")
def withdraw_faq(request: HttpRequest, enquiry_id: str) -> Status[None]:
    """Publish the answer no more."""
    found = advice.enquiry_for(caller(request), enquiry_id)
    actions.withdraw_faq(enquiry=found, acting=caller(request), now=received_at(request))
    return Status(204, None)


@router.get("/awards/{edition}/examples", response=Page[ExampleOut], summary="Examples of good answers")
def examples(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the examples that entrants are shown at the questions."""
    return lists.whole([_example(item) for item in advice.examples_in(edition_by_slug(edition))])


def _example(item: advice.ExampleItem) -> dict[str, Any]:
    return {
        "id": item.id, "question": item.question, "text": item.text.as_dict(),
        "published_at": in_bangkok(item.published_at),
    }  # fmt: skip


@router.post("/awards/{edition}/examples", response={201: ExampleOut}, summary="Publish an example")
def publish_example(request: HttpRequest, edition: str, body: ExampleIn) -> Status[dict[str, Any]]:
    """Show a good answer at a question (organiser)."""
    made = actions.publish_example(
        edition=edition_by_slug(edition), question=body.question, text=Text(**body.text.model_dump()),
        acting=caller(request), now=received_at(request),
    )  # fmt: skip
    return Status(201, _example(made))


@router.delete("/awards/{edition}/examples/{example_id}", response={204: None}, summary="Withdraw an example")
def withdraw_example(request: HttpRequest, edition: str, example_id: str) -> Status[None]:
    """Show an example no more (organiser)."""
    found = advice.example_in(edition_by_slug(edition), example_id)
    actions.withdraw_example(example=found, acting=caller(request), now=received_at(request))
    return Status(204, None)
