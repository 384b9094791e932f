"""What an approval holds for, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules.approving import MISSING, Standing, content_digest, standing

ANSWERS = st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=8), st.integers(), st.booleans()), max_size=4)
FILES = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=4)


@given(ANSWERS, FILES, st.randoms())
def test_the_order_does_not_matter(answers, files, random):
    shuffled, keys = files.copy(), list(answers)
    random.shuffle(shuffled)
    random.shuffle(keys)
    assert content_digest({key: answers[key] for key in keys}, shuffled) == content_digest(answers, files)


@given(ANSWERS, FILES, ANSWERS, FILES)
def test_anything_else_does(answers, files, others, other_files):
    same = (answers, sorted(files)) == (others, sorted(other_files))
    kinds = {key: type(value) for key, value in answers.items()} == {key: type(value) for key, value in others.items()}
    found = content_digest(answers, files) == content_digest(others, other_files)
    assert found == (same and kinds)  # True and 1 are equal in Python and differ in an answer


@pytest.mark.parametrize(
    ("verdict", "same", "expected"),
    [
        (None, True, Standing.NEEDED), (None, False, Standing.NEEDED),
        ("taken_back", True, Standing.NEEDED), ("taken_back", False, Standing.NEEDED),
        ("refused", True, Standing.REFUSED), ("refused", False, Standing.REFUSED),
        ("asked", True, Standing.WAITING), ("asked", False, Standing.OUTDATED),
        ("approved", True, Standing.GIVEN), ("approved", False, Standing.OUTDATED),
    ],
)  # fmt: skip
def test_where_it_stands(verdict, same, expected):
    assert standing(verdict, "a", "a" if same else "b") == expected


def test_all_but_a_given_one_keeps_the_entry():
    assert set(Standing) - set(MISSING) == {Standing.GIVEN}
