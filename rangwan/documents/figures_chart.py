"""Charts of figures, native so that they can be edited: one small chart for each measure, its columns side by side."""

# ruff: noqa: SLF001 - python-pptx gives its XML and its parts' bytes under private names only

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from rangwan.documents import slide_template as template
from rangwan.documents.archive import steady
from rangwan.documents.deck_marks import CHART, name_of
from rangwan.documents.figures_slide import FiguresRow, FiguresTable
from rangwan.documents.look import INDIGO, INDIGO_SOFT, INK, MARIGOLD
from rangwan.documents.measure import shortened
from rangwan.documents.slide_tables import EMU_PT
from rangwan.documents.thai_type import Type, slide_properties
from rangwan.kernel.text import Language

PER_SLIDE = 4
_COLOURS = (INDIGO_SOFT, MARIGOLD, INDIGO)  # before, planned, after; further columns begin anew
_GAP = 200_000
_TITLE, _LABEL, _AXIS = Type(size=16, bold=True, colour=INDIGO), Type(size=16, bold=True), Type(size=14)
_MOST_TITLE = 2  # lines


def drawable(table: FiguresTable) -> list[FiguresRow]:
    """Return the measures of which a chart says something: at least two figures, none of them negative."""
    found = []
    for row in table.rows:
        given = [number for number in row.numbers if number is not None]
        if len(given) > 1 and min(given) >= 0 and max(given) > 0:
            found.append(row)
    return found


def add_charts(
    slide: Any, table: FiguresTable, rows: list[FiguresRow], created: dt.datetime, language: Language
) -> None:
    """Draw a column chart for each of these measures, side by side under the title."""
    from pptx.chart.data import CategoryChartData  # heavy: loaded where used  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    chart_data: Any = CategoryChartData
    wide = (template.WIDE - _GAP * (len(rows) - 1)) // len(rows)
    for place, row in enumerate(rows):
        data = chart_data()
        data.categories = list(table.columns)
        title = _title(row, (wide / EMU_PT) - 20)
        data.add_series(title, [*row.numbers, *[None] * len(table.columns)][: len(table.columns)])
        left = template.EDGE + place * (wide + _GAP)
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED, left, template.BODY_TOP, wide, template.BODY_HEIGHT, data
        )
        frame.name = name_of(CHART, table.key, place + 1)
        values = zip(table.columns, row.values, strict=False)
        told = ", ".join(f"{column} {value or '–'} {row.unit}".strip() for column, value in values)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{title}: {told}")
        _dress(frame.chart, title, language)
        workbook = frame.chart.part.chart_workbook.xlsx_part
        workbook._blob = _without_clock(workbook.blob, created)


def _title(row: FiguresRow, wide: float) -> str:
    label = next((label for label in reversed(row.labels) if label), "")
    unit = f" ({row.unit})" if row.unit and row.unit not in label else ""
    return shortened(label, _MOST_TITLE, wide, _TITLE.size) + unit


def _dress(chart: Any, title: str, language: Language) -> None:
    chart.has_legend = False
    chart.has_title = True
    paragraph = chart.chart_title.text_frame.paragraphs[0]
    paragraph.text = title
    _set_type(paragraph._p, _TITLE, language, title)
    chart.chart_title.include_in_layout = False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.color.rgb = _rgb(INK)
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.tick_labels.font.size = None
    _set_default(chart.category_axis.tick_labels.font, _AXIS, language)
    plot = chart.plots[0]
    plot.gap_width = 40
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0.##", False
    _set_default(plot.data_labels.font, _LABEL, language)
    for place, _value in enumerate(plot.series[0].values):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(_COLOURS[place % len(_COLOURS)])


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # heavy: loaded where used  # noqa: PLC0415

    colours: Any = RGBColor
    return colours.from_string(colour)


def _set_type(paragraph: Any, look: Type, language: Language, text: str) -> None:
    for run in paragraph.findall("{*}r"):
        old = run.find("{*}rPr")
        if old is not None:
            run.remove(old)
        run.insert(0, template.xml(slide_properties("rPr", look, language, text)))


def _set_default(font: Any, look: Type, language: Language) -> None:
    """Give a font of a chart our type: its Thai letters need the typeface for complex scripts."""
    element = font._element
    parent = element.getparent()
    parent.replace(element, template.xml(slide_properties("defRPr", look, language)))


def _without_clock(workbook: bytes, created: dt.datetime) -> bytes:
    """Return the chart's workbook with `created` as its date, so that the same figures give the same bytes."""
    moment = created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"(W3CDTF\">)[^<]*", rb"\g<1>" + moment.encode(), content)
            target.writestr(member.filename, content)
    return steady(out.getvalue())
