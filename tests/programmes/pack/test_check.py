from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# What is put in the place of what, and what is said of it: {} is the line of the change.
SPOILT = [
    pytest.param(
        "criteria.toml",
        "weight = 30",
        "weight = 27",
        ["criteria.toml:65: the weights add up to 97, not 100"],
        id="weights",
    ),
    pytest.param(
        "criteria.toml",
        "weight = 30",
        'weight = "30"',
        ["criteria.toml:{}: “weight” must be a number above 0"],
        id="weight that is no number",
    ),
    pytest.param(
        "criteria.toml",
        "weight = 30",
        "weight = -30",
        ["criteria.toml:{}: “weight” must be a number above 0", "criteria.toml:65: the weights add up to 40, not 100"],
        id="weight below nothing",
    ),
    pytest.param(
        "criteria.toml",
        "weight = 30",
        "weight = 1e999999",
        [
            "criteria.toml:{}: this number is too long, or is no number",
            "criteria.toml:{}: “weight” must be a number above 0",
        ],
        id="weight beyond all measure",
    ),
    pytest.param(
        "criteria.toml",
        "weight = 30",
        "weight = nan",
        [
            "criteria.toml:{}: this number is too long, or is no number",
            "criteria.toml:{}: “weight” must be a number above 0",
        ],
        id="weight that is not a number at all",
    ),
    pytest.param(
        "criteria.toml",
        'key = "story"',
        'key = "light"',
        ["criteria.toml:{}: the key “light” is used twice"],
        id="criterion twice",
    ),
    pytest.param(
        "criteria.toml",
        'key = "story"',
        'key = "เรื่อง"',
        ["criteria.toml:{}: the key “เรื่อง” must be small letters a–z, digits and _, a letter first"],
        id="key that no address carries",
    ),
    pytest.param(
        "criteria.toml",
        "guidance_order = 2",
        "guidance_order = 1",
        ["criteria.toml:{}: guidance_order 1 is used twice"],
        id="guidance order twice",
    ),
    pytest.param(
        "criteria.toml",
        "guidance_order = 2",
        'guidance_order = 2\nsurvey = "tools"',
        ["criteria.toml:23: there is no on-screen question “tools” in survey.toml"],
        id="unknown on-screen question",
    ),
    pytest.param(
        "criteria.toml",
        "lowest = 2, highest = 4",
        "lowest = 2.5, highest = 4",
        ["criteria.toml:{}: no level holds the marks between 1.5 and 2.5"],
        id="rubric with a gap",
    ),
    pytest.param(
        "criteria.toml",
        "lowest = 2, highest = 4",
        "lowest = 1.5, highest = 4",
        ["criteria.toml:{}: two levels hold the mark 1.5"],
        id="rubric that overlaps",
    ),
    pytest.param(
        "criteria.toml",
        "lowest = 2, highest = 4",
        "lowest = 4, highest = 2",
        ["criteria.toml:{}: the level ends at 2, below its start 4"],
        id="rubric level upside down",
    ),
    pytest.param(
        "criteria.toml",
        "lowest = 4.5, highest = 6",
        "lowest = 4.5, highest = 5",
        ["criteria.toml:{}: the highest level ends at 5, not 6"],
        id="rubric below the top",
    ),
    pytest.param(
        "criteria.toml",
        "lowest = 0, highest = 49",
        "lowest = 1, highest = 49",
        ["criteria.toml:{}: the lowest level starts at 1, not 0"],
        id="rubric above 0",
    ),
    pytest.param(
        "criteria.toml",
        "maximum = 100",
        "maximum = 110",
        ["criteria.toml:59: the highest level ends at 100, not 110"],
        id="scale beyond its rubric",
    ),
    pytest.param(
        "award.toml",
        'name.en = "River Light Prize, third year"\n',
        "",
        ["award.toml:7: “name” has no English"],
        id="no English",
    ),
    pytest.param(
        "award.toml",
        'theme.th = "สายน้ำยามเช้า"',
        'theme.th = " "',
        ["award.toml:{}: “theme” has no Thai"],
        id="blank Thai",
    ),
    pytest.param(
        "criteria.toml",
        ', text.en = "The light tells nothing"',
        "",
        ["criteria.toml:13: “text” has no English"],
        id="no English deep inside",
    ),
    pytest.param(
        "award.toml",
        "year = 2026",
        "year = 2569",
        ["award.toml:{}: the year is Gregorian here: 2569 would be 2026"],
        id="Buddhist year",
    ),
    pytest.param(
        "award.toml",
        '"river-light-2026"',
        '"แสง"',
        ["award.toml:{}: “แสง” must be small letters a–z, digits and single hyphens, 60 at most"],
        id="slug",
    ),
    pytest.param(
        "calendar.toml",
        "closes_at = 2026-04-30T12:00:00+01:00",
        "closes_at = 2026-01-15T08:00:00Z",
        ["calendar.toml:{}: entries close before they open"],
        id="closes before it opens",
    ),
    pytest.param(
        "calendar.toml",
        "opens_at = 2026-01-15T09:00:00+01:00",
        "opens_at = 2026-01-15T09:00:00",
        ["calendar.toml:{}: a moment needs its offset, as in 2021-07-01T00:00:00+07:00"],
        id="no offset",
    ),
    pytest.param(
        "calendar.toml",
        "grace_seconds = 300",
        "grace_seconds = -1",
        ["calendar.toml:{}: the grace period cannot be negative"],
        id="negative grace",
    ),
    pytest.param(
        "eligibility.toml",
        'question = "is_own_work"',
        'question = "is_mine"',
        ["eligibility.toml:{}: there is no question “is_mine”"],
        id="rule on an unknown question",
    ),
    pytest.param(
        "eligibility.toml",
        'question = "is_own_work"',
        'question = "essay_title"',
        ["eligibility.toml:{}: the test “yes” needs a question of type yesno"],
        id="rule on a question of another type",
    ),
    pytest.param(
        "eligibility.toml",
        'question = "is_own_work"\n',
        "",
        ["eligibility.toml:1: the test “yes” needs a question"],
        id="rule without its question",
    ),
    pytest.param(
        "eligibility.toml",
        "months_before_closing = 1\n",
        "",
        ["eligibility.toml:12: say months_before_closing, or_before, or both"],
        id="in use since when",
    ),
    pytest.param(
        "eligibility.toml",
        'test = "yes"',
        'test = "organisation_type"',
        ["eligibility.toml:1: organisation_types is empty"],
        id="no organisation can enter",
    ),
    pytest.param(
        "eligibility.toml",
        'key = "older_picture"',
        'key = "own_work"',
        ["eligibility.toml:{}: the key “own_work” is used twice"],
        id="rule twice",
    ),
    pytest.param(
        "submission-form.toml",
        'key = "show"',
        'key = "own"',
        ["submission-form.toml:{}: the key “own” is used twice"],
        id="consent twice",
    ),
    pytest.param(
        "submission-form.toml",
        'source = "essay_title"',
        'source = "essay"',
        [
            (
                "submission-form.toml:{}: there is no question “essay”, nor is it one of organisation.name, "
                "organisation.type, organisation.amphoe, organisation.province"
            )
        ],
        id="blank without a source",
    ),
    pytest.param(
        "stages.toml",
        'key = "mention"',
        'key = "grand"',
        ["stages.toml:{}: the key “grand” is used twice"],
        id="prize twice",
    ),
    pytest.param(
        "stages.toml", "count = 3", "count = 0", ["stages.toml:{}: “count” must be at least 1"], id="no prize"
    ),
    pytest.param(
        "stages.toml",
        "per_entry = 5",
        "per_entry = 0",
        ["stages.toml:{}: “per_entry” must be at least 1"],
        id="no judges",
    ),
    pytest.param(
        "stages.toml",
        'key = "final"',
        'key = "reading"',
        ["stages.toml:{}: the key “reading” is used twice"],
        id="round twice",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), SPOILT)
