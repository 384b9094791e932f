from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "why"),
    [
        ("form/about.toml", 'example = "2026-01-31"', 'example = "31/02/2569"', "no_such_day, typed: 31/02/2569"),
        ("form/about.toml", "example = true", 'example = "perhaps"', "not_yes_or_no"),
        ("form/pictures.toml", '"Paper coated by hand"', '"' + "a" * 501 + '"', "too_long, length: 501, max: 500"),
        ("form/pictures.toml", '{ choice = "other", other = "Cyanotype" }', '"blue"', "unknown_choice, typed: blue"),
    ],
)
def test_an_example_that_its_question_refuses(pack, file, old, new, why):
    line = pack.replace(file, old, new)
    assert pack.refusals() == [f"{file}:{line}: the question does not accept its own example ({why})"]


def test_the_example_of_a_field_and_of_an_on_screen_question(pack):
    line = pack.replace("form/pictures.toml", 'label.en = "Abroad?"\n', 'label.en = "Abroad?"\nexample = "far"\n')
    pack.add(
        "survey.toml",
        '[[questions]]\nkey = "heard"\ntype = "choices"\nlabel.th = "ก"\nlabel.en = "a"\nexample = ["radio"]\n'
        'choices = [{ key = "paper", label.th = "ก", label.en = "a" }]\n',
    )
    assert pack.refusals() == [
        f"form/pictures.toml:{line + 1}: the question does not accept its own example (not_yes_or_no)",
        "survey.toml:6: the question does not accept its own example (unknown_choice, typed: radio)",
    ]
