"""Judging as chair and organiser lead it: progress, who judges what, the lot, and single scoresheets."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.accounts.queries import names_of, person_by_id
from rangwan.entries.queries import NoSuchEntry, any_entry
from rangwan.judging import actions
from rangwan.judging.queries import (
    AssignmentItem,
    assignments_in,
    entries_to_judge,
    progress,
    sheet_in,
    sheet_of,
)
from rangwan.judging.rules import SheetState
from rangwan.judging.wording import RECUSALS, STATES, explain
from rangwan.kernel.audit import rows_of
from rangwan.kernel.text import Text
from rangwan.programmes.definition import Round
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed, definition_of
from rangwan.web.kit import languages
from rangwan.web.office.door import LEADERS, READERS, Office, OfficeRequest, door, page, refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

_TAGS = {
    SheetState.OPEN: "plain",
    SheetState.DRAFT: "info",
    SheetState.FINISHED: "success",
    SheetState.RECUSED: "warning",
}
_LARGEST_SEED = 2**31


@require_safe
@door(*READERS)
def judging(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show progress per judge, who judges what, who stepped back, and the lots that were drawn."""
    rounds = definition_of(office.edition.version_id).rounds
    chosen = _round(rounds, request.GET.get("round", ""))
    rows = assignments_in(office.edition, chosen)
    entries: dict[str, dict[str, Any]] = {}
    for row in rows:
        row["judge"] = row["judge__name"] or row["judge__email"]
        row["state_name"], row["tag"] = STATES[row["state"]], _TAGS[row["state"]]
        row["why"] = RECUSALS.get(row["recusal"], "")
        group = {"reference": row["entry__reference"], "title": row["entry__title"], "sheets": []}
        entries.setdefault(row["entry_id"], group)["sheets"].append(row)
    judges = progress(office.edition, chosen)
    context = {
        "rounds": rounds,
        "round": chosen,
        "judges": judges,
        "entries": entries.values(),
        "recused": [row for row in rows if row["state"] == SheetState.RECUSED],
        "lots": _lots(office, chosen),
        "sheets_url": reverse("office:judging", args=[office.edition.slug]) + "sheets/",
        "bare": [row for row in entries_to_judge(office.edition) if row["id"] not in entries],
    }
    return page(request, office, "judging", context)


def _round(rounds: tuple[Round, ...], asked: str) -> str:
    keys = [item.key for item in rounds]
    return asked if asked in keys else keys[0] if keys else ""


def _lots(office: Office, round_key: str) -> list[dict[str, Any]]:
    """Return the lots drawn in a round, newest first, with the seed from which each can be drawn again."""
    rows = [row for row in rows_of(office.edition.id, act="judging.assigned_by_lot") if row.after["round"] == round_key]
    names = names_of(row.actor for row in rows)
    return [
        {
            "at": row.at,
            "who": names.get(row.actor, ""),
            "seed": row.after["seed"],
            "per_entry": row.after["per_entry"],
            "made": len(row.after["pairs"]),
            "number": row.number,
        }
        for row in rows
    ]


