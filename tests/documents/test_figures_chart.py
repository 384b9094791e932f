from __future__ import annotations

from rangwan.documents.figures_chart import drawable
from rangwan.documents.figures_slide import FiguresRow, FiguresTable


def test_only_what_says_something_is_charted():
    rows = tuple(
        FiguresRow((f"{place}",) * 3, "คน", ("",) * 3, numbers)
        for place, numbers in enumerate([(1.0, 2.0, 3.0), (1.0, None, None), (0.0, 0.0, 0.0), (-1.0, 2.0, 3.0), ()])
    )
    assert drawable(FiguresTable("figures", "ตัวเลข", ("ก", "ข", "ค"), rows)) == [rows[0]]
