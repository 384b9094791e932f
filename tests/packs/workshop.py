"""The small pack and the means to break it; the call for entries to compare with."""

from __future__ import annotations

import re
from pathlib import Path

from rangwan.programmes.pack import PackRefused, load_pack

SMALL = Path(__file__).parent / "river-light-2026"
SHARED = Path(__file__).parents[3] / "shared"  # beside the checkout, where it is at hand
CALL = SHARED / "seed" / "call-for-entries-2564.txt"


def words(text: str) -> str:
    """Return `text` without white space, which the call's own copy broke anywhere."""
    return re.sub(r"\s+", "", text)


class Workshop:
    """A copy of the small pack that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def replace(self, file: str, old: str, new: str, *, nth: int = 1) -> int:
        """Put `new` in the place of the nth `old`; return the line (from 1) on which it stands."""
        path = self.folder / file
        before, *rest = path.read_text("utf-8").split(old)
        assert len(rest) >= nth, f"{old!r} stands {len(rest)} times in {file}"
        head = old.join([before, *rest[: nth - 1]])
        path.write_text(head + new + old.join(rest[nth - 1 :]), "utf-8")
        return head.count("\n") + 1

    def add(self, file: str, text: str) -> int:
        """Append `text`; return the line on which it starts."""
        path = self.folder / file
        before = path.read_text("utf-8") if path.exists() else ""
        path.parent.mkdir(exist_ok=True)
        path.write_text(before + text, "utf-8")
        return before.count("\n") + 1

    def refusals(self, language: str = "en") -> list[str]:
        """Return what the loader says, one line per fault; nothing where it loads."""
        try:
            load_pack(self.folder)
        except PackRefused as refused:
            return [problem.say(language) for problem in refused.problems]
        return []
