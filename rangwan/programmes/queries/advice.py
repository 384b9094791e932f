"""Reads about advice to entrants: questions to the organiser, what was published of them, examples of good answers."""

from __future__ import annotations

from django.db.models import Case, DateTimeField, F, Q, When

from rangwan.accounts.models import Person
from rangwan.kernel.text import Text
from rangwan.programmes.models import Edition, Enquiry, EnquiryPost, PublishedExample
from rangwan.programmes.permissions import enquiries_visible_to, may_see_enquiry

# What doors call these, without touching their tables.
EnquiryItem = Enquiry
ExampleItem = PublishedExample

NoSuchEnquiry = Enquiry.DoesNotExist
NoSuchExample = PublishedExample.DoesNotExist


def enquiry_for(person: Person, enquiry_id: str) -> Enquiry:
    """Return a question to the organiser that the person may see. Raises NoSuchEnquiry."""
    enquiry = Enquiry.objects.select_related("edition", "organisation", "asked_by").get(pk=enquiry_id)
    if not may_see_enquiry(person, enquiry):
        raise NoSuchEnquiry
    return enquiry


def posts_of(enquiry: Enquiry) -> list[EnquiryPost]:
    """Return the thread, the first word first."""
    return list(enquiry.posts.select_related("by"))


def own_enquiries(person: Person, *, offset: int = 0, limit: int = 50) -> list[Enquiry]:
    """Return what the person, or a colleague of an organisation of theirs, asked; newest first. One query."""
    organisations = person.memberships.filter(standing="confirmed").values("organisation")
    asked = Enquiry.objects.filter(Q(asked_by_id=person.pk) | Q(organisation__in=organisations))
    rows = asked.select_related("edition", "asked_by").order_by("-asked_at", "pk")
    return list(rows[offset : offset + limit])


def enquiries_about(person: Person, entry_id: str) -> list[Enquiry]:
    """Return what was asked about an entry, as far as the person may see it; newest first."""
    return list(enquiries_visible_to(Enquiry.objects.filter(entry=entry_id), person).order_by("-asked_at", "pk"))


def waiting_about(person: Person, entry_id: str) -> int:
    """Return how many questions about an entry wait for an answer, as far as the person may see them."""
    waiting = Enquiry.objects.filter(entry=entry_id, waiting=True)
    # Most entries have none: that is asked first, and quickly.
    return enquiries_visible_to(waiting, person).count() if waiting.exists() else 0


def enquiry_queue(person: Person, edition: Edition, *, offset: int = 0, limit: int = 50) -> list[Enquiry]:
    """Return what is asked in the edition, for who answers: the longest waiting first, then the newest. One query."""
    since = Case(When(waiting=True, then=F("asked_at")), output_field=DateTimeField(null=True))
    rows = (
        enquiries_visible_to(Enquiry.objects.filter(edition=edition), person)
        .select_related("asked_by", "organisation")
        .annotate(since=since)
        .order_by("-waiting", F("since").asc(nulls_last=True), "-asked_at", "pk")
    )
    return list(rows[offset : offset + limit])


def enquiry_counts(edition: Edition) -> tuple[int, int]:
    """Return how many questions the edition has, and how many wait for an answer."""
    waiting = list(edition.enquiries.values_list("waiting", flat=True))
    return len(waiting), sum(waiting)


def faq_of(edition: Edition) -> list[Enquiry]:
    """Return the published questions with their answers, in the order of publishing."""
    return list(edition.enquiries.filter(published_at__isnull=False).order_by("published_at", "pk"))


def examples_in(edition: Edition) -> list[PublishedExample]:
    """Return the examples of good answers that are shown, in the order of publishing."""
    shown = edition.examples.filter(withdrawn_at__isnull=True).select_related("published_by")
    return list(shown.order_by("published_at", "pk"))


def examples_by_question(edition: Edition) -> dict[str, list[Text]]:
    """Return {question: good answers} of what is shown to entrants. One query."""
    found: dict[str, list[Text]] = {}
    for example in examples_in(edition):
        found.setdefault(example.question, []).append(example.text)
    return found


def example_in(edition: Edition, example_id: str) -> PublishedExample:
    """Return an example of the edition. Raises NoSuchExample."""
    return edition.examples.select_related("edition").get(pk=example_id)
