"""Template filters and the few tags that components need. Load with `{% load kit %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import nh3
from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from rangwan.kernel.text import Language, Text
from rangwan.kernel.thai_dates import BANGKOK, format_closing, format_date, format_moment
from rangwan.web.kit import garland, languages
from rangwan.web.kit.values import Chosen, chosen_of, evidence_boxes, figure_rows, input_rows, part

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = frozenset("p h2 h3 h4 h5 h6 ul ol li a strong em code pre blockquote table thead tbody tr th td hr br".split())


@register.filter
def t(value: Any) -> str:
    """Return a Text (or {"th", "en"}) in the active language; any other value as a string, None as nothing."""
    if isinstance(value, Text):
        return value.pick(languages.active())
    if isinstance(value, Mapping):
        return Text(th=str(value.get("th") or ""), en=str(value.get("en") or "")).pick(languages.active())
    return "" if value is None else str(value)


@register.filter
def moment(value: dt.datetime | None, style: str = "") -> str:
    """Return date and time in Bangkok, `|moment:"short"` with the short month; nothing for None."""
    return format_moment(value, languages.active(), short=style == "short") if value else ""


@register.filter
def day(value: dt.date | None, style: str = "") -> str:
    """Return the day (of a datetime: in Bangkok), `|day:"short"` with the short month; nothing for None."""
    if not value:
        return ""
    on = value.astimezone(BANGKOK).date() if isinstance(value, dt.datetime) else value
    return format_date(on, languages.active(), short=style == "short")


@register.filter
def closing(value: dt.datetime | None) -> str:
    """Return a closing time; midnight is 24.00 of the day before. Nothing for None."""
    return format_closing(value, languages.active()) if value else ""


@register.filter
def iso(value: dt.date | None) -> str:
    """Return a date or time for `<time datetime="…">`; nothing for None."""
    return value.isoformat() if value else ""


@register.filter(name="bytes")
def bytes_(value: int | None) -> str:
    """Return a file size: 532 bytes, 48 kB, 12.3 MB (decimal units, as limits are declared)."""
    if value is None:
        return ""
    if value < 1000:
        return f"{value} B"
    if value < 999_500:
        return f"{value / 1000:.0f} kB"
    unit, size = ("MB", value / 1e6) if value < 999_950_000 else ("GB", value / 1e9)
    return f"{size:.1f}".removesuffix(".0") + f" {unit}"


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """Return a number with thousands separators; `|number:2` fixes the decimals; words stay as they are.

    A missing one is a dash, never 0.
    """
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    if decimals is not None:
        text = f"{value:,.{int(decimals)}f}"
    elif isinstance(value, float):
        text = f"{value:,.6f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,}"
    return text.replace("-", "−")


@register.filter
def lookup(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """Return mapping[key], or None."""
    return mapping.get(key) if mapping else None


@register.filter
def markdown(value: Any) -> SafeString:
    """Return Markdown (a string or a Text) as safe HTML; a first-level heading becomes h2, links open nothing new."""
    return _rendered(t(value))


@lru_cache(maxsize=512)
def _rendered(source: str) -> SafeString:
    tokens = _MARKDOWN.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308  cleaned by nh3 just above


@register.filter
def rubric(levels: Iterable[Any]) -> SafeString:
    """Return the levels of a rubric as rows of a `<dl>`; those of a pack are written once for all judges."""
    return _kept_rubric(levels, languages.active()) if isinstance(levels, tuple) else _rubric(levels)


@lru_cache(maxsize=512)
def _kept_rubric(levels: tuple[Any, ...], language: Language) -> SafeString:
    # The language is part of the key alone: it is the one that is active.
    return _rubric(levels)


def _rubric(levels: Iterable[Any]) -> SafeString:
    row = '<div><dt><span class="num">{}</span> {}</dt><dd>{}</dd></div>'
    return format_html_join(
        "", row, [(_span(level), t(part(level, "label")), t(part(level, "text"))) for level in levels]
    )


def _span(level: Any) -> str:
    low, high = number(part(level, "lowest")), number(part(level, "highest"))
    return low if low == high else f"{low}–{high}"


@register.filter
def messages_of(error: str | Iterable[str] | None) -> list[str]:
    """Return the messages of a field's `error`: one string, several, or none."""
    if not error:
        return []
    return [str(error)] if isinstance(error, str) or not isinstance(error, Iterable) else [str(e) for e in error]


@register.simple_tag
def chosen(value: Any) -> Chosen:
    """Return the keys and the other-text of a choice's answer, whichever of its shapes it has."""
    return chosen_of(value)


@register.simple_tag
def rows_of(value: Any, columns: Iterable[Any], max_rows: int | None = None) -> list[Any]:
    """Return the rows to show for a rows input: what was given, then a blank one where there is room."""
    return input_rows(value, columns, max_rows)


@register.simple_tag
def figures_of(value: Any, measures: Iterable[Any], columns: Iterable[Any], own: int = 0) -> list[Any]:
    """Return the rows to show for a figures input: the measures asked for, then room for the entrant's own."""
    return figure_rows(value, measures, columns, own)


@register.filter
def strung(drawn: garland.Garland) -> str:
    """Return the flowers and beads of a garland as SVG."""
    return garland.strung(drawn)


@register.simple_tag
def garland_of(done: int, total: int, shape: str = "string") -> garland.Garland:
    """Return the geometry of a garland: `string` (hanging) or `ring` (closed)."""
    return garland.ring(done, total) if shape == "ring" else garland.string(done, total)


@register.simple_tag
def evidence_of(value: Any) -> dict[str, str]:
    """Return an evidence answer as its two boxes show it: {"links": one address a line, "note"}."""
    return evidence_boxes(value)


@register.simple_tag
def has_other(choices: Iterable[Any]) -> bool:
    """Say whether one of the choices opens a box for other words."""
    return any(bool(part(choice, "other")) for choice in choices)
