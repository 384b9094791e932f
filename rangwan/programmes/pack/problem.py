"""What is wrong with a pack: the file, the line and the reason, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rangwan.kernel.text import Text


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One fault of a pack. `file` is relative to the pack's folder; `line` counts from 1, 0 where there is no line."""

    file: str
    line: int
    reason: Text

    def say(self, language: str) -> str:
        """Return the fault on one line in `language`: `criteria.toml:12: the weights add up to 97, not 100`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason.pick(language)}"

    def __str__(self) -> str:
        return self.say("en")


class PackRefused(Exception):
    """A pack that cannot be loaded; `problems` names every fault, in the order of files and lines."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.line, p.reason.en))
        super().__init__("\n".join(str(problem) for problem in self.problems))
