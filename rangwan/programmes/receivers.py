"""Mails about questions to the organiser. Called twice for one event, they write one message to each reader."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.accounts.models import Person
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.models import Enquiry, EnquiryPost
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed, definition_of
from rangwan.programmes.wording import letter


@receives("enquiry.asked", "enquiry.asked_on")
def tell_organisers(event: Event, now: dt.datetime) -> None:
    """Tell the organisers of the edition what was asked."""
    enquiry, post = _thread(event)
    for person in appointed(enquiry.edition, Role.ORGANISER):
        if person.pk != enquiry.asked_by_id:
            _write(event, enquiry, post, person, now)


@receives("enquiry.answered")
def tell_answer(event: Event, now: dt.datetime) -> None:
    """Send the answer to who asked."""
    enquiry, post = _thread(event)
    _write(event, enquiry, post, enquiry.asked_by, now)


def _thread(event: Event) -> tuple[Enquiry, EnquiryPost]:
    post = EnquiryPost.objects.select_related("enquiry__edition", "enquiry__asked_by", "enquiry__organisation", "by")
    found = post.get(pk=event.payload["post"])
    return found.enquiry, found


def _write(event: Event, enquiry: Enquiry, post: EnquiryPost, to: Person, now: dt.datetime) -> None:
    queue_message(
        to=to, kind=event.kind, edition=enquiry.edition_id, event=event.number, now=now,
        subject=in_both(lambda: _subject(enquiry, post)), body=in_both(lambda: _body(enquiry, post, to)),
    )  # fmt: skip


def _subject(enquiry: Enquiry, post: EnquiryPost) -> str:
    words = _("Answer to your question: %(subject)s") if post.by_staff else _("Question to the organiser: %(subject)s")
    return words % {"subject": enquiry.subject}


def _body(enquiry: Enquiry, post: EnquiryPost, to: Person) -> str:
    """Return the mail in the active language: who writes, what, and where to go on."""
    if post.by_staff:
        opening = _("The organiser of %(edition)s has answered your question “%(subject)s”:")
        address = f"{settings.RANGWAN_BASE_URL}/my/questions/{enquiry.id}/"
    else:
        opening = _("%(person)s asks about %(edition)s: “%(subject)s”")
        address = f"{settings.RANGWAN_BASE_URL}/office/{enquiry.edition.slug}/questions/{enquiry.id}/"
    asker = str(post.by)
    if enquiry.organisation is not None:
        asker += f" ({enquiry.organisation.name.pick(get_language())})"
    return letter(
        definition_of(enquiry.edition.version_id),
        _("Dear %(name)s,") % {"name": to},
        opening % {"person": asker, "edition": enquiry.edition.name.pick(get_language()), "subject": enquiry.subject},
        post.text,
        _("The whole thread: %(address)s") % {"address": address},
    )