def test_a_spoilt_pack_is_refused_with_file_line_and_reason(pack, file, old, new, said):
    line = pack.replace(file, old, new)
    assert pack.refusals() == [words.replace("{}", str(line)) for words in said]


def test_the_reason_is_said_in_thai_too(pack):
    pack.replace("criteria.toml", "weight = 30", "weight = 27")
    assert pack.refusals("th") == ["criteria.toml:65: น้ำหนักรวมกันได้ 97 ไม่ใช่ 100"]


def test_no_criteria_at_all(pack):
    (pack.folder / "criteria.toml").write_text("criteria = []\n", "utf-8")
    assert pack.refusals()[0] == "criteria.toml:1: there are no criteria"


def test_all_faults_are_said_at_once(pack):
    pack.replace("criteria.toml", "weight = 30", "weight = 27")
    pack.replace("calendar.toml", "grace_seconds", "grace_second")
    pack.replace("award.toml", 'theme.en = "Rivers at first light"\n', "")
    pack.replace("form/pictures.toml", 'criterion = "craft"', 'criterion = "skill"')
    assert pack.refusals() == [
        "award.toml:9: “theme” has no English",
        "calendar.toml:3: there is no field “grace_second” here; did you mean “grace_seconds”?",
        "criteria.toml:65: the weights add up to 97, not 100",
        "form/pictures.toml:19: there is no criterion “skill”",
    ]


weights = st.integers(min_value=1, max_value=4000).map(lambda cents: Decimal(cents) / 100)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(weights, min_size=5, max_size=5), st.booleans())
def test_only_weights_of_exactly_100_load(pack, drawn, close):
    if close and sum(drawn[:4]) < 100:
        drawn = [*drawn[:4], 100 - sum(drawn[:4])]  # to the cent, where floats would miss it
    path = pack.folder / "criteria.toml"
    lines = path.read_text("utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if line.startswith("weight = ")]
    tops = {number: line for number, line in enumerate(lines) if line.startswith("rubric = [{ lowest = 0, highest = ")}
    last = max(tops)
    for place, weight in zip(places, drawn, strict=True):
        lines[place] = f"weight = {weight}"
    head, _, tail = tops[last].partition("highest = ")
    lines[last] = f"{head}highest = {drawn[-1]}, {tail.partition(', ')[2]}"
    path.write_text("\n".join(lines), "utf-8")
    total = sum(drawn)
    said = (
        []
        if total == 100
        else [f"criteria.toml:{places[-1] + 1}: the weights add up to {total.normalize():f}, not 100"]
    )
    assert pack.refusals() == said
