"""What the judge's pages show, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rangwan.entries.queries import FileItem, correction_notes, files_of
from rangwan.files.kinds import KINDS
from rangwan.forms.rules import readable
from rangwan.judging.queries import Place, Sheet
from rangwan.judging.rules import MarkProblem, SheetState, read_mark
from rangwan.judging.wording import STATES, explain
from rangwan.kernel.text import Text, storable
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.definition import Criterion
from rangwan.web.judge.pinned import pinned
from rangwan.web.judge.written import written
from rangwan.web.kit.languages import active
from rangwan.web.kit.templatetags.kit import number as figure

Given = dict[str, dict[str, str]]

_TAGS = {
    SheetState.OPEN: "plain",
    SheetState.DRAFT: "info",
    SheetState.FINISHED: "success",
    SheetState.RECUSED: "plain",
}


def overview(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the judge's list: groups of rows by state, and how many are left."""
    for row in rows:
        row["organisation"] = Text(th=row["entry__organisation__name_th"], en=row["entry__organisation__name_en"])
        row["province"] = Text(th=row["entry__organisation__province_th"], en=row["entry__organisation__province_en"])
        row["edition"] = Text(th=row["entry__edition__name_th"], en=row["entry__edition__name_en"])
    groups = [
        {"state": state, "name": STATES[state], "tag": _TAGS[state], "rows": [r for r in rows if r["state"] == state]}
        for state in SheetState
    ]
    left = sum(1 for row in rows if row["state"] in (SheetState.OPEN, SheetState.DRAFT))
    done = sum(1 for row in rows if row["state"] == SheetState.FINISHED)
    return {"groups": [group for group in groups if group["rows"]], "left": left, "done": done, "all": left + done}


def posted(sheet: Sheet, post: QueryDict) -> Given:
    """Return the marks and comments that the page posted, as typed; a field that was not on the page is left out."""
    found: Given = {}
    for criterion in sheet.definition.criteria:
        fields = {"mark": post.get(f"mark-{criterion.key}"), "comment": post.get(f"comment-{criterion.key}")}
        given = {part: value for part, value in fields.items() if value is not None}
        if given:
            found[criterion.key] = given
    return found


def seen(post: QueryDict) -> dt.datetime | None:
    """Return when the sheet on the page had last been changed; None where the page does not say."""
    try:
        when = dt.datetime.fromisoformat(post.get("version", ""))
    except ValueError:
        return None
    return when if when.tzinfo else None


def page(
    sheet: Sheet,
    place: Place,
    *,
    typed: Given | None = None,
    problems: Iterable[MarkProblem] = (),
    refused: list[Lost] | None = None,
) -> dict[str, Any]:
    """Return the context of the scoresheet's page.

    `typed` is what the page held and could not all be kept, because of `problems`; `refused` what was typed into a
    sheet that was locked meanwhile (None where nothing was posted).
    """
    problems = list(problems)
    by_criterion: dict[str, list[MarkProblem]] = {}
    for problem in problems:
        by_criterion.setdefault(problem.criterion, []).append(problem)
    files = files_of(sheet.entry)
    files_url = f"{reverse('judge:sheet', args=[sheet.assignment.id])}files/"
    said = written(sheet, files, files_url)
    notes = correction_notes(sheet.entry)
    shown_on = pinned(sheet, files, files_url)
    numbered = list(enumerate(sheet.definition.criteria, start=1))
    cards = [
        _card(sheet, criterion, said.serving.get(criterion.key), (typed or {}).get(criterion.key, {}), wrong)
        | {"number": number, "notes": [note for note in notes if note.criterion == criterion.key]}
        | {"pins": shown_on.get(criterion.key, [])}
        for number, criterion in numbered
        for wrong in [by_criterion.get(criterion.key, [])]
    ]
    return {
        "sheet": sheet,
        "entry": sheet.entry,
        "service": sheet.entry.edition.name,
        "cards": cards,
        "files": _files(sheet, files),
        "files_url": files_url,
        "background": said.background,
        "notes": [note for note in notes if note.criterion not in sheet.definition.criteria_by_key],
        "place": place,
        "locked": not sheet.markable,
        "why_locked": "" if sheet.markable else why_locked(sheet),
        "refused": refused,
        "progress": progress(sheet),
        "trouble": _trouble(problems),
        "version": sheet.assignment.changed_at.isoformat(),
        "problems": [
            {
                "message": f"{number}. {criterion.name.pick(active())}: {explain(problem.code)}",
                "id": f"{problem.part}-{criterion.key}",
            }
            for number, criterion in numbered
            for problem in by_criterion.get(criterion.key, [])
        ],
        "has_errors": bool(by_criterion) or refused is not None,
    }


def _trouble(problems: list[MarkProblem]) -> str:
    if problems and all(problem.code == "missing" for problem in problems):
        return _("Not finished yet: some marks are missing")
    return _("Some marks could not be saved")


