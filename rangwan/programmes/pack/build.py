"""Makes a definition of a pack that was read, or says everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rangwan.forms.definition import Declared, Form, Section
from rangwan.programmes import definition as declared
from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import shape
from rangwan.programmes.pack.check import problems_of_pack
from rangwan.programmes.pack.check_entering import problems_of_entering
from rangwan.programmes.pack.check_form import problems_of_form
from rangwan.programmes.pack.examples import problems_of_examples
from rangwan.programmes.pack.problem import PackRefused
from rangwan.programmes.pack.read import read_pack

_SHAPES: dict[str, type[Declared]] = {
    "award.toml": shape.AwardFile,
    "calendar.toml": declared.Calendar,
    "eligibility.toml": shape.EligibilityFile,
    "criteria.toml": shape.CriteriaFile,
    "form.toml": shape.FormFile,
    "survey.toml": shape.SurveyFile,
    "submission-form.toml": declared.SubmissionForm,
    "stages.toml": shape.StagesFile,
    "entering.toml": declared.Entering,
}


def load_pack(path: Path) -> Definition:
    """Return the definition that the pack in the folder `path` declares.

    Raises PackRefused with every fault found, each with its file, its line and the reason in both languages.
    """
    pack = read_pack(path)
    problems = pack.problems
    parts: dict[str, Any] = {
        name: shape.shaped(source, _SHAPES[name], problems) for name, source in pack.sources.items() if name in _SHAPES
    }
    pages = [shape.shaped(spot.source, shape.SectionFile, problems) for spot in pack.sections]
    problems += problems_of_pack(pack)
    problems += problems_of_form(pack)
    problems += problems_of_entering(pack)
    if problems:
        raise PackRefused(problems)
    definition = _assembled(parts, [page for page in pages if page])
    problems += problems_of_examples(pack, definition)
    if problems:
        raise PackRefused(problems)
    return definition


def _assembled(parts: dict[str, Any], pages: list[shape.SectionFile]) -> Definition:
    head, form, stages = parts["award.toml"], parts["form.toml"], parts["stages.toml"]
    survey = parts.get("survey.toml")
    return Definition(
        award=head.award,
        organiser=head.organiser,
        calendar=parts["calendar.toml"],
        eligibility=parts["eligibility.toml"].rules,
        criteria=parts["criteria.toml"].criteria,
        form=Form(
            sections=tuple(Section(key=key, **dict(page)) for key, page in zip(form.sections, pages, strict=True)),
            files=form.files,
            title_question=form.title_question,
        ),
        survey=survey.questions if survey else (),
        submission_form=parts["submission-form.toml"],
        screening=stages.screening,
        rounds=stages.rounds,
        shortlist=stages.shortlist,
        prizes=stages.prizes,
        reference_prefix=stages.reference_prefix,
        entering=parts.get("entering.toml") or declared.Entering(),
    )
