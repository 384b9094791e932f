"""Answers of every shape, as the components show them."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.web.kit.values import chosen_of, evidence_boxes, figure_rows, input_rows


@pytest.mark.parametrize(
    ("value", "keys", "other"),
    [
        (None, set(), ""),
        ("", set(), ""),
        ("line", {"line"}, ""),
        (True, {"true"}, ""),
        (False, {"false"}, ""),
        ({"choice": "other", "other": "วิทยุชุมชน"}, {"other"}, "วิทยุชุมชน"),
        ({"choice": "", "other": "วิทยุ"}, set(), "วิทยุ"),
        ({"chosen": ["line", "web"], "other": None}, {"line", "web"}, ""),
        ({"chosen": "line"}, set(), ""),
        (["line", 3], {"line", "3"}, ""),
        (7, {"7"}, ""),
    ],
)
def test_what_is_chosen(value: Any, keys: set[str], other: str):
    chosen = chosen_of(value)
    assert (set(chosen.keys), chosen.other) == (keys, other)


COLUMNS = [{"key": "name", "label": "ชื่อ"}, {"key": "role", "label": "บทบาท"}]


def _values(rows: list[Any]) -> list[list[Any]]:
    return [[cell.value for cell in row.cells] for row in rows]


def test_rows_end_with_a_blank_one_while_there_is_room():
    given = [{"name": "สมชาย", "role": "หัวหน้า"}, {"name": "สมหญิง"}]
    assert _values(input_rows(given, COLUMNS, 3)) == [["สมชาย", "หัวหน้า"], ["สมหญิง", None], [None, None]]
    assert _values(input_rows(given, COLUMNS, 2)) == [["สมชาย", "หัวหน้า"], ["สมหญิง", None]]
    assert _values(input_rows(given, COLUMNS, 1)) == [["สมชาย", "หัวหน้า"], ["สมหญิง", None]]
    assert [row.number for row in input_rows(given, COLUMNS, None)] == [1, 2, 3]


@pytest.mark.parametrize("bad", [None, "text", 7, {"name": "x"}, [None, "x", 3]])
def test_what_is_no_list_of_rows_shows_one_blank_row(bad: Any):
    assert _values(input_rows(bad, COLUMNS, 5)) == [[None, None]]


def test_figures_keep_labels_of_their_own_and_room_for_more():
    measures = [{"key": "m", "unit": "นาที", "labels": {"before": "เวลาเดิม"}}]
    columns = [{"key": "before", "label": "ก่อน"}, {"key": "after", "label": "หลัง"}]
    value = {"m": {"before": 45}, "own": [{"label": "ครั้ง", "unit": "ครั้ง/เดือน", "after": "9"}]}
    rows = figure_rows(value, measures, columns, 2)
    assert [(row.key, row.own, row.label) for row in rows] == [("m", None, ""), ("own-0", 0, "ครั้ง"), ("own-1", 1, "")]
    assert [cell.label for cell in rows[0].cells] == ["เวลาเดิม", "หลัง"]
    assert _values(rows) == [[45, None], [None, "9"], [None, None]]


@pytest.mark.parametrize("bad", [None, "text", [], {"m": "text", "own": "text"}, {"own": [None, 3]}])
def test_bad_figures_show_empty_cells(bad: Any):
    rows = figure_rows(bad, [{"key": "m", "unit": "นาที", "labels": {}}], [{"key": "before", "label": "ก่อน"}], 2)
    assert _values(rows) == [[None], [None], [None]]


def test_evidence_is_two_boxes_of_text():
    assert evidence_boxes({"links": ["a", "b"], "note": "n"}) == {"links": "a\nb", "note": "n"}
    assert evidence_boxes(["a"]) == {"links": "a", "note": ""}
    assert evidence_boxes("typed") == {"links": "typed", "note": ""}
    assert evidence_boxes(None) == {"links": "", "note": ""}
