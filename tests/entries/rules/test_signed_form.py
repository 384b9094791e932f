"""The code on the form: read to the last letter, and compared with the answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules import answers_digest
from rangwan.entries.rules.signed_form import (
    PrintedCode,
    code_address,
    is_printed_digest,
    parse_code,
    standing_of,
)
from rangwan.kernel.ids import new_id

DIGEST = answers_digest({"problem": "น้ำท่วม"})
ENTRY, OTHER = "23456789bcdfghjkmnpqrs", "zxwvtsrqpnmkjhgfdcb987"
GOOD = f"https://award.example.go.th/my/entries/{ENTRY}/signed-form/?v=12&d={DIGEST[:32]}"


@given(st.integers(1, 999_999_999), st.dictionaries(st.text(), st.text()), st.sampled_from(
    ("http://127.0.0.1:8000", "https://award.example.go.th", "https://award.example.go.th/", "https://a.th/awards")
))  # fmt: skip
def test_what_is_written_is_read_back(version, answers, base):
    entry, digest = new_id(), answers_digest(answers)
    code = parse_code(code_address(base, entry, version, digest))
    assert code == PrintedCode(entry, version, digest[:32])
    assert is_printed_digest(code.digest, digest)


@given(st.text())
def test_other_texts_are_no_code(text):
    assert parse_code(text) is None


@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_one_letter_more_is_no_code_of_ours(place, letter):
    read = parse_code(GOOD[:place] + letter + GOOD[place:])
    # A letter in the name of the host, or one more digit in the version, makes another code; nothing else does.
    assert read is None or read.entry == ENTRY
    assert read is None or read.digest == DIGEST[:32]


def test_what_only_looks_like_a_code():
    assert parse_code(GOOD) == PrintedCode(ENTRY, 12, DIGEST[:32])
    changed = (
        GOOD + "\n", " " + GOOD, GOOD.upper(), GOOD[:-1], GOOD + "0", GOOD.replace("v=12", "v=0"), GOOD + "&x=1",
        GOOD.replace("v=12", "v=012"), GOOD.replace("v=12", "v=๑๒"), GOOD.replace("https", "ftp"), GOOD + "#x",
        GOOD.replace("?v=12&d", "?d").replace(DIGEST[:32], f"{DIGEST[:32]}&v=12"),
        GOOD.replace(ENTRY, ENTRY.replace("b", "a")), GOOD.replace("signed-form", "submission-form"),
    )  # fmt: skip
    assert [text for text in changed if parse_code(text)] == []


def test_a_digest_is_compared_whole():
    assert is_printed_digest(DIGEST[:32], DIGEST)
    assert not is_printed_digest(DIGEST[:31], DIGEST)
    assert not is_printed_digest("", DIGEST)
    assert not is_printed_digest("0" * 32, DIGEST)


def test_how_a_form_stands():
    now = PrintedCode(ENTRY, 12, DIGEST[:32])
    old, older = PrintedCode(ENTRY, 11, "0" * 32), PrintedCode(ENTRY, 3, "1" * 32)
    strange = PrintedCode(OTHER, 12, DIGEST[:32])
    assert standing_of([], ENTRY, DIGEST) == ("no_code", None)
    assert standing_of([now], ENTRY, DIGEST) == ("matches", now)
    assert standing_of([older, old], ENTRY, DIGEST) == ("changed", old)
    assert standing_of([strange], ENTRY, DIGEST) == ("other_entry", strange)
    assert standing_of([strange, old, now], ENTRY, DIGEST) == ("matches", now)
    assert standing_of([strange, old], ENTRY, DIGEST) == ("changed", old)
