"""The task list of an entry: what there is to do, in any order, and how far each thing has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries.queries import EntryItem, Task, tasks_of
from rangwan.forms.definition import FileSlot
from rangwan.programmes.definition import Definition


@dataclass(frozen=True)
class Group:
    """Some tasks under one heading. `tasks` are what the kit's task list draws."""

    title: str
    intro: str
    tasks: list[dict[str, Any]]


def groups_of(
    entry: EntryItem,
    definition: Definition,
    now: dt.datetime,
    open_parts: frozenset[str],
    *,
    present: Mapping[str, list[str]],
    held: Mapping[str, str] | None = None,
) -> list[Group]:
    """Return the tasks in groups: what is required, what the criteria ask, what is not scored, the files.

    `present` are the names of the files in each slot; `held` says who else is at which section.
    """
    needed: list[dict[str, Any]] = []
    judged: list[dict[str, Any]] = []
    unscored: list[dict[str, Any]] = []
    base = reverse("entrant:entry", args=[entry.id])  # every part lies under it: one look-up for all
    for task in tasks_of(entry, now):
        section = task.section
        if section.key not in open_parts:
            continue
        row = _row(base, task) | {"held": (held or {}).get(section.key, "")}
        if not section.scored:
            unscored.append(row)
        elif any(q.criterion for q in section.questions) and not any(q.required for q in section.questions):
            judged.append(row)
        else:
            needed.append(row)
    files = [
        _file_row(base, slot, present.get(slot.key, []))
        for slot in definition.form.files
        if f"file:{slot.key}" in open_parts
    ]
    groups = [
        Group(_("Project and contact"), "", needed),
        Group(
            _("Topics that the committee judges"),
            _(
                "You may answer here, in the presentation, or in both. "
                "What you leave empty is read in the presentation."
            ),
            judged,
        ),
        Group(_("Not scored"), "", unscored),
        Group(_("Files"), "", files),
    ]
    return [group for group in groups if group.tasks]


def counted(groups: list[Group]) -> tuple[int, int]:
    """Return how many tasks are completed, and how many there are."""
    tasks = [task for group in groups for task in group.tasks]
    return sum(task["state"] == "complete" for task in tasks), len(tasks)


def _row(base: str, task: Task) -> dict[str, Any]:
    return {
        "id": task.section.key,
        "title": task.section.title,
        "url": f"{base}sections/{task.section.key}/",
        "state": task.progress,
    }


def _file_row(base: str, slot: FileSlot, here: list[str]) -> dict[str, Any]:
    return {
        "id": f"file-{slot.key}",
        "title": slot.label,
        "hint": here[0] if len(here) == 1 else _("%(count)s files") % {"count": len(here)} if here else "",
        "url": f"{base}files/#slot-{slot.key}",
        "state": "complete" if here else "not_started",
        "state_label": "" if here or slot.required else _("Optional"),
    }