def progress(sheet: Sheet) -> dict[str, str]:
    """Return how far the sheet has come: criteria marked, and the total of their weighted marks."""
    every = len(sheet.definition.criteria)
    total = sheet.total_so_far if sheet.assignment.total is None else sheet.assignment.total
    return {
        "marked": _("%(marked)s of %(all)s criteria marked") % {"marked": every - len(sheet.missing), "all": every},
        "total": figure(total, 2),
        "full": figure(sum(criterion.weight for criterion in sheet.definition.criteria)),
    }


def why_locked(sheet: Sheet) -> str:
    """Return in words why a sheet that is not markable is not."""
    return str(explain("locked" if sheet.in_judging else "past_judging"))


def autosaved(sheet: Sheet, now: dt.datetime, problems: list[MarkProblem]) -> tuple[dict[str, Any], int]:
    """Return the answer to an autosave and its status.

    200 with what was kept and what could not be; 412 when another window has changed the same criteria: this page is
    out of date, and stops saving by itself.
    """
    stale = [problem for problem in problems if problem.code == "changed_elsewhere"]
    if stale:
        names = ", ".join(_number_of(sheet, problem.criterion) for problem in stale)
        words = _("Another window or device changed this scoresheet (criteria: %(numbers)s). Open this page again.")
        return {"message": words % {"numbers": names}}, 412
    said = [
        {"id": f"{problem.part}-{problem.criterion}", "message": str(explain(problem.code))} for problem in problems
    ]
    return {
        "saved": f"{now.astimezone(BANGKOK):%H.%M}",
        "version": sheet.assignment.changed_at.isoformat(),
        "problems": said,
        **progress(sheet),
    }, 200


def _number_of(sheet: Sheet, key: str) -> str:
    return str(list(sheet.definition.criteria_by_key).index(key) + 1)


@dataclass(frozen=True)
class Lost:
    """What was typed for a criterion and not kept, shown so that it can be copied."""

    name: Text
    mark: str
    comment: str


def unsaved(sheet: Sheet, given: Given) -> list[Lost]:
    """Return what was typed and is not what the sheet holds."""
    return [
        Lost(criterion.name, fields.get("mark", ""), fields.get("comment", ""))
        for criterion in sheet.definition.criteria
        for fields in [given.get(criterion.key, {})]
        if not _stands(sheet, criterion, fields)
    ]


def _stands(sheet: Sheet, criterion: Criterion, fields: dict[str, str]) -> bool:
    kept = sheet.marks.get(criterion.key)
    mark, comment = (kept.mark, kept.comment) if kept else (None, "")
    try:
        same = "mark" not in fields or read_mark(fields["mark"], criterion) == mark
    except ValueError:
        return False
    return same and ("comment" not in fields or storable(fields["comment"]).strip() == comment)


def _card(
    sheet: Sheet, criterion: Criterion, answers: SafeString | None, typed: dict[str, str], wrong: list[MarkProblem]
) -> dict[str, Any]:
    kept = sheet.marks.get(criterion.key)
    question = sheet.definition.survey_question(criterion.survey) if criterion.survey else None
    mark, comment = (_plain(kept.mark), kept.comment) if kept else (None, "")
    said: dict[str, list[str]] = {"mark": [], "comment": []}
    for problem in wrong:
        said[problem.part].append(str(explain(problem.code)))
    if any(problem.code == "changed_elsewhere" for problem in wrong):
        said["mark"].append(
            _("You typed: %(typed)s") % {"typed": " · ".join(filter(None, map(str.strip, typed.values())))}
        )
    else:
        mark = typed.get("mark", mark) if said["mark"] else mark
        comment = typed.get("comment", comment) if said["comment"] else comment
    return {
        "criterion": criterion,
        "answers": answers,
        "survey": question,
        "ticked": readable(question, sheet.entry.survey.get(question.key)) if question else None,
        "mark": mark,
        "comment": comment,
        "error": said["mark"],
        "comment_error": said["comment"],
    }


def _plain(mark: float | None) -> str | None:
    return None if mark is None else f"{mark:g}"


def _files(sheet: Sheet, files: list[FileItem]) -> list[dict[str, Any]]:
    """Return the files in the order in which the form asks for them: the presentation first."""
    place = {slot.key: number for number, slot in enumerate(sheet.definition.form.files)}
    found = sorted(files, key=lambda item: place.get(item.kind, len(place)))
    return [_shown(sheet, item) for item in found]


def _shown(sheet: Sheet, item: FileItem) -> dict[str, Any]:
    """Return a file with its place in the entry, and how it can be seen on the page: frame, image, or not."""
    kind = KINDS.get(item.type)
    view = "" if kind is None or not kind.viewable or item.status != "clean" else "image"
    slot = sheet.definition.form.file_slot(item.kind)
    return {
        "item": item,
        "slot": slot.label if slot else Text(),
        "view": "frame" if view and item.type == "pdf" else view,
        "refused": item.status == "refused",
        "waits": item.status == "received",
        "pages": item.pages == "ready",
    }
