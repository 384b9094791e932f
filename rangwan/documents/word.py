"""A Word file of our own on A4: styles, lists, tables and footer, all set for Thai. python-docx writes it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from rangwan.documents import word_parts
from rangwan.documents.archive import steady
from rangwan.documents.plain import PlainDocument
from rangwan.documents.prose import Span, blocks, inline
from rangwan.documents.thai_type import BODY, HEADINGS, SMALL, Type, add_word_text, clean, word_properties

A4_MM = (210, 297)


class WordFile:
    """One Word file being written. Methods append to it; `to_bytes` closes it."""

    def __init__(self, document: PlainDocument, title: str, margins_mm: tuple[float, float] = (22, 22)) -> None:
        """Open an empty A4 file; `margins_mm` are those at top and bottom, and at the sides."""
        import docx  # heavy: loaded where used  # noqa: PLC0415
        from docx.shared import Mm  # noqa: PLC0415

        self.language = document.language
        self.docx = docx.Document()
        word_parts.make_own(self.docx, document.language)
        section = self.docx.sections[0]
        section.page_width, section.page_height = Mm(A4_MM[0]), Mm(A4_MM[1])
        section.top_margin = section.bottom_margin = Mm(margins_mm[0])
        section.left_margin = section.right_margin = Mm(margins_mm[1])
        section.header_distance = section.footer_distance = Mm(9)
        self.text_width_pt = (A4_MM[0] - 2 * margins_mm[1]) * 72 / 25.4
        word_parts.set_core(self.docx.core_properties, document, clean(title))

    def paragraph(
        self,
        text: str | Iterable[Span] = "",
        look: Type = BODY,
        *,
        style: str = "Normal",
        align: str = "left",
        after: float | None = None,
        before: float | None = None,
        keep: bool = False,
        within: Any = None,
    ) -> Any:
        """Append a paragraph (to the file, or to the cell `within`) and return it. Spaces around it are in points;
        `keep` holds it on the page of the paragraph that follows."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # heavy: loaded where used  # noqa: PLC0415
        from docx.shared import Pt  # noqa: PLC0415

        paragraph = (within or self.docx).add_paragraph(style=style)
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        layout = paragraph.paragraph_format
        if after is not None:
            layout.space_after = Pt(after)
        if before is not None:
            layout.space_before = Pt(before)
        if keep:
            layout.keep_with_next = True
        for span in [Span(text)] if isinstance(text, str) else text:
            self.add(paragraph, span.text, look.but(bold=look.bold or span.bold, italic=look.italic or span.italic))
        return paragraph

    def add(self, paragraph: Any, text: str, look: Type = BODY) -> None:
        """Add text to a paragraph."""
        add_word_text(paragraph, text, look, self.language)

    def heading(self, text: str, level: int) -> Any:
        """Append a heading: level 0 is the file's title."""
        style = "Title" if level == 0 else f"Heading {level}"
        return self.paragraph(text, HEADINGS[level], style=style)

    def prose(self, markdown: str, look: Type = BODY) -> None:
        """Append Markdown: paragraphs and lists."""
        number = 0
        for block in blocks(markdown):
            if block.kind in ("bullet", "number"):
                if block.kind == "bullet" or block.first:
                    number = word_parts.new_list(self.docx, numbered=block.kind == "number")
                item = self.paragraph(block.spans, look, style="List Paragraph")
                word_parts.put_in_list(item, number, block.level)
            else:
                self.paragraph(block.spans, look.but(bold=True) if block.kind == "heading" else look)

    def list_of(self, texts: Iterable[str], *, numbered: bool = False, look: Type = BODY) -> None:
        """Append a list, numbered from 1 or with bullets; bold, italic and links in its texts are Markdown."""
        number = word_parts.new_list(self.docx, numbered=numbered)
        for text in texts:
            word_parts.put_in_list(self.paragraph(inline(text), look, style="List Paragraph"), number, 0)

    def table(self, widths_pt: Sequence[float], *, lines: str = "rows") -> Any:
        """Append an empty table with fixed column widths; `lines` is "rows" (hairlines under rows) or "none"."""
        return word_parts.add_table(self.docx, widths_pt, lines)

    def row(self, table: Any, *, heading: bool = False) -> list[Any]:
        """Append a row that is never broken over pages and return its cells, each without a paragraph yet."""
        return word_parts.add_row(table, heading=heading)

    def footer(self, text: str, *, pages: bool = True) -> None:
        """Write the footer: `text` at the left, the page's number and the count of pages at the right."""
        paragraph = self.docx.sections[0].footer.paragraphs[0]
        word_parts.right_tab(paragraph, self.text_width_pt)
        small = SMALL.but(size=13)
        self.add(paragraph, text + ("\t" if pages else ""), small)
        if pages:
            inside = word_properties(small, self.language)
            word_parts.add_field(paragraph, "PAGE", inside)
            self.add(paragraph, " / ", small)
            word_parts.add_field(paragraph, "NUMPAGES", inside)

    def to_bytes(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        word_parts.close_cells(self.docx)
        out = io.BytesIO()
        self.docx.save(out)
        return steady(out.getvalue())
