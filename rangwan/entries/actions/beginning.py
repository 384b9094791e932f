"""An entry is begun: empty, or with the answers of an earlier one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Organisation, Person
from rangwan.accounts.permissions import may_draft_for
from rangwan.entries.actions import locking
from rangwan.entries.actions.datasets import tell_of_datasets
from rangwan.entries.actions.errors import NotAllowed, TooManyEntries
from rangwan.entries.models import Entry, Revision
from rangwan.entries.permissions import may_copy
from rangwan.entries.rules import State
from rangwan.entries.rules.beginning import Fitting, fitting, title_key
from rangwan.forms.definition import Form
from rangwan.kernel.text import storable
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of


@transaction.atomic
def create_entry(
    *, edition: Edition, organisation: Organisation, title: str, acting: Person, now: dt.datetime
) -> Entry:
    """Begin a draft. Answers of sections that carry over (the contact) come from the person's last entry here.

    Raises NotAllowed (no place in the organisation), NotOpenYet, DeadlinePassed (in the grace period, too),
    TooManyEntries.
    """
    definition = _may_begin(edition, organisation, acting, now)
    answers = _carried(definition.form, edition, organisation, acting)
    answers[definition.form.title_question] = storable(title).strip()
    return _begun(edition, organisation, answers, acting, now)


@dataclass(frozen=True)
class Copied:
    """The new draft, and the questions (keys) whose old answers do not fit the form of today."""

    entry: Entry
    left_out: list[str]


@transaction.atomic
def copy_entry(*, source: Entry, edition: Edition, acting: Person, now: dt.datetime) -> Copied:
    """Begin a draft with the answers of an entry of an earlier edition, as far as they fit the form of this one.

    Files are not copied: they are signed, or show how things were; declarations of eligibility are made anew.
    Raises NotAllowed (not theirs, another organiser's edition, the same edition), NotOpenYet, DeadlinePassed,
    TooManyEntries.
    """
    source = locking.locked(source)
    definition = _may_begin(edition, source.organisation, acting, now)
    if not may_copy(acting, source, edition):
        raise NotAllowed
    found: Fitting = fitting(
        source.answers, old=definition_of(source.definition_id).form, new=definition.form, day=locking.day(now),
        anew={rule.question for rule in definition.eligibility if rule.test == "yes"},
    )  # fmt: skip
    entry = _begun(edition, source.organisation, found.answers, acting, now, copied_from=source)
    return Copied(entry, found.left_out)


def _may_begin(edition: Edition, organisation: Organisation, acting: Person, now: dt.datetime) -> Definition:
    """Ask all that is asked before an entry is begun, and return the definition that it will follow."""
    locking.require_open_for_new(edition, organisation, now)
    if not may_draft_for(acting, organisation):
        raise NotAllowed
    definition = definition_of(edition.version_id)
    limit = definition.entering.entries_per_organisation
    if limit is not None:
        # Locked, so that two who press at once do not both get the last place.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        living = Entry.objects.filter(edition=edition, organisation=organisation).exclude(state=State.WITHDRAWN)
        if living.count() >= limit:
            raise TooManyEntries(limit)
    return definition


def _begun(
    edition: Edition,
    organisation: Organisation,
    answers: dict[str, Any],
    acting: Person,
    now: dt.datetime,
    *,
    copied_from: Entry | None = None,
) -> Entry:
    title = answers.get(definition_of(edition.version_id).form.title_question)
    title = title.strip() if isinstance(title, str) else ""
    entry = Entry.objects.create(
        edition=edition, definition_id=edition.version_id or "", organisation=organisation, coordinator=acting,
        title=title[:1000], title_key=title_key(title), answers=answers, copied_from=copied_from,
        created_at=now, changed_at=now,
    )  # fmt: skip
    Revision.objects.create(entry=entry, version=1, at=now, by=acting, changed=answers, before={})
    after = {"organisation": organisation.id, "title": title}
    if copied_from is not None:
        after["copied_from"] = copied_from.id
    locking.record(entry, "entry.created", acting, now, after=after)
    tell_of_datasets(entry, answers, now)
    return entry


def _carried(form: Form, edition: Edition, organisation: Organisation, person: Person) -> dict[str, Any]:
    last = (
        Entry.objects.filter(edition=edition, organisation=organisation, coordinator=person)
        .order_by("-created_at", "-pk")
        .values_list("answers", flat=True)
        .first()
    )
    if last is None:
        return {}
    keys = {question.key for section in form.sections if section.carry_over for question in section.questions}
    return {key: value for key, value in last.items() if key in keys}
