"""Shapes of the pages of a file."""

from __future__ import annotations

from rangwan.api.shapes.base import Shape, Words


class PageOut(Shape):
    """One page: its picture (WebP, `width` × `height` pixels) at `url`, and the words on it."""

    number: int
    width: int
    height: int
    text: str
    url: str


class Remark(Shape):
    """Something to be said of the pages: a missing font, a dark, sideways or unreadable scan. `pages`: none for all."""

    code: str
    pages: list[int]
    message: Words


class PagesOut(Shape):
    """The pages of a file. `state`: waiting, ready, failed (then `problem` says why) or none (a kind without pages)."""

    state: str
    problem: Words | None
    warnings: list[Remark]
    pages: list[PageOut]
    pdf_url: str | None
