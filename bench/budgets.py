"""What each page may cost, and what it is measured beside. The numbers are data: change them here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """The most that one row may cost. `cpu` is milliseconds of the server's processor for a request (or an entry)."""

    key: str
    what: str
    cpu: float
    queries: int | None = None
    others: str = "–"  # what pretalx 2026.2.1 needs for the like, in milliseconds of its server's processor


@dataclass(frozen=True)
class Ceiling:
    """The most that a web process may hold (MB) or take to start (seconds of the processor)."""

    key: str
    what: str
    most: float
    unit: str
    others: str = "–"


PAGES = (
    Budget("announcement_uncached", "announcement, made afresh", 12, others="27–30"),
    Budget("announcement_cached", "announcement, from the page cache", 1.5, others="never cached"),
    Budget("announcement_304", "announcement, not changed (304)", 1.5, others="never cached"),
    Budget("office_50", "entries with scores, 50 rows", 30, queries=15, others="530"),
    Budget("office_250", "entries with scores, 250 rows", 90, queries=15, others="2,240"),
    Budget("office_500", "entries with scores, 500 rows", 150, queries=15, others="not possible"),
    Budget("autosave", "one question saved as it is typed (autosave)", 10),
    Budget("task_list", "task list of a full draft", 15),
    Budget("presence", "a page says that it is open", 10),
    Budget("judge_sheet", "judge's screen", 30, others="104"),
    Budget("mark_page", "mark saved (the page's autosave)", 15, others="56"),
    Budget("mark_api", "mark saved (API)", 15, others="56"),
    Budget("whole_entry", "one whole entry with a 5 MB file (7 requests)", 120, others="428"),
)

PROCESS = (
    Ceiling("memory", "memory of a web process after all this (PSS)", 150, "MB", others="180–200"),
    Ceiling("start", "processor time of a web process and its supervisor until the first answer", 1.5, "s"),
    Ceiling("disk", "bytes written for each byte of an upload, the database's own too", 1.5, "×", others="2 copies"),
    Ceiling("upload_disk", "bytes written for each byte of 20 MB in pieces, the database's own too", 1.2, "×"),
    Ceiling("upload_memory", "memory that a web process needs more for 20 MB in pieces than for 5 MB (PSS)", 5, "MB"),
    Ceiling("upload_p95", "p95 of the task list beside 16 uploads at 30 kB/s, to its p95 without them", 2, "×"),
)
