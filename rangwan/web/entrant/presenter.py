"""Between an entry and its pages: questions with their answers, problems and files, as the kit's partials draw them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries.actions import Seen
from rangwan.entries.queries import EntryItem, FileItem, Saver, UploadItem
from rangwan.entries.wording import problem_words
from rangwan.files.messages import accepted_kinds
from rangwan.forms.definition import FileSlot, Form, Question, Section
from rangwan.forms.rules import Problem, asked, is_empty, readable
from rangwan.forms.rules.shown import Shown
from rangwan.kernel.text import Text
from rangwan.programmes.definition import Definition
from rangwan.web.entrant.door import Typed
from rangwan.web.kit import file_pages, languages, posted


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved meanwhile in the same question."""

    shown: Shown
    saver: Saver | None = None
    chosen: str = ""
    error: str = ""


@dataclass(frozen=True)
class Field:
    """One question on a page: its answer as it stands or as it was typed, and what is wrong with it."""

    question: Question
    value: Any
    messages: list[str]
    is_asked: bool = True  # whether its condition, if it has one, holds
    condition: str = ""
    files: tuple[FileItem, ...] = ()
    conflict: Conflict | None = None
    examples: tuple[Text, ...] = ()  # good answers that the organiser has published

    @property
    def show_values(self) -> str:
        """The values of the other question for which this one is asked, as the fields of a page hold them."""
        values = self.question.show_if.values if self.question.show_if else ()
        return " ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)


@dataclass(frozen=True)
class Said:
    """One line of an error summary."""

    message: str
    href: str = ""


@dataclass(frozen=True)
class AnswerRow:
    """One question of the check-answers page."""

    question: Question
    shown: Shown
    messages: list[str]
    is_missing: bool
    files: tuple[FileItem, ...] = ()


@dataclass(frozen=True)
class SectionRows:
    """One section of the check-answers page."""

    section: Section
    rows: tuple[AnswerRow, ...]
    change_url: str = ""


@dataclass(frozen=True)
class Slot:
    """One file slot: what is in it, what it takes, and what was wrong with what came last."""

    slot: FileSlot
    files: tuple[dict[str, Any], ...]
    accept: str
    accept_words: str
    error: list[str] = field(default_factory=list)
    is_open: bool = True

    @property
    def takes_several(self) -> bool:
        """Whether several files may be chosen at once."""
        return self.slot.max_files > 1

    @property
    def is_full(self) -> bool:
        """Whether a slot for several files has no room left."""
        return self.slot.max_files > 1 and len(self.files) >= self.slot.max_files


def eligibility_section(definition: Definition) -> Section | None:
    """Return the section that asks what the rules of eligibility need, or None."""
    keys = [rule.question for rule in definition.eligibility if rule.question]
    return definition.form.section_of(keys[0]) if keys else None


def fields_of(
    section: Section,
    definition: Definition,
    answers: Mapping[str, Any],
    problems: Iterable[Problem],
    *,
    files: Iterable[FileItem] = (),
    conflicts: Mapping[str, Conflict] | None = None,
    examples: Mapping[str, Sequence[Text]] | None = None,
) -> list[Field]:
    """Return the questions of a section for its page; those whose condition does not hold say so."""
    said = words_by_key(problems, definition)
    here = dict(answers)
    on_page = {question.key for question in asked(definition.form, section.questions, here)}
    conditions = [condition_words(question, definition.form) for question in section.questions]
    return [
        Field(
            question=question,
            value=answers.get(question.key),
            messages=said.get(question.key, []),
            is_asked=question.key in on_page,
            condition=words if words != before else "",
            files=tuple(item for item in files if item.question == question.key),
            conflict=(conflicts or {}).get(question.key),
            examples=tuple((examples or {}).get(question.key, ())),
        )
        for question, words, before in zip(section.questions, conditions, ["", *conditions], strict=False)
    ]


def condition_words(question: Question, form: Form) -> str:
    """Return when a question is asked, in words; "" for one that is always asked."""
    if question.show_if is None:
        return ""
    other = form.by_key.get(question.show_if.question)
    if other is None:
        return ""
    language = languages.active()
    answers = [_answer_words(other, value) for value in question.show_if.values]
    return _("Only if you answered “%(answer)s” to “%(question)s”.") % {
        "answer": _(" or ").join(answers),
        "question": other.label.pick(language),
    }


def _answer_words(question: Question, value: Any) -> str:
    return readable(question, value).words(languages.active())


