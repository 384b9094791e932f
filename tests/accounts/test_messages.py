from __future__ import annotations

import ast
from pathlib import Path

import rangwan.accounts
from rangwan.accounts import messages
from rangwan.accounts.rules import Refused

PARAMS = {"limit": 20, "length": 300}


def codes_raised() -> set[str]:
    """Every code that this package's code hands to Refused."""
    found = set()
    for path in Path(rangwan.accounts.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                code = node.args[1]
                assert isinstance(code, ast.Constant)
                found.add(str(code.value))
    return found


def test_every_refusal_has_words_in_both_languages_and_no_words_are_idle():
    assert codes_raised() == set(messages._SAYS)
    for code in codes_raised():
        said = messages.both_languages(Refused("name", code, **PARAMS))
        assert said["en"] != said["th"]
        assert "%" not in said["en"] + said["th"]
        assert any("ก" <= letter <= "๙" for letter in said["th"])


def test_a_number_is_told():
    said = messages.both_languages(Refused("name", "too_long", limit=200, length=100_000))
    assert said["en"] == "This is 100000 characters long. Please shorten it to 200 at most."
    assert said["th"] == "ข้อความนี้ยาว 100000 อักขระ โปรดย่อให้ไม่เกิน 200 อักขระ"


def test_a_missing_reason_is_asked_for():
    said = messages.both_languages(Refused("note", "required"))
    assert said["en"] == "Please give the reason: the person who asked will read it."
