"""Several people in one entry: their saves are merged question by question, and any revision can be restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.drafting import require_parts, write_answers
from rangwan.entries.actions.errors import Stale, UnknownQuestions
from rangwan.entries.models import Entry
from rangwan.entries.queries import answers_at
from rangwan.forms import rules as forms
from rangwan.forms.definition import Form
from rangwan.programmes.queries import definition_of


@dataclass(frozen=True)
class Seen:
    """What a writer's page knew when it was saved.

    `version` is the one it was made from, `questions` another one for single questions; `sent` holds the answers of
    earlier saves of which it never heard whether they arrived.
    """

    version: int
    questions: Mapping[str, int] = field(default_factory=dict)
    sent: Sequence[Mapping[str, Any]] = ()

    def of(self, key: str) -> int:
        """Return the version in which the writer saw this question."""
        return self.questions.get(key, self.version)


@dataclass(frozen=True)
class Merged:
    """What a merge came to: `entry` as it stands now, and which questions the writer's page shows otherwise.

    Of `conflicts` nothing was saved: the person has to choose. `newer` were answered by somebody else meanwhile, and
    the writer had not touched them.
    """

    entry: Entry
    saved: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    newer: frozenset[str] = frozenset()
    problems: list[forms.Problem] = field(default_factory=list)

    @property
    def version(self) -> int:
        """The version after the merge."""
        return self.entry.version


@transaction.atomic
def merge_answers(
    *,
    entry: Entry,
    answers: dict[str, Any],
    seen: Seen,
    page: Collection[str],
    acting: Person,
    now: dt.datetime,
    whole: bool = False,
) -> Merged:
    """Keep what a writer's page holds, right or wrong, beside what others have saved since the page was made.

    An answer that is as the writer saw it is no change of the writer's; one that differs and was saved by somebody
    else meanwhile is a conflict: it is left out and named, or, with `whole`, nothing is saved and Stale is raised.
    `page` names the questions that the page shows: problems and news are told of these alone.
    Raises NotAllowed, Stale, UnknownQuestions, NotTheParts, NotOpenYet, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    form = definition_of(entry.definition_id).form
    if unknown := forms.unknown_keys(form, answers):
        raise UnknownQuestions(unknown)
    answers = forms.clean_answers(form, answers)
    require_parts(entry, form, answers)
    before = _seen_before(entry, seen, {*page, *answers})
    arrived = _arrived(entry, form, seen)
    changed = {
        key: value
        for key, value in answers.items()
        if entry.answers.get(key) != value and (key not in before or key in arrived or before[key] != value)
    }
    conflicts = {key for key in changed if key in before and key not in arrived}
    if conflicts and whole:
        raise Stale(entry.version, {key: entry.answers.get(key) for key in sorted(conflicts)})
    newer = {key for key in before if key not in changed and answers.get(key, before[key]) != entry.answers.get(key)}
    kept = {key: value for key, value in changed.items() if key not in conflicts}
    if kept:
        write_answers(entry, form, kept, acting, now)
    problems = forms.problems_of(form, entry.answers, today=locking.day(now), complete=False, only=page)
    return Merged(entry, frozenset(kept), frozenset(conflicts), frozenset(newer), problems)


def _arrived(entry: Entry, form: Form, seen: Seen) -> set[str]:
    """Return the questions whose answer stands as the writer has sent it before: that save is the writer's own."""
    sent = [forms.clean_answers(form, answers) for answers in seen.sent]
    return {key for answers in sent for key, value in answers.items() if entry.answers.get(key) == value}


def _seen_before(entry: Entry, seen: Seen, keys: Collection[str]) -> dict[str, Any]:
    """Return, for those of `keys` saved after the writer saw them, the answer that the writer saw."""
    oldest = min((seen.of(key) for key in keys), default=entry.version)
    if oldest >= entry.version:
        return {}
    found: dict[str, Any] = {}
    since = entry.revisions.filter(version__gt=oldest).order_by("version")
    for version, changed, before in since.values_list("version", "changed", "before"):
        for key in changed:
            if key in keys and version > seen.of(key):
                found.setdefault(key, before.get(key))
    return found


@transaction.atomic
def restore_revision(
    *,
    entry: Entry,
    version: int,
    base_version: int,
    acting: Person,
    now: dt.datetime,
    questions: Collection[str] | None = None,
) -> Merged:
    """Bring answers back as they were at `version`, all or those named, as a new revision: nothing is taken away.

    `base_version` is the version that the person compared with.
    Raises NotAllowed, NoSuchRevision, Stale, UnknownQuestions, NotTheParts, NotOpenYet, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    form = definition_of(entry.definition_id).form
    keys = list(form.by_key) if questions is None else list(questions)
    if unknown := forms.unknown_keys(form, dict.fromkeys(keys)):
        raise UnknownQuestions(unknown)
    then = answers_at(entry, version)
    changed = {key: then.get(key) for key in keys if then.get(key) != entry.answers.get(key)}
    require_parts(entry, form, changed)
    since = _seen_before(entry, Seen(base_version), changed)
    if since:
        raise Stale(entry.version, {key: entry.answers.get(key) for key in sorted(since)})
    if changed:
        write_answers(entry, form, changed, acting, now, act="entry.restored", noted={"restored": version})
    problems = forms.problems_of(form, entry.answers, today=locking.day(now), complete=False)
    return Merged(entry, saved=frozenset(changed), problems=problems)
