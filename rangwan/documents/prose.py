"""The little Markdown that organisers write (paragraphs, lists, bold, italic, links), as blocks a document can set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["paragraph", "heading", "bullet", "number"]


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph or a list item; `level` is the depth of a list from 0; `first` opens a new list."""

    kind: Kind
    spans: tuple[Span, ...]
    level: int = 0
    first: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def _spans(token: Token) -> Iterator[Span]:
    bold = italic = 0
    link = ""
    for part in token.children or []:
        if part.type in ("strong_open", "strong_close"):
            bold += part.nesting
        elif part.type in ("em_open", "em_close"):
            italic += part.nesting
        elif part.type == "link_open":
            link = str(part.attrs.get("href", ""))
        elif part.type == "link_close":
            yield Span(f" ({link})" if link else "")
        elif part.type in ("softbreak", "hardbreak"):
            yield Span(" " if part.type == "softbreak" else "\n")
        elif part.content:
            if part.content == link:
                link = ""  # the address is already its own words
            yield Span(part.content, bold > 0, italic > 0)


def inline(text: str) -> tuple[Span, ...]:
    """Return the spans of one paragraph, in which only bold, italic and links count."""
    return tuple(_spans(MarkdownIt("commonmark", {"html": False}).parseInline(text)[0]))


def words(text: str) -> str:
    """Return `inline` text without its marks, for places that know one style only."""
    return "".join(span.text for span in inline(text))


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text`. HTML in it is words like any other."""
    found: list[Block] = []
    lists: list[Kind] = []
    fresh = False  # the next item opens its list
    in_item = heading = False
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type.startswith("bullet") else "number")
            fresh = True
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            in_item = True
        elif token.type in ("heading_open", "heading_close"):
            heading = token.nesting > 0
        elif token.type in ("inline", "code_block", "fence"):
            spans = tuple(_spans(token)) if token.type == "inline" else (Span(token.content.rstrip("\n")),)
            if lists and in_item:
                found.append(Block(lists[-1], spans, len(lists) - 1, fresh))
                fresh = in_item = False
            else:
                found.append(Block("heading" if heading else "paragraph", spans, len(lists)))
    return found
