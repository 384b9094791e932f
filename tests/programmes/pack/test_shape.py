from __future__ import annotations

from typing import get_args

import pytest

from rangwan.forms.definition import QuestionType


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "criteria.toml",
            "weight = 30",
            "wieght = 30",
            [
                "criteria.toml:1: “weight” is missing",
                "criteria.toml:{}: there is no field “wieght” here; did you mean “weight”?",
            ],
        ),
        ("award.toml", "[organiser]", "[organiser]\nfax = 1", ["award.toml:18: there is no field “fax” here"]),
        (
            "award.toml",
            'name.th = "รางวัลแสงแห่งสายน้ำ ครั้งที่ 3"\nname.en = "River Light Prize, third year"',
            'name = "x"',
            ["award.toml:{}: “name” needs both languages: name.th and name.en"],
        ),
        ("award.toml", "year = 2026", 'year = "this"', ["award.toml:{}: “year” must be a number"]),
        ("award.toml", 'short.th = "บ้านสายน้ำ"', "short.th = 3", ["award.toml:{}: “th” must be text in quotes"]),
        (
            "calendar.toml",
            "2026-01-15T09:00:00+01:00",
            '"soon"',
            [
                "calendar.toml:1: “opens_at” must be a date and time such as 2021-07-01T00:00:00+07:00",
            ],
        ),
        (
            "form/about.toml",
            "carry_over = true",
            'carry_over = "often"',
            ["form/about.toml:{}: “carry_over” must be true or false"],
        ),
        (
            "form/pictures.toml",
            'type = "longtext"',
            'type = "longtexts"',
            ["form/pictures.toml:{}: “longtexts” is not a known type; known are: " + ", ".join(get_args(QuestionType))],
        ),
        (
            "stages.toml",
            '[[prizes]]\nkey = "grand"',
            '[[prizes]]\nkind = "grand"',
            ["stages.toml:16: “key” is missing", "stages.toml:17: there is no field “kind” here"],
        ),
    ],
)
def test_a_file_of_another_shape_is_refused_in_plain_words(pack, file, old, new, said):
    line = pack.replace(file, old, new)
    assert [words for words in pack.refusals() if "weights add up" not in words] == [
        words.replace("{}", str(line)) for words in said
    ]


def test_a_list_where_one_is_due(pack):
    line = pack.replace("form.toml", '["about", "pictures"]', '"about"')
    assert f"form.toml:{line}: “sections” must be a list" in pack.refusals()


def test_a_date_where_one_is_due(pack):
    line = pack.replace("eligibility.toml", "months_before_closing = 1", 'or_before = "February"')
    assert pack.refusals() == [f"eligibility.toml:{line}: “or_before” must be a date such as 2021-02-01"]
