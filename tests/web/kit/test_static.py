"""The tokens: every pair of ink and ground that a page uses reads well, by day and by night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rangwan.web.kit

STATIC = Path(rangwan.web.kit.__file__).parent / "static" / "kit"

BODY = [  # text to read: AAA, 7 to 1
    ("ink", "ground"), ("ink", "surface"), ("ink", "surface-sunk"), ("ink", "surface-indigo"),
    ("ink", "info-ground"), ("ink", "success-ground"), ("ink", "warning-ground"), ("ink", "error-ground"),
    ("ink", "marigold-ground"), ("ink-soft", "ground"), ("ink-soft", "surface"), ("ink-soft", "surface-indigo"),
    ("on-primary", "primary"), ("band-ink", "band"), ("band-soft", "band"), ("link", "ground"), ("link", "surface"),
]  # fmt: skip
LABELS = [  # words on tags, links and errors: AA, 4.5 to 1
    ("info", "info-ground"), ("success", "success-ground"), ("warning", "warning-ground"), ("error", "error-ground"),
    ("error", "ground"), ("error", "surface"), ("link-hover", "ground"), ("link-visited", "ground"),
    ("link", "surface-indigo"), ("primary", "ground"), ("primary", "surface-indigo"), ("on-primary", "primary-hover"),
    ("ink-soft", "surface-sunk"), ("link", "info-ground"),
]  # fmt: skip
SHAPES = [  # borders of inputs, buds, the ring of the focus: 3 to 1
    ("line-strong", "surface"), ("line-strong", "ground"), ("marigold", "band"), ("thread", "ground"),
    ("error", "ground"), ("primary", "ground"),
]  # fmt: skip
PAIRS = [(*pair, 7.0) for pair in BODY] + [(*pair, 4.5) for pair in LABELS] + [(*pair, 3.0) for pair in SHAPES]


def _tokens() -> dict[str, dict[str, str]]:
    sheet = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, dark = sheet.split("@media screen and (prefers-color-scheme: dark)")
    found = {
        theme: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text))
        for theme, text in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert (_contrast("#000000", "#ffffff"), round(_contrast("#777777", "#ffffff"), 2)) == (21.0, 4.48)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_reads_well(theme: str):
    tokens = _tokens()[theme]
    weak = {(ink, ground): round(_contrast(tokens[ink], tokens[ground]), 2) for ink, ground, least in PAIRS
            if _contrast(tokens[ink], tokens[ground]) < least}  # fmt: skip
    assert weak == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_shows_on_every_ground(theme: str):
    tokens = _tokens()[theme]
    for ground in ("ground", "surface", "surface-indigo", "band"):
        assert max(_contrast(tokens[ring], tokens[ground]) for ring in ("focus-inner", "focus-outer")) >= 3


def test_dark_changes_every_colour_of_the_light_theme_that_carries_words():
    light, dark = _tokens()["light"], _tokens()["dark"]
    assert {name for name in light if light[name] == dark[name]} == {"paper"}  # a picture of paper stays white


def test_colours_stand_in_the_tokens_alone():
    found = {
        (sheet.name, colour)
        for sheet in STATIC.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_thai_letters_are_never_spaced_nor_torn():
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in STATIC.glob("*.css"))
    properties = re.findall(
        r"^\s*(letter-spacing|word-break|text-transform|hyphens): *([^;]+);", text, flags=re.MULTILINE
    )
    assert properties == [("word-break", "normal")]


def test_every_token_that_is_used_is_declared():
    sheets = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in STATIC.glob("*.css")}
    declared = set(re.findall(r"(--[a-z0-9-]+):", sheets["tokens.css"]))
    used = {name for text in sheets.values() for name in re.findall(r"var\((--[a-z0-9-]+)\)", text)}
    assert used - declared == set()


def test_every_font_is_here_with_its_licence_and_nothing_comes_from_elsewhere():
    sheet = (STATIC / "fonts.css").read_text(encoding="utf-8")
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', sheet))
    assert named == {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    foreign = [
        (path.name, address)
        for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js"), *STATIC.rglob("*.svg")]
        for address in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", path.read_text(encoding="utf-8"))
        if address != "http://www.w3.org/2000/svg"
    ]
    assert foreign == []