def words_by_key(problems: Iterable[Problem], definition: Definition) -> dict[str, list[str]]:
    """Return {key: [messages]} in the active language."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.key, []).append(problem_words(problem, definition))
    return said


def words_by_slot(problems: Iterable[Problem], definition: Definition) -> dict[str, list[str]]:
    """Return {file slot: [messages]} in the active language."""
    return {
        key.removeprefix("file:"): said
        for key, said in words_by_key(problems, definition).items()
        if key.startswith("file:")
    }


def summary_of(problems: Iterable[Problem], definition: Definition) -> list[Said]:
    """Return the error summary of a page that shows the fields in question."""
    return [Said(problem_words(problem, definition), f"#{problem.key.removeprefix('survey:')}") for problem in problems]


def summary_elsewhere(entry: EntryItem, problems: Iterable[Problem], definition: Definition) -> list[Said]:
    """Return an error summary whose lines lead to the pages where each thing is mended."""
    return [Said(problem_words(problem, definition), address_of(entry, problem, definition)) for problem in problems]


def address_of(entry: EntryItem, problem: Problem, definition: Definition) -> str:
    """Return where a problem is mended: its section (which leads back to the check page), the files, the rules."""
    family, _colon, key = problem.key.rpartition(":")
    if family == "file":
        return f"{reverse('entrant:files', args=[entry.id])}?back=check#file-{key}"
    if family == "survey":
        return f"{reverse('entrant:survey', args=[entry.id])}#{key}"
    if family == "eligibility":
        key = next((rule.question or "" for rule in definition.eligibility if rule.key == key), "")
        if not key:
            return reverse("entrant:eligibility", args=[entry.id])
    if key == "approval":
        return f"{reverse('entrant:approval', args=[entry.id])}#approval"
    section = definition.form.section_of(key)
    if section is None:
        return f"{reverse('entrant:entry', args=[entry.id])}#organisation"
    return f"{reverse('entrant:section', args=[entry.id, section.key])}?back=check#{key}"


def read_section(section: Section, post: QueryDict, stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the answers that the posted page holds; a blank field clears an answer.

    It is nothing where none was `stored`; where that is not known (None), the action finds that nothing changes.
    """
    answers: dict[str, Any] = {}
    for question in section.questions:
        if not posted.is_posted(question, post):
            continue
        value = posted.answer(question, post)
        if not is_empty(question, value):
            answers[question.key] = value
        elif stored is None or not is_empty(question, stored.get(question.key)):
            answers[question.key] = None
    return answers


_SENT = re.compile(r"sent-(\d)--(.+)", re.DOTALL)


def seen_on(section: Section, post: QueryDict) -> Seen:
    """Return what the posted page knew: its version, another one for single questions, and what it sent unheard."""
    questions = {
        question.key: version_of(post, f"base-{question.key}")
        for question in section.questions
        if f"base-{question.key}" in post
    }
    return Seen(version_of(post), questions, [read_section(section, sent, None) for sent in _sent_before(post)])


def _sent_before(post: QueryDict) -> Iterable[QueryDict]:
    """Return the pages that were posted before without an answer, as this one repeats them."""
    pages: dict[str, QueryDict] = {}
    for name in post:
        if match := _SENT.fullmatch(name):
            pages.setdefault(match[1], QueryDict(mutable=True)).setlist(match[2], post.getlist(name))
    return pages.values()


def typed_in(section: Section, post: QueryDict) -> list[Typed]:
    """Return what was typed on a page that could not be saved, as plain text to copy."""
    found = []
    for question in section.questions:
        value = posted.answer(question, post) if posted.is_posted(question, post) else None
        if not is_empty(question, value):
            found.append(Typed(question.label, readable(question, value).words(languages.active())))
    return found


def sections_of(
    entry: EntryItem,
    definition: Definition,
    problems: Iterable[Problem],
    files: Sequence[FileItem],
    open_parts: frozenset[str],
) -> list[SectionRows]:
    """Return all answers for the check-answers page, section by section, with ways to change them where that may be."""
    said = words_by_key(problems, definition)
    return [
        SectionRows(
            section=section,
            rows=tuple(
                AnswerRow(
                    question=question,
                    shown=readable(question, entry.answers.get(question.key)),
                    messages=said.get(question.key, []),
                    is_missing=is_empty(question, entry.answers.get(question.key)),
                    files=tuple(item for item in files if item.question == question.key),
                )
                for question in asked(definition.form, section.questions, entry.answers)
            ),
            change_url=(
                f"{reverse('entrant:section', args=[entry.id, section.key])}?back=check"
                if section.key in open_parts
                else ""
            ),
        )
        for section in definition.form.sections
    ]


def slots_of(
    entry: EntryItem,
    definition: Definition,
    files: Sequence[FileItem],
    open_parts: frozenset[str],
    errors: Mapping[str, list[str]] | None = None,
) -> list[Slot]:
    """Return the file slots for the files page."""
    return [
        Slot(
            slot=slot,
            files=tuple(
                file_row(entry, item, definition, removable=f"file:{slot.key}" in open_parts)
                for item in files
                if item.kind == slot.key
            ),
            accept=",".join(f".{kind}" for kind in slot.types),
            accept_words=accepted_kinds(slot.types),
            error=(errors or {}).get(slot.key, []),
            is_open=f"file:{slot.key}" in open_parts,
        )
        for slot in definition.form.files
    ]


def under_way(entry: EntryItem, uploads: Iterable[UploadItem]) -> dict[str, list[dict[str, Any]]]:
    """Return {file slot: the files that have not come in full}."""
    found: dict[str, list[dict[str, Any]]] = {}
    for upload in uploads:
        found.setdefault(upload.kind, []).append({
            "id": upload.id, "name": upload.name, "length": upload.length, "expires_at": upload.expires_at,
            "percent": upload.received * 100 // upload.length,
            "url": reverse("entrant:upload", args=[entry.id, upload.id]),
        })  # fmt: skip
    return found


def file_row(entry: EntryItem, item: FileItem, definition: Definition, *, removable: bool = False) -> dict[str, Any]:
    """Return a file for the kit's file list."""
    question = definition.form.by_key.get(item.question)
    state = file_pages.status(item, url=reverse("entrant:pages", args=[entry.id, item.id]))
    return {
        "name": item.name,
        "size": item.size,
        "url": reverse("entrant:file", args=[entry.id, item.id]),
        "sha256": item.sha256,
        "status_label": question.label if question else "",
        "status_kind": "plain",
        "remove_value": item.id if removable else "",
        "state_label": state["label"],
        "state_kind": state["kind"],
        "pages_url": state["pages_url"],
        "pages_label": state["pages_label"],
    }


def version_of(post: QueryDict, name: str = "version") -> int:
    """Return the version that the page was made from; 0, older than any, where it is not said."""
    text = post.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