@get_or_post
@door(*LEADERS)
def assign(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Draw judges by lot."""
    definition = definition_of(office.edition.version_id)
    typed = {"round": _round(definition.rounds, request.GET.get("round", "")), "per_entry": ""}
    if definition.rounds:
        typed["per_entry"] = str(definition.rounds[0].per_entry)
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        count = typed["per_entry"].strip()
        seed = secrets.randbelow(_LARGEST_SEED)
        try:
            made = actions.assign_by_lot(
                edition=office.edition, round_key=typed["round"], seed=seed, acting=request.user,
                per_entry=int(count) if count.isdecimal() and len(count) < 4 else 0, now=request.received_at,
            )  # fmt: skip
        except actions.UnableToAssign as unable:
            errors["round" if unable.code == "unknown_round" else "per_entry"] = str(explain(unable.code))
        else:
            said = ngettext("%(n)s scoresheet was given out by lot. Seed: %(seed)s",
                            "%(n)s scoresheets were given out by lot. Seed: %(seed)s", len(made))  # fmt: skip
            messages.success(request, said % {"n": len(made), "seed": seed})
            return redirect(_back(office, typed["round"]))
    context = {
        "rounds": _choices_of(definition.rounds),
        "typed": typed,
        "errors": errors,
        "problems": [{"message": words, "id": name} for name, words in errors.items()],
        "judges": appointed(office.edition, Role.JUDGE),
        "entries": entries_to_judge(office.edition),
    }
    return page(request, office, "assign", context, status=422 if errors else 200)


def _choices_of(rounds: tuple[Round, ...]) -> list[dict[str, Any]]:
    return [{"key": item.key, "label": item.name} for item in rounds]


def _back(office: Office, round_key: str) -> str:
    return reverse("office:judging", args=[office.edition.slug]) + f"?round={round_key}"


@get_or_post
@door(*LEADERS)
def assign_by_hand(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Give one entry to one judge."""
    rounds = definition_of(office.edition.version_id).rounds
    typed = {"round": _round(rounds, request.GET.get("round", "")), "entry": request.GET.get("entry", ""), "judge": ""}
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        errors = {name: _("Choose one.") for name in ("entry", "judge") if not typed[name]}
        if not errors:
            errors = _give(request, office, typed)
        if not errors:
            messages.success(request, _("The judge has the entry now, and is told by mail."))
            return redirect(_back(office, typed["round"]))
    language = languages.active()
    context = {
        "rounds": _choices_of(rounds),
        "judges": [
            {"key": person.id, "label": person.name or person.email} for person in appointed(office.edition, Role.JUDGE)
        ],
        "entries": [{"key": row["id"], "label": _label(row, language)} for row in entries_to_judge(office.edition)],
        "typed": typed,
        "errors": errors,
        "problems": [{"message": words, "id": name} for name, words in errors.items()],
    }
    return page(request, office, "assign_by_hand", context, status=422 if errors else 200)


def _label(row: dict[str, Any], language: str) -> str:
    name = Text(th=row["organisation__name_th"], en=row["organisation__name_en"])
    return f"{row['reference']} {row['title']} ({name.pick(language)})"


def _give(request: OfficeRequest, office: Office, typed: dict[str, str]) -> dict[str, str]:
    entry = any_entry(typed["entry"])
    if entry.edition_id != office.edition.pk:
        raise NoSuchEntry
    try:
        actions.assign_by_hand(
            entry=entry, judge=person_by_id(typed["judge"]), round_key=typed["round"], acting=request.user,
            now=request.received_at,
        )  # fmt: skip
    except actions.UnableToAssign as unable:
        field = {"unknown_round": "round", "not_eligible": "entry"}.get(unable.code, "judge")
        return {field: str(explain(unable.code))}
    return {}


@get_or_post
@door(*READERS)
def sheet(request: OfficeRequest, office: Office, assignment: str) -> HttpResponseBase:
    """Show one scoresheet: its marks once it is finished; chair and organiser may take it back or open it again."""
    found = sheet_in(office.edition, assignment)
    if request.method != "POST" or not office.may_lead:
        return _sheet(request, office, found)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("act") == "reopen":
            actions.reopen_sheet(assignment=found, reason=reason, acting=request.user, now=request.received_at)
            messages.success(request, _("The scoresheet is open again for its judge."))
        elif request.POST.get("act") == "take_back":
            actions.unassign(assignment=found, reason=reason, acting=request.user, now=request.received_at)
            messages.success(request, _("The assignment is taken back."))
    except actions.BadReason:
        return _sheet(request, office, found, error=_("Write the reason."))
    except actions.UnableToAssign as unable:
        return refused(request, office, explain(unable.code))
    except actions.SheetLocked:
        return refused(
            request,
            office,
            _("Only a finished scoresheet can be opened again, and only while the entry is being judged."),
        )
    return redirect(_back(office, found.round))


def _sheet(request: OfficeRequest, office: Office, found: AssignmentItem, *, error: str = "") -> HttpResponse:
    finished = found.state == SheetState.FINISHED
    whole = sheet_of(found)
    context = {
        "assignment": found,
        "entry": found.entry,
        "judge": found.judge.name or found.judge.email,
        "state": STATES[SheetState(found.state)],
        "tag": _TAGS[SheetState(found.state)],
        "why": RECUSALS.get(found.recusal, ""),
        "finished": finished,
        "open": found.state == SheetState.OPEN,
        # Marks are the judge's own until the sheet is finished.
        "marks": [(criterion, whole.marks.get(criterion.key)) for criterion in whole.definition.criteria]
        if finished
        else [],
        "error": error,
        "problems": [{"message": error, "id": "reason"}] if error else [],
    }
    return page(request, office, "sheet", context, status=422 if error else 200)
