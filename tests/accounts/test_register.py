from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.accounts import register
from tests.accounts.conftest import HEADER, ROWS, csv_file

GOOD = ROWS[1]


def test_reads_every_row_with_and_without_a_byte_order_mark(tmp_path: Path):
    plain = register.read(csv_file(tmp_path, ROWS))
    marked = register.read(csv_file(tmp_path, ROWS, bom=True))
    assert plain == marked
    assert [row.code for row in plain[0]] == [
        None, "6580103", "4200103", "6450701", "3950102", "2950101", "6950103", "3200408", "5230701",
    ]  # fmt: skip
    assert plain[1] == []


def test_the_type_is_what_the_column_says_and_never_the_code(tmp_path: Path):
    # Pattaya has a city's code, and a sub-district municipality may have kept the 6 of its time as an SAO.
    municipality = GOOD.replace("TAO,อบต.", "TM,ทต.").replace("องค์การบริหารส่วนตำบล", "เทศบาลตำบล")
    rows, problems = register.read(csv_file(tmp_path, [municipality, ROWS[7]]))
    assert [(row.code, row.type) for row in rows] == [("6580103", "TM"), ("3200408", "SP")]
    assert problems == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace(",TAO,", ",XYZ,"), "unknown type “XYZ”"),
        (GOOD.replace(",TAO,", ",,"), "unknown type “”"),
        (GOOD.replace("6580103,", ",", 1), "no code"),
        (GOOD.replace("6580103,", "658010,", 1), "the code “658010” must have 7 digits"),
        (GOOD.replace("6580103,", "๖๕๘๐๑๐๓,", 1), "the code “๖๕๘๐๑๐๓” must have 7 digits"),
        (GOOD.replace("องค์การบริหารส่วนตำบลปางหมู", ""), "full_name_th is empty"),
        (GOOD.replace(",แม่ฮ่องสอน,", ",,"), "province_th is empty"),
        (GOOD.replace("องค์การบริหารส่วนตำบลปางหมู", "ก" * 301), "name_th is longer than 300 characters"),
        (GOOD.replace("เมืองแม่ฮ่องสอน", "น" * 121), "amphoe_th is longer than 120 characters"),
        (GOOD.replace("Pang Mu Sub", "Pang\x00Mu Sub"), "full_name_en holds a character that cannot be used"),
        (GOOD + ",more", "the number of columns differs from the header's"),
        ("6580103,TAO", "the number of columns differs from the header's"),
    ],
)
def test_a_bad_line_is_left_out_whole_with_its_number_and_reason(tmp_path: Path, line: str, reason: str):
    rows, problems = register.read(csv_file(tmp_path, [ROWS[2], line, ROWS[4]]))
    assert [row.code for row in rows] == ["4200103", "3950102"]
    assert [(problem.line, problem.reason.en) for problem in problems] == [(3, reason)]
    assert problems[0].reason.th != ""


def test_every_bad_line_is_reported_and_repeats_name_the_first(tmp_path: Path):
    lines = [ROWS[1], ROWS[1], ROWS[0], ROWS[0], "x", ROWS[2]]
    rows, problems = register.read(csv_file(tmp_path, lines))
    assert len(rows) == 3
    assert [(problem.line, problem.reason.en) for problem in problems] == [
        (3, "code 6580103 repeats line 2"),
        (5, "name กรุงเทพมหานคร repeats line 4"),
        (6, "the number of columns differs from the header's"),
    ]


def test_a_line_is_counted_where_it_begins_in_the_file(tmp_path: Path):
    spanning = GOOD.replace("Pang Mu Subdistrict", '"Pang Mu\nSubdistrict').replace(
        "Organization,58", 'Organization",58'
    )
    rows, problems = register.read(csv_file(tmp_path, [spanning, "x"]))
    assert rows[0].name_en == "Pang Mu Subdistrict Administrative Organization"
    assert [problem.line for problem in problems] == [4]


def test_a_broken_quote_is_a_problem_of_its_line(tmp_path: Path):
    rows, problems = register.read(csv_file(tmp_path, [ROWS[2], '"' + GOOD]))
    assert [row.code for row in rows] == ["4200103"]
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "missing columns: " + ", ".join(register.COLUMNS)),
        (HEADER.replace(",province_th", "").encode(), 1, "missing columns: province_th"),
        (HEADER.encode() + b"\nabc\xff\xfe\n", 2, "the file is not UTF-8"),
        ("รหัส".encode("tis-620"), 1, "the file is not UTF-8"),
        (b"PK\x03\x04\x14\x00", 1, "missing columns: " + ", ".join(register.COLUMNS)),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(tmp_path: Path, content: bytes, line: int, reason: str):
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    rows, problems = register.read(path)
    assert rows == []
    assert [(problem.line, problem.reason.en) for problem in problems] == [(line, reason)]


def test_a_missing_file_is_an_error_of_its_own(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        register.read(tmp_path / "none.csv")
