"""Presentations with fonts of all sorts, a hidden slide, and PDFs that carry their fonts or not."""

from __future__ import annotations

import io

from tests.hostile.files import good


def deck() -> bytes:
    """Return three slides: one in fonts of its own, one hidden, one in the theme's fonts (Thai, Latin, a picture)."""
    from pptx import Presentation
    from pptx.util import Inches, Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for number, text in enumerate(("ระบบน้ำดี Water", "ซ่อนไว้", "ผลลัพธ์ Result"), start=1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(9), Inches(2)).text_frame
        run = frame.paragraphs[0].add_run()
        run.text, run.font.size = text, Pt(40)
        if number == 1:
            run.font.name = "Nowhere Sans"
            complex_script = run._r.get_or_add_rPr().makeelement(
                "{http://schemas.openxmlformats.org/drawingml/2006/main}cs", {"typeface": "TH Nowhere"}
            )
            run._r.rPr.append(complex_script)
        if number == 2:
            slide._element.set("show", "0")
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def deck_that_embeds() -> bytes:
    """Return the same with one of its fonts embedded."""
    listed = '<p:embeddedFontLst><p:embeddedFont><p:font typeface="TH Nowhere"/></p:embeddedFont></p:embeddedFontLst>'
    return good.with_entries(deck(), replaced={"ppt/presentation.xml": ("<p:notesSz", f"{listed}<p:notesSz")})


def pdf_without_its_fonts() -> bytes:
    """Return two pages of text in fonts that the PDF only names; one that every reader has is among them."""
    import pikepdf
    from pikepdf import Dictionary, Name

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for faces in (("AAAAAA+THNowhere-Bold", "Helvetica-Bold"), ("THNowhere,Italic",)):
            page = pdf.add_blank_page(page_size=(595, 842))
            fonts = {
                f"/F{at}": Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{face}"))
                for at, face in enumerate(faces)
            }
            page.obj.Resources = Dictionary(Font=Dictionary(fonts))
            page.obj.Contents = pdf.make_stream(b"BT /F0 24 Tf 50 700 Td (Text) Tj ET")
        pdf.save(out)
    return out.getvalue()
