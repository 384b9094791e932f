"""The task list of an entry: what there is to do, in any order, and how far each thing has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries.queries import EntryItem, FileItem, Task, files_of, tasks_of
from rangwan.forms.definition import FileSlot
from rangwan.programmes.definition import Definition


@dataclass(frozen=True)
class Group:
    """Some tasks under one heading. `tasks` are what the kit's task list draws."""

    title: str
    intro: str
    tasks: list[dict[str, Any]]


def groups_of(entry: EntryItem, definition: Definition, now: dt.datetime, open_parts: frozenset[str]) -> list[Group]:
    """Return the tasks in groups: what is required, what the criteria ask, what is not scored, the files."""
    needed: list[dict[str, Any]] = []
    judged: list[dict[str, Any]] = []
    unscored: list[dict[str, Any]] = []
    for task in tasks_of(entry, now):
        section = task.section
        if section.key not in open_parts:
            continue
        row = _row(entry, task)
        if not section.scored:
            unscored.append(row)
        elif any(q.criterion for q in section.questions) and not any(q.required for q in section.questions):
            judged.append(row)
        else:
            needed.append(row)
    present = files_of(entry)
    files = [_file_row(entry, slot, present) for slot in definition.form.files if f"file:{slot.key}" in open_parts]
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


def _row(entry: EntryItem, task: Task) -> dict[str, Any]:
    return {
        "id": task.section.key,
        "title": task.section.title,
        "url": reverse("entrant:section", args=[entry.id, task.section.key]),
        "state": task.progress,
    }


def _file_row(entry: EntryItem, slot: FileSlot, present: list[FileItem]) -> dict[str, Any]:
    here = [item for item in present if item.kind == slot.key]
    return {
        "id": f"file-{slot.key}",
        "title": slot.label,
        "hint": here[0].name if len(here) == 1 else _("%(count)s files") % {"count": len(here)} if here else "",
        "url": f"{reverse('entrant:files', args=[entry.id])}#slot-{slot.key}",
        "state": "complete" if here else "not_started",
        "state_label": "" if here or slot.required else _("Optional"),
    }
