"""Where the entrant says that each criterion is shown: links that lead a judge to the very page."""

from __future__ import annotations

from dataclasses import dataclass

from rangwan.entries.queries import FileItem, pins_of
from rangwan.entries.rules.pinning import page_runs
from rangwan.judging.queries import Sheet


@dataclass(frozen=True)
class Run:
    """Pages that follow each other: 4–6, and the address of the first; "" where the file cannot be opened at a page."""

    shown: str
    url: str


@dataclass(frozen=True)
class Pinned:
    """The pages of one file on which a criterion is shown."""

    name: str
    runs: tuple[Run, ...]


def pinned(sheet: Sheet, files: list[FileItem], files_url: str) -> dict[str, list[Pinned]]:
    """Return {criterion: pages by file}. One query."""
    by_id = {file.id: file for file in files if file.status == "clean"}
    return {
        criterion: [
            Pinned(
                by_id[pin.file].name,
                tuple(Run(shown, _address(by_id[pin.file], page, files_url)) for page, shown in page_runs(pin.pages)),
            )
            for pin in pins
            if pin.file in by_id
        ]
        for criterion, pins in pins_of(sheet.entry).items()
    }


def _address(file: FileItem, page: int, files_url: str) -> str:
    if file.pages == "ready":
        return f"{files_url}{file.id}/pages/#page-{page}"
    return f"{files_url}{file.id}/#page={page}" if file.type == "pdf" else ""
