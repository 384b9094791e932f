"""What can be wrong with an answer, as plain data; words are put to it in forms.messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rangwan.kernel.text import storable

# Everything that the rules can find wrong; forms.messages has words for each.
Code = Literal[
    "required",
    "wrong_type",
    "too_long",
    "unreadable_characters",
    "not_a_number",
    "not_whole",
    "too_many_decimals",
    "below_minimum",
    "above_maximum",
    "negative",
    "unreadable_year",
    "year_too_early",
    "year_too_late",
    "unreadable_date",
    "no_such_day",
    "not_buddhist_era",
    "far_future",
    "not_yes_or_no",
    "unknown_choice",
    "other_needs_text",
    "other_not_chosen",
    "too_few_choices",
    "not_an_email",
    "not_a_phone",
    "not_a_url",
    "too_many_rows",
    "unknown_field",
    "unknown_measure",
    "own_needs_label",
]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `key`: a question key, `file:<slot>`, `eligibility:<rule>` or `survey:<key>`.

    `code`: one of `Code`, or "declared" where `params` brings words of its own as "text" ({"th", "en"}).
    `params` are JSON values that the message names: figures, what was typed, and for one cell of a table
    `row` (from 1), `column` (its label, {"th", "en"}) and `field` (the name of its field in the page).
    """

    key: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def field(self) -> str:
        """Name of the page's field to link to: the cell's where there is one, else the key."""
        return str(self.params.get("field") or self.key)


class Invalid(ValueError):
    """A raw answer that cannot be used. `code` and `params` say why; `also` holds further faults of a table."""

    def __init__(self, code: Code, params: dict[str, Any] | None = None, also: Sequence[Invalid] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}
        self.also = tuple(also)

    def all(self) -> Iterator[Invalid]:
        """Yield this fault and, one by one, those found with it."""
        yield self
        for other in self.also:
            yield from other.all()

    def at(self, **place: Any) -> list[Invalid]:
        """Return every fault again, one each, with the place (row, column, field) where it was found."""
        return [Invalid(fault.code, {**fault.params, **place}) for fault in self.all()]


def field_name(*parts: object) -> str:
    """Return the name of a field in a page: the question's key, then what it is of, joined by hyphens."""
    return "-".join(str(part) for part in parts)


MOST_FAULTS = 50  # of one answer; whoever has mended fifty is told about the next ones


def raise_faults(faults: Sequence[Invalid]) -> None:
    """Raise the first of `faults` with the others behind it; do nothing when there are none."""
    if faults:
        raise Invalid(faults[0].code, faults[0].params, also=faults[1:MOST_FAULTS])


def quoted(raw: object) -> str:
    """Return the beginning of what was typed, short enough to repeat in a message."""
    text = storable(raw).strip() if isinstance(raw, str) else ""
    return text if len(text) <= 40 else f"{text[:40]}…"
