"""What the kernel says of a process and its children (Linux: everything is read from /proc)."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from pathlib import Path

PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Return a process and all its descendants, the process itself first."""
    children = defaultdict(list)
    for pid in _all():
        fields = _stat(pid)
        if fields:
            children[int(fields[1])].append(pid)
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop(0)
        found.append(pid)
        waiting += children[pid]
    return found


def named(name: str) -> list[int]:
    """Return every process of this name."""
    return [pid for pid in _all() if _read(pid, "comm").strip() == name]


def cpu_seconds(pids: list[int]) -> float:
    """Return the processor time that these took so far, with that of their children that have ended."""
    spent = 0
    for pid in pids:
        fields = _stat(pid)
        spent += sum(int(field) for field in fields[11:15])  # utime, stime, cutime, cstime
    return spent / _TICKS


def memory(pid: int) -> float:
    """Return the memory of a process in MB, shared pages in their share (PSS); 0 when it is gone."""
    for line in _read(pid, "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def bytes_written(pids: list[int]) -> int:
    """Return how many bytes these processes handed to write(): a file that is copied counts twice."""
    spent = 0
    for pid in pids:
        for line in _read(pid, "io").splitlines():
            if line.startswith("wchar:"):
                spent += int(line.split()[1])
    return spent


def yardstick() -> float:
    """Return the milliseconds of the processor that a fixed piece of Python takes here and now, the best of three.

    On a machine whose neighbours are busy the same work takes more of the processor, and so does everything measured.
    """
    return min(_fixed_work() for _ in range(3))


def _fixed_work() -> float:
    began = time.process_time()
    words: dict[str, int] = {}
    for number in range(60_000):
        key = str(number % 700)
        words[key] = words.get(key, 0) + len(key)
    return (time.process_time() - began) * 1000


def _all() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str]:
    """Return the fields of stat from the state on; the name before it may hold spaces. Nothing for who is gone."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""
