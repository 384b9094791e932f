"""Questions to the organiser: asked, answered as a thread, closed, and published for everybody in other words."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Organisation, Person
from rangwan.accounts.permissions import belongs_to
from rangwan.forms.rules import read_texts
from rangwan.kernel import audit, events
from rangwan.kernel.text import Text
from rangwan.programmes.models import Edition, Enquiry, EnquiryPost
from rangwan.programmes.permissions import NotAllowed, may_answer_enquiries

LONGEST_SUBJECT, LONGEST_POST, LONGEST_FAQ = 200, 4000, 4000  # characters
MOST_OPEN = 20  # questions of one person in one edition that are not closed
MOST_UNANSWERED = 10  # posts of the entrant in a row


class UnableToAsk(Exception):
    """`code`: too_many_open (questions), too_many_unanswered (posts)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def ask(
    *,
    edition: Edition,
    subject: str,
    text: str,
    acting: Person,
    now: dt.datetime,
    organisation: Organisation | None = None,
) -> Enquiry:
    """Ask the organiser. With `organisation`, its confirmed members read along; only one of them may say so.

    Raises NotAllowed, BadTexts, UnableToAsk.
    """
    if organisation is not None and not belongs_to(acting, organisation):
        raise NotAllowed
    return begin_enquiry(
        edition=edition, organisation=organisation, entry="", subject=subject, text=text, acting=acting, now=now
    )


@transaction.atomic
def begin_enquiry(
    *,
    edition: Edition,
    organisation: Organisation | None,
    entry: str,
    subject: str,
    text: str,
    acting: Person,
    now: dt.datetime,
) -> Enquiry:
    """Ask for a later stage about an entry (its id), permission having been asked. Raises BadTexts, UnableToAsk."""
    said = read_texts({"subject": subject, "text": text}, {"subject": LONGEST_SUBJECT, "text": LONGEST_POST})
    Person.objects.select_for_update(no_key=True).get(pk=acting.pk)  # so that two tabs do not pass the limit together
    if Enquiry.objects.filter(edition=edition, asked_by=acting, closed_at__isnull=True).count() >= MOST_OPEN:
        raise UnableToAsk("too_many_open")
    enquiry = Enquiry.objects.create(
        edition=edition, asked_by=acting, organisation=organisation, entry=entry,
        subject=" ".join(said["subject"].split()), asked_at=now,
    )  # fmt: skip
    post = EnquiryPost.objects.create(enquiry=enquiry, by=acting, by_staff=False, at=now, text=said["text"])
    _record(enquiry, "enquiry.asked", acting, now, post)
    return enquiry


@transaction.atomic
def add_post(*, enquiry: Enquiry, text: str, acting: Person, now: dt.datetime, closing: bool = False) -> EnquiryPost:
    """Go on with the thread, as who asked or as staff; a closed one is open again, unless this word is `closing` it.

    Raises NotAllowed, BadTexts, UnableToAsk(too_many_unanswered).
    """
    enquiry = _locked(enquiry)
    by_staff = enquiry.asked_by_id != acting.pk
    if by_staff and not may_answer_enquiries(acting, enquiry.edition):
        raise NotAllowed
    said = read_texts({"text": text}, {"text": LONGEST_POST})
    if not by_staff:
        last = list(enquiry.posts.order_by("-at", "-pk").values_list("by_staff", flat=True)[:MOST_UNANSWERED])
        if len(last) == MOST_UNANSWERED and not any(last):
            raise UnableToAsk("too_many_unanswered")
    post = EnquiryPost.objects.create(enquiry=enquiry, by=acting, by_staff=by_staff, at=now, text=said["text"])
    enquiry.waiting, enquiry.closed_at = not (by_staff or closing), now if closing else None
    enquiry.save(update_fields=["waiting", "closed_at"])
    _record(enquiry, "enquiry.answered" if by_staff else "enquiry.asked_on", acting, now, post)
    return post


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, acting: Person, now: dt.datetime) -> Enquiry:
    """End the thread, as who asked or as staff. A second press changes nothing. Raises NotAllowed."""
    enquiry = _locked(enquiry)
    if enquiry.asked_by_id != acting.pk and not may_answer_enquiries(acting, enquiry.edition):
        raise NotAllowed
    if enquiry.closed_at is not None:
        return enquiry
    enquiry.waiting, enquiry.closed_at = False, now
    enquiry.save(update_fields=["waiting", "closed_at"])
    _record(enquiry, "enquiry.closed", acting, now)
    return enquiry


@transaction.atomic
def publish_faq(*, enquiry: Enquiry, question: Text, answer: Text, acting: Person, now: dt.datetime) -> Enquiry:
    """Publish question and answer for everybody, in staff's own words in both languages; again, to change them.

    Raises NotAllowed, BadTexts (question_th, question_en, answer_th, answer_en).
    """
    enquiry = _locked(enquiry)
    _require_answerer(enquiry, acting)
    given = {"question_th": question.th, "question_en": question.en, "answer_th": answer.th, "answer_en": answer.en}
    said = read_texts(given, dict.fromkeys(given, LONGEST_FAQ))
    for key, text in said.items():
        setattr(enquiry, f"faq_{key}", text)
    enquiry.published_at = now
    enquiry.save(update_fields=[*(f"faq_{key}" for key in said), "published_at"])
    _record(enquiry, "enquiry.published", acting, now)
    return enquiry


@transaction.atomic
def withdraw_faq(*, enquiry: Enquiry, acting: Person, now: dt.datetime) -> Enquiry:
    """Take the published answer back; its words stay for another time. Raises NotAllowed."""
    enquiry = _locked(enquiry)
    _require_answerer(enquiry, acting)
    if enquiry.published_at is None:
        return enquiry
    enquiry.published_at = None
    enquiry.save(update_fields=["published_at"])
    _record(enquiry, "enquiry.unpublished", acting, now)
    return enquiry


def _locked(enquiry: Enquiry) -> Enquiry:
    locked = Enquiry.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("edition", "organisation", "asked_by").get(pk=enquiry.pk)


def _require_answerer(enquiry: Enquiry, acting: Person) -> None:
    if not may_answer_enquiries(acting, enquiry.edition):
        raise NotAllowed


def _record(enquiry: Enquiry, act: str, acting: Person, now: dt.datetime, post: EnquiryPost | None = None) -> None:
    """Write the audit row, and the event that tells the other side of a new post."""
    audit.record(
        act=act, thing="enquiry", thing_id=enquiry.id, edition=enquiry.edition_id, acting=acting, now=now,
        after={"subject": enquiry.subject} | ({"post": post.pk} if post else {}),
    )  # fmt: skip
    if post is not None:
        events.emit(kind=act, subject=enquiry.id, now=now, payload={"post": post.pk})
