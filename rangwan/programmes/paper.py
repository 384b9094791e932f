"""Papers of an award as plain data for documents: the guide, the blank submission form, the presentation template."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from rangwan.documents.figures_slide import FiguresRow, FiguresTable
from rangwan.documents.guide import CriterionRow, GuidanceEntry, GuideDocument
from rangwan.documents.plain import Line
from rangwan.documents.presentation import PresentationDocument, PresentationSection
from rangwan.documents.submission_form import FormField, SubmissionFormDocument
from rangwan.forms.definition import Question, Section
from rangwan.kernel.text import Language
from rangwan.kernel.thai_dates import format_closing, format_moment
from rangwan.kernel.tongues import in_both
from rangwan.programmes.definition import Criterion, Definition
from rangwan.programmes.queries import EditionItem


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
        ),
        criteria=tuple(
            CriterionRow(c.name.pick(language), c.weight, tuple(aspect.pick(language) for aspect in c.aspects))
            for c in definition.criteria
        ),
        steps=tuple(step.pick(language) for step in award.steps),
        guidance=(
            *(_guidance(definition, criterion, language) for criterion in definition.in_guidance_order),
            *(_unscored(section, language) for section in _unscored_sections(definition)),
        ),
        notices=tuple(notice.text.pick(language) for notice in award.notices),
        contact=contact(definition, language),
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
        questions=_prompts(definition.form.serving(criterion.key), language),
    )


def _unscored_sections(definition: Definition) -> tuple[Section, ...]:
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
    return GuidanceEntry(section.title.pick(language), intro, None, _prompts(section.questions, language))


def _prompts(questions: tuple[Question, ...], language: Language) -> tuple[str, ...]:
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


def presentation_template(definition: Definition, language: Language, made_at: dt.datetime) -> PresentationDocument:
    """Return the template of the presentation: a section per criterion, in guidance order, then what is not scored."""
    scored = tuple(
        PresentationSection(
            key=criterion.key,
            name=criterion.guidance_name.pick(language),
            weight=criterion.weight,
            # What is answered on the screen after sending has no questions here: its guidance says so.
            prompts=_prompts(questions, language) or (criterion.guidance.pick(language),),
            figures=_figures(questions, language),
        )
        for criterion in definition.in_guidance_order
        for questions in [definition.form.serving(criterion.key)]
    )
    unscored = tuple(
        PresentationSection(section.key, section.title.pick(language), None, _prompts(section.questions, language))
        for section in _unscored_sections(definition)
    )
    return PresentationDocument(
        language=language,
        organiser=definition.organiser.name.pick(language),
        created=made_at,
        award_name=definition.award.name.pick(language),
        sections=scored + unscored,
    )


def _figures(questions: tuple[Question, ...], language: Language) -> FiguresTable | None:
    """Return the empty table of the first question that asks for figures."""
    question = next((question for question in questions if question.type == "figures"), None)
    if question is None:
        return None
    blank = ("",) * len(question.columns)
    declared = tuple(
        FiguresRow(
            tuple(measure.labels[column.key].pick(language) for column in question.columns),
            measure.unit.pick(language),
            blank,
        )
        for measure in question.measures
    )
    own = tuple(FiguresRow(blank, "", blank) for _ in range(question.own_measures))
    columns = tuple(column.label.pick(language) for column in question.columns)
    return FiguresTable(question.key, question.label.pick(language), columns, declared + own)
