"""Screening verdicts between actions and pages: the form as typed, and verdicts in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rangwan.entries.queries import EntryItem, answers_of, definition_for
from rangwan.entries.rules import State
from rangwan.entries.wording import part_names
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import BadDate, parse_date
from rangwan.screening.actions import UnableToJudge
from rangwan.screening.queries import Point, VerdictItem, points_of
from rangwan.screening.rules import Verdict
from rangwan.screening.wording import explain
from rangwan.web.kit import languages
from rangwan.web.office.closings import BAD_DATES, end_of

ORGANISATION = gettext_lazy("Organisation")
COORDINATOR = gettext_lazy("Coordinator")

NAMES: Mapping[str, str | Promise] = {
    Verdict.ELIGIBLE: gettext_lazy("Eligible"),
    Verdict.INELIGIBLE: gettext_lazy("Ineligible"),
    Verdict.RETURN: gettext_lazy("Returned for correction"),
}
_KINDS = {Verdict.ELIGIBLE: "success", Verdict.INELIGIBLE: "error", Verdict.RETURN: "warning"}
TAGS: Mapping[str, str] = {
    State.CONFIRMED: "now", State.RETURNED: "warning", State.ELIGIBLE: "success", State.INELIGIBLE: "error",
    State.WINNER: "success", State.DISQUALIFIED: "error",
}  # fmt: skip
_STANDINGS: Mapping[str, str | Promise] = {
    "proposed": gettext_lazy("waits for a second person"),
    "final": "",
    "rejected": gettext_lazy("did not take effect"),
    "revoked": gettext_lazy("was taken back"),
}
_FOUND: Mapping[bool | None, str | Promise] = {
    True: gettext_lazy("In order"),
    False: gettext_lazy("Not in order"),
    None: gettext_lazy("Not looked at"),
}


@dataclass
class Typed:
    """The verdict's form as it was typed, and what is wrong with it, by field."""

    verdict: str = ""
    note: str = ""
    parts: list[str] = field(default_factory=list)
    due: str = ""
    found: dict[str, str] = field(default_factory=dict)  # point: yes, no or ""
    notes: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def problems(self, points: list[Point]) -> list[dict[str, str]]:
        """Return the problems for the error summary; what is wrong with a point names the point."""
        language = languages.active()
        labels = {f"{kind}-{point.key}": point.label.pick(language) for point in points for kind in ("ok", "note")}
        return [
            {"message": f"{labels[name]}: {words}" if name in labels else words, "id": name}
            for name, words in self.errors.items()
        ]

    @property
    def findings(self) -> dict[str, Any]:
        """The findings as the action takes them."""
        said = {"yes": True, "no": False}
        return {key: {"ok": said.get(found), "note": self.notes[key]} for key, found in self.found.items()}


def typed_in(points: list[Point], post: QueryDict) -> Typed:
    """Return what was posted."""
    return Typed(
        verdict=post.get("verdict", ""),
        note=post.get("note", ""),
        parts=post.getlist("parts"),
        due=post.get("due", ""),
        found={point.key: post.get(f"ok-{point.key}", "") for point in points},
        notes={point.key: post.get(f"note-{point.key}", "") for point in points},
    )


def due_of(typed: Typed) -> dt.datetime | None:
    """Return the end of the day that was typed, in Bangkok; notes an error and returns None where it cannot be read."""
    if not typed.due.strip():
        return None
    try:
        return end_of(parse_date(typed.due))
    except BadDate as bad:
        typed.errors["due"] = str(BAD_DATES[bad.code])
    return None


def refuse(typed: Typed, refusal: UnableToJudge) -> None:
    """Note what the verdict lacks beside the fields it lacks it in; a date that could not be read says so already."""
    fields = {"": "verdict", "due": "due", "parts": "parts", "reason": "reason"}
    for key, code in refusal.missing:
        name = fields.get(key, f"ok-{key}" if code in ("not_looked_at", "not_in_order") else f"note-{key}")
        typed.errors.setdefault(name, str(explain(code)))


def cards(entry: EntryItem, typed: Typed) -> list[dict[str, Any]]:
    """Return the rules and points to look at, with what the entry says of each rule and what was typed."""
    answered = {item.question.key: item for _section, items in answers_of(entry) for item in items}
    shown = []
    for point in points_of(entry):
        rule = point.outcome.rule if point.outcome else None
        question = answered.get(rule.question) if rule and rule.question else None
        shown.append(
            {
                "point": point,
                "question": question,
                "says": _says(point),
                "kind": {True: "success", False: "error", None: "warning"}[point.outcome.met] if point.outcome else "",
                "outcome": point.outcome,
                "type": rule is not None and rule.test == "organisation_type",
                "found": typed.found.get(point.key, ""),
                "note": typed.notes.get(point.key, ""),
                "error": typed.errors.get(f"ok-{point.key}", ""),
                "note_error": typed.errors.get(f"note-{point.key}", ""),
            }
        )
    return shown


def _says(point: Point) -> str:
    """Return what a rule comes to with the answers as they are."""
    if point.outcome is None:
        return ""
    if point.outcome.met is None:
        return _("cannot be told from the answers")
    return _("met, by the answers") if point.outcome.met else _("not met, by the answers")


def parts_of(entry: EntryItem) -> list[dict[str, Any]]:
    """Return the parts that can be returned: sections, then file slots."""
    form = definition_for(entry).form
    return [{"key": section.key, "label": section.title} for section in form.sections] + [
        {"key": f"file:{slot.key}", "label": slot.label} for slot in form.files
    ]


def choices(waits: bool) -> list[dict[str, Any]]:
    """Return the three verdicts with what each does; `waits`: another person's proposal is about this entry."""
    ineligible = _("It takes effect when a second person agrees.")
    if waits:
        ineligible = _("You agree with the proposal above, and the entry is ineligible.")
    return [
        {
            "key": Verdict.ELIGIBLE,
            "label": _("Eligible"),
            "hint": _("Everything is in order; the entry goes on to the judges."),
        },
        {"key": Verdict.INELIGIBLE, "label": _("Ineligible"), "hint": ineligible},
        {
            "key": Verdict.RETURN,
            "label": _("Return for correction"),
            "hint": _("The entrant may correct the parts chosen below until the date given, and gets a mail."),
        },
    ]


def shown(entry: EntryItem, verdict: VerdictItem) -> dict[str, Any]:
    """Return a verdict in words."""
    definition = definition_for(entry)
    labels: dict[str, Text] = {rule.key: rule.label for rule in definition.eligibility}
    labels |= {check.key: check.label for check in definition.screening}
    return {
        "item": verdict,
        "name": NAMES[verdict.verdict],
        "kind": _KINDS[Verdict(verdict.verdict)],
        "standing": _STANDINGS[verdict.standing],
        "parts": part_names(verdict.parts, definition),
        "findings": [
            {"label": labels.get(key, Text(th=key, en=key)), "said": _FOUND[found["ok"]], "note": found["note"]}
            for key, found in verdict.findings.items()
        ],
    }
