from __future__ import annotations

import pytest

from rangwan.documents.deck_marks import Mark, criterion_of, mark_of, name_of


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("answer:problem", Mark("answer", "problem")),
        ("answer:problem#12+", Mark("answer", "problem", continues=True)),
        ("rows:roadmap_3_6#2", Mark("rows", "roadmap_3_6")),
        ("answer:problem 7", Mark("answer", "problem")),  # as a program names a copy
        ("Title 1", None),
        ("answer:", None),
        ("answer:ปัญหา", None),
        ("answer:problem;drop", None),
        ("answer:" + "a" * 5000, None),
        ("", None),
    ],
)
def test_names_are_read(name, mark):
    assert mark_of(name) == mark


def test_names_are_read_as_they_were_written():
    assert mark_of(name_of("answer", "a_1", 3, continues=True)) == Mark("answer", "a_1", continues=True)
    assert name_of("facts", "a") == "facts:a"


def test_the_first_criterion_counts_and_names_of_others_carry_none():
    assert criterion_of(["Slide 1", "criterion:a#2", "criterion:b"]) == "a"
    assert criterion_of(["", "Slide 1", "Title 1"]) is None
