"""What an entry says, written once for all its judges: the longest part of a scoresheet and the same on each of them.

Kept in this process's memory under all that it depends on, so that it is never out of date; who may read it has been
asked before.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from rangwan.entries.queries import Answered, FileItem, answers_of
from rangwan.judging.queries import Sheet
from rangwan.web.kit.languages import active

_MOST = 64  # entries, some 50 kB each
_kept: OrderedDict[tuple[Any, ...], Written] = OrderedDict()
_lock = Lock()
# Stands for the address of the files, which is each judge's own. Nobody can type it.
_FILES = f"files-{secrets.token_hex(16)}/"


@dataclass(frozen=True)
class Written:
    """The answers in HTML: `background` are (title, answers) of sections that serve no criterion, `serving` the others
    by criterion."""

    background: tuple[tuple[Any, SafeString], ...]
    serving: dict[str, SafeString]

    def for_judge(self, files_url: str) -> Written:
        """Return the same with the addresses of one judge's files."""
        return Written(
            tuple((title, _put(html, files_url)) for title, html in self.background),
            {key: _put(html, files_url) for key, html in self.serving.items()},
        )


def written(sheet: Sheet, files: list[FileItem], files_url: str) -> Written:
    """Return the answers of the sheet's entry; `files` are the entry's, `files_url` is where this judge reads them."""
    entry = sheet.entry
    hung = tuple((file.id, file.name, file.question, file.size) for file in files)
    key = (entry.pk, entry.version, entry.changed_at, entry.definition_id, hung, active())
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
    if found is None:
        found = _write(sheet, files)
        with _lock:
            _kept[key] = found
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return found.for_judge(files_url)


def _write(sheet: Sheet, files: list[FileItem]) -> Written:
    background: list[tuple[Any, SafeString]] = []
    serving: dict[str, list[Answered]] = {}
    for section, answered in answers_of(sheet.entry, files=files):
        rest = []
        for item in answered:
            if item.question.criterion:
                serving.setdefault(item.question.criterion, []).append(item)
            else:
                rest.append(item)
        if rest and not section.carry_over:
            background.append((section.title, _html(rest)))
    return Written(tuple(background), {criterion: _html(items) for criterion, items in serving.items()})


def _html(answered: list[Answered]) -> SafeString:
    return render_to_string("kit/components/answered.html", {"answered": answered, "files_url": _FILES})


def _put(html: SafeString, files_url: str) -> SafeString:
    return mark_safe(html.replace(_FILES, files_url))  # noqa: S308  a template wrote it; the address is one of ours
