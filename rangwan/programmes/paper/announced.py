"""The papers that anybody may download: the guide and the blank submission form."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from rangwan.documents.guide import CriterionRow, GuidanceEntry, GuideDocument
from rangwan.documents.plain import Line
from rangwan.documents.submission_form import FormField, SubmissionFormDocument
from rangwan.forms.definition import Question, Section
from rangwan.kernel.text import Language
from rangwan.kernel.thai_dates import format_closing, format_moment
from rangwan.kernel.tongues import in_both
from rangwan.programmes.definition import Criterion, Definition
from rangwan.programmes.queries import EditionItem
from rangwan.programmes.wording import grace


def guide(edition: EditionItem, definition: Definition, language: Language, made_at: dt.datetime) -> GuideDocument:
    """Return the guide for entrants. The calendar is the edition's own, as it stands today."""
    award = definition.award
    return GuideDocument(
        language=language,
        organiser=definition.organiser.name.pick(language),
        created=made_at,
        award_name=award.name.pick(language),
        theme=award.theme.pick(language),
        tagline=award.tagline.pick(language),
        purpose=(award.purpose.pick(language), award.committee.pick(language)),
        eligibility=tuple(rule.label.pick(language) for rule in definition.eligibility),
        calendar=(
            Line(in_both(_("Entries open")).pick(language), format_moment(edition.opens_at, language)),
            Line(in_both(_("Entries close")).pick(language), format_closing(edition.closes_at, language)),
            *_grace(edition, language),
        ),
        criteria=tuple(
            CriterionRow(c.name.pick(language), c.weight, tuple(aspect.pick(language) for aspect in c.aspects))
            for c in definition.criteria
        ),
        steps=tuple(step.pick(language) for step in award.steps),
        guidance=(
            *(_guidance(definition, criterion, language) for criterion in definition.in_guidance_order),
            *(_unscored(section, language) for section in unscored_sections(definition)),
        ),
        notices=tuple(notice.text.pick(language) for notice in award.notices),
        contact=contact(definition, language),
    )


def _grace(edition: EditionItem, language: Language) -> tuple[Line, ...]:
    if not edition.grace_seconds:
        return ()
    return (
        Line(in_both(_("Grace period")).pick(language), in_both(lambda: grace(edition.grace_seconds)).pick(language)),
    )


def contact(definition: Definition, language: Language) -> tuple[str, ...]:
    """Return the lines of the contact: who, telephone, address, site; those that are declared."""
    organiser = definition.organiser
    return tuple(
        line for line in (organiser.name.pick(language), organiser.phone, organiser.email, organiser.site) if line
    )


def _guidance(definition: Definition, criterion: Criterion, language: Language) -> GuidanceEntry:
    return GuidanceEntry(
        name=criterion.guidance_name.pick(language),
        text=criterion.guidance.pick(language),
        weight=criterion.weight,
        questions=labels_of(definition.form.serving(criterion.key), language),
    )


def unscored_sections(definition: Definition) -> tuple[Section, ...]:
    """Sections that are asked without marks and belong into the presentation: not contacts, rules or carried facts."""
    named = {rule.question for rule in definition.eligibility} | {definition.form.title_question}
    return tuple(
        section
        for section in definition.form.sections
        if not section.scored
        and not section.carry_over
        and section.questions
        and all(question.criterion is None and question.key not in named for question in section.questions)
    )


def _unscored(section: Section, language: Language) -> GuidanceEntry:
    intro = section.intro.pick(language) if section.intro else ""
    return GuidanceEntry(section.title.pick(language), intro, None, labels_of(section.questions, language))


def labels_of(questions: tuple[Question, ...], language: Language) -> tuple[str, ...]:
    return tuple(question.label.pick(language) for question in questions)


def blank_form(definition: Definition, language: Language, made_at: dt.datetime) -> SubmissionFormDocument:
    """Return the submission form with nothing filled in and every box empty."""
    paper = definition.submission_form
    return SubmissionFormDocument(
        language=language,
        organiser=definition.organiser.name.pick(language),
        created=made_at,
        title=paper.title.pick(language),
        award_name="",
        fields=tuple(
            FormField(field.label.pick(language))
            for field in paper.fields
            if field.source != definition.form.title_question
        ),
        intro=paper.intro.pick(language),
        accept=paper.accept.pick(language),
        consents=tuple(consent.text.pick(language) for consent in paper.consents),
        authority=tuple(choice.label.pick(language) for choice in paper.authority),
        signer=paper.signer.pick(language) if paper.signer else "",
        notes=(paper.signature_note.pick(language),),
    )
