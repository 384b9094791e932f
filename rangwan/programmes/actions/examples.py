"""Examples of good answers, published by the organiser beside the questions of the form."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.forms.rules import read_texts
from rangwan.kernel import audit
from rangwan.kernel.text import Text
from rangwan.programmes.models import Edition, PublishedExample
from rangwan.programmes.permissions import Role, require
from rangwan.programmes.queries import definition_of

LONGEST_EXAMPLE = 6000  # characters
MOST_EXAMPLES = 5  # of one question at a time


class UnableToPublish(Exception):
    """`code`: unknown_question, too_many_examples."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def publish_example(
    *, edition: Edition, question: str, text: Text, acting: Person, now: dt.datetime
) -> PublishedExample:
    """Show a good answer to everybody who answers this question, in both languages.

    Raises NotAllowed, BadTexts (text_th, text_en), UnableToPublish.
    """
    require(acting, edition, Role.ORGANISER)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if question not in definition_of(edition.version_id).form.by_key:
        raise UnableToPublish("unknown_question")
    said = read_texts(
        {"text_th": text.th, "text_en": text.en}, {"text_th": LONGEST_EXAMPLE, "text_en": LONGEST_EXAMPLE}
    )
    if edition.examples.filter(question=question, withdrawn_at__isnull=True).count() >= MOST_EXAMPLES:
        raise UnableToPublish("too_many_examples")
    example = PublishedExample.objects.create(
        edition=edition, question=question, published_by=acting, published_at=now, **said
    )
    _record(example, "example.published", acting, now)
    return example


@transaction.atomic
def withdraw_example(*, example: PublishedExample, acting: Person, now: dt.datetime) -> PublishedExample:
    """Show the example no more; its row stays. A second press changes nothing. Raises NotAllowed."""
    locked = PublishedExample.objects.select_for_update(of=("self",), no_key=True).select_related("edition")
    example = locked.get(pk=example.pk)
    require(acting, example.edition, Role.ORGANISER)
    if example.withdrawn_at is None:
        example.withdrawn_at = now
        example.save(update_fields=["withdrawn_at"])
        _record(example, "example.withdrawn", acting, now)
    return example


def _record(example: PublishedExample, act: str, acting: Person, now: dt.datetime) -> None:
    audit.record(
        act=act, thing="example", thing_id=example.id, edition=example.edition_id, acting=acting, now=now,
        after={"question": example.question},
    )  # fmt: skip
