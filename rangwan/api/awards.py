"""Awards: what anybody may read of an edition, and its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rangwan.api import lists
from rangwan.api.auth import OptionalBearer, received_at
from rangwan.api.shapes.awards import AwardOut, AwardRow, FormOut
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.forms.definition import Question
from rangwan.forms.rules import example_of, limits
from rangwan.kernel.text import Text
from rangwan.programmes.definition import Criterion
from rangwan.programmes.queries import EditionItem, announced_phase, announcement, definition_of, editions

router = Router(tags=["awards"])


@router.get("/awards", response=Page[AwardRow], auth=OptionalBearer(), summary="All editions, by closing")
def awards(request: HttpRequest) -> dict[str, Any]:
    """List the editions of this installation."""
    now = received_at(request)
    return lists.whole([edition_out(edition, announced_phase(edition, now)) for edition in editions()])


@router.get(
    "/awards/{edition}", response=AwardOut, auth=OptionalBearer(),
    summary="An edition with its criteria, calendar and rules", by_alias=True,
)  # fmt: skip
def award(request: HttpRequest, edition: str) -> dict[str, Any]:
    """Show all that the announcement says."""
    found = announcement(edition, received_at(request))
    definition = found.definition
    return {
        **edition_out(found.edition, found.phase),
        "version": found.version,
        "theme": definition.award.theme.as_dict(),
        "purpose": definition.award.purpose.as_dict(),
        "organiser": {
            "name": definition.organiser.name.as_dict(),
            "phone": definition.organiser.phone,
            "email": definition.organiser.email,
            "site": definition.organiser.site,
        },
        "calendar_shifted": found.edition.shifted,
        "declared": {
            "opens_at": in_bangkok(found.declared_opens_at),
            "closes_at": in_bangkok(found.declared_closes_at),
        },
        "extensions": [
            {
                "closed_before": in_bangkok(change.closed_before),
                "closes_at": in_bangkok(change.closes_at),
                "moves_count": change.moves_count,
                "reason": change.reason.as_dict(),
            }
            for change in found.changes
        ],
        "eligibility": [
            {"key": rule.key, "label": rule.label.as_dict(), "question": rule.question}
            for rule in definition.eligibility
        ],
        "screening": [{"key": check.key, "label": check.label.as_dict()} for check in definition.screening],
        "criteria": [_criterion(criterion) for criterion in definition.criteria],
        "rounds": [
            {"key": item.key, "name": item.name.as_dict(), "per_entry": item.per_entry} for item in definition.rounds
        ],
        "prizes": [
            {"key": prize.key, "name": prize.name.as_dict(), "count": prize.count} for prize in definition.prizes
        ],
        "notices": [notice.text.as_dict() for notice in definition.award.notices],
    }


def edition_out(edition: EditionItem, phase: str) -> dict[str, Any]:
    """Return an edition as a row of a list."""
    return {
        "slug": edition.slug,
        "name": edition.name.as_dict(),
        "state": phase if edition.state == EditionItem.State.RUNNING else edition.state,
        "phase": phase,
        "opens_at": in_bangkok(edition.opens_at),
        "closes_at": in_bangkok(edition.closes_at),
        "grace_seconds": edition.grace_seconds,
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "name": criterion.name.as_dict(),
        "weight": criterion.weight,
        "max": criterion.top,
        "aspects": [aspect.as_dict() for aspect in criterion.aspects],
        "guidance_name": criterion.guidance_name.as_dict(),
        "guidance_order": criterion.guidance_order,
        "guidance": criterion.guidance.as_dict(),
        "rubric": [
            {
                "lowest": level.lowest,
                "highest": level.highest,
                "label": level.label.as_dict(),
                "text": level.text.as_dict(),
            }
            for level in criterion.rubric
        ],
    }


@router.get(
    "/awards/{edition}/form", response=FormOut, auth=OptionalBearer(),
    summary="The form, with a valid example of every answer",
)  # fmt: skip
def form(request: HttpRequest, edition: str) -> dict[str, Any]:
    """Show the form of the newest definition version."""
    found = announcement(edition, received_at(request))
    definition = found.definition
    return {
        "version": found.version,
        "sections": [
            {
                "key": section.key,
                "title": section.title.as_dict(),
                "questions": [_question(question) for question in section.questions],
            }
            for section in definition.form.sections
        ],
        "files": [
            {
                "kind": slot.key, "label": slot.label.as_dict(), "types": list(slot.types), "required": slot.required,
                "max_bytes": slot.max_bytes, "max_files": slot.max_files,
            }
            for slot in definition.form.files
        ],
        "survey": {question.key: _choices(question) for question in definition.survey},
        "survey_questions": [_question(question) for question in definition.survey],
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "type": question.type,
        "criterion": question.criterion,
        "label": question.label.as_dict(),
        "hint": _text(question.hint),
        "required": question.required,
        "limits": limits(question),
        "choices": _choices(question),
        "fields": [_question(field) for field in question.fields],
        "columns": [{"key": column.key, "label": column.label.as_dict()} for column in question.columns],
        "measures": [
            {
                "key": measure.key, "unit": measure.unit.as_dict(),
                "labels": {key: label.as_dict() for key, label in measure.labels.items()},
            }
            for measure in question.measures
        ],
        "show_if": question.show_if.model_dump(mode="json") if question.show_if else None,
        "example": example_of(question),
    }  # fmt: skip


def _choices(question: Question) -> list[dict[str, Any]]:
    return [{"key": c.key, "label": c.label.as_dict(), "other": c.other} for c in question.choices]


def _text(text: Text | None) -> dict[str, str] | None:
    return text.as_dict() if text is not None else None


def round_key(edition: EditionItem, wanted: str | None) -> str:
    """Return the key of the round meant: by key, by number from 1, or the first one. Unknown ones are passed on."""
    rounds = definition_of(edition.version_id).rounds
    if not wanted:
        return rounds[0].key if rounds else ""
    by_number = {str(number): item.key for number, item in enumerate(rounds, start=1)}
    return by_number.get(wanted, wanted)
