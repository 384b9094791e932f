"""Why screening cannot do what was asked. Doors put these into words."""

from __future__ import annotations


class UnableToJudge(Exception):
    """The verdict lacks something: `missing` is [(point key, code)], with codes of rules.missing_for, and
    due_required, due_passed, parts_required, unknown_part, unknown_point, same_person, nothing_proposed,
    reason_required, membership_waiting, not_due_yet."""

    def __init__(self, missing: list[tuple[str, str]]) -> None:
        super().__init__(repr(missing))
        self.missing = missing


class UnableToClarify(Exception):
    """`code`: due_required_to_answer, due_passed_to_answer (asking); too_late, answered, taken_back, entry_gone
    (answering, taking back); entry_out, too_many_questions (asking)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
