"""What stands on a slide beside its title and body: the weight, the prompts, the footer."""

# ruff: noqa: SLF001 - python-pptx gives its XML under private names only

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from rangwan.documents import slide_template as template
from rangwan.documents.answer_pages import LABEL_SIZE, SMALL_SIZE, Answer, AnswerPart, label_height, shown_label
from rangwan.documents.deck_marks import ANSWER, LABEL, name_of
from rangwan.documents.look import INDIGO, INDIGO_LINE, INDIGO_SOFT, INDIGO_TINT, WHITE
from rangwan.documents.measure import LINE, SPACING, lines
from rangwan.documents.slide_tables import EMU_PT
from rangwan.documents.thai_type import Type, add_slide_text, clean, slide_properties
from rangwan.kernel.text import Language

_CHIP = Type(size=20, bold=True, colour=WHITE)
_LABEL = Type(size=LABEL_SIZE, bold=True, colour=INDIGO)
_HINT = Type(size=SMALL_SIZE, colour=INDIGO_SOFT)
_DASHED = f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{INDIGO_LINE}"/></a:solidFill><a:prstDash val="dash"/></a:ln>'
_INDENT_PT = 18.0
_BULLET = (
    '<a:pPr marL="228600" indent="-228600" algn="l">{spacing}<a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>'
)
_PLAIN = '<a:pPr marL="0" indent="0" algn="{align}">{spacing}<a:buNone/></a:pPr>'
_SPACING = f'<a:lnSpc><a:spcPct val="{SPACING * 100_000:.0f}"/></a:lnSpc><a:spcBef><a:spcPts val="400"/></a:spcBef>'


def write(shape: Any, texts: list[tuple[str, Type | None]], language: Language) -> None:
    """Write paragraphs into a shape; nothing is written for empty ones, so that a placeholder's own prompt shows."""
    frame = shape.text_frame
    for place, (text, look) in enumerate(pair for pair in texts if pair[0]):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        add_slide_text(paragraph, " ".join(text.splitlines()), look, language)


def add_weight(slide: Any, name: str, text: str, language: Language) -> None:
    """Add the chip with the weight. Its `name` bears the section's key: LibreOffice drops a placeholder's."""
    from pptx.enum.shapes import MSO_SHAPE  # heavy: loaded where used  # noqa: PLC0415

    chip = _box(slide, MSO_SHAPE.ROUNDED_RECTANGLE, template.WEIGHT, name, INDIGO, anchor="ctr")
    write(chip, [(text, _CHIP)], language)
    _set_paragraph(chip.text_frame.paragraphs[0], _PLAIN.format(align="ctr", spacing=""))


def add_answer(slide: Any, part: AnswerPart, empty: str, language: Language) -> None:
    """Add what is asked and, below it, the answer, or a framed place for it that says that it is `empty`.

    They are boxes of their own, not placeholders: only so do their names come back from every program.
    """
    from pptx.enum.shapes import MSO_SHAPE  # heavy: loaded where used  # noqa: PLC0415

    key, top = part.answer.key, template.BODY_TOP + round(part.top * EMU_PT)
    if part.label_height:
        add_label(slide, part.answer, part.top, language)
    top += round(part.label_height * EMU_PT)
    place = (template.EDGE, top, template.WIDE, round(part.height * EMU_PT))
    name = name_of(ANSWER, key, part.nth, continues=part.continues) if key else "Answer"
    box = _box(slide, MSO_SHAPE.RECTANGLE, place, name, "", anchor="t")
    look = Type(size=template.BODY_SIZE)
    if part.paragraphs:
        write(box, [(text, look) for text in part.paragraphs], language)
    else:
        box._element.spPr.append(template.xml(_DASHED))
        write(box, [(empty, look.but(size=18, italic=True, colour=INDIGO_SOFT))], language)
    _set_spaces(box, 400)


def add_label(slide: Any, asked: Answer, top: float, language: Language) -> None:
    """Add what is asked, `top` points below the title, with its hint in small type."""
    from pptx.enum.shapes import MSO_SHAPE  # heavy: loaded where used  # noqa: PLC0415

    wide = template.room(template.BODY_WIDE)[0]
    height = round(label_height(asked.label, asked.hint, wide) * EMU_PT)
    place = (template.EDGE, template.BODY_TOP + round(top * EMU_PT), template.WIDE, height)
    name = name_of(LABEL, asked.key) if asked.key else "Question"
    label = _box(slide, MSO_SHAPE.RECTANGLE, place, name, "", anchor="t")
    write(label, [(shown_label(asked.label, wide), _LABEL), (asked.hint, _HINT)], language)
    _set_spaces(label, 0)


def _set_spaces(box: Any, before: int) -> None:
    """Set every paragraph of a box to the left, at our line spacing, with `before` hundredths of a point above it."""
    for paragraph in box.text_frame.paragraphs:
        _set_paragraph(paragraph, _PLAIN.format(align="l", spacing=_SPACING.replace('val="400"', f'val="{before}"')))


def add_prompts(slide: Any, name: str, prompts: tuple[str, ...], language: Language) -> None:
    """Add the box that says what to cover; what finds no room there is in the notes."""
    from pptx.enum.shapes import MSO_SHAPE  # heavy: loaded where used  # noqa: PLC0415

    box = _box(slide, MSO_SHAPE.RECTANGLE, template.PROMPTS, name, INDIGO_TINT, anchor="t")
    size, shown = _fitting_prompts(prompts)
    if len(shown) < len(prompts):
        shown = (*shown, _("(more in the notes)"))
    look = Type(size=size)
    heading = (_("What to cover"), look.but(bold=True, colour=INDIGO))
    hint = look.but(size=min(size, 16.0), italic=True, colour=INDIGO_SOFT)
    last = (_("Delete this box when your answer is written."), hint)
    write(box, [heading, *((text, look) for text in shown), last], language)
    first, *items, end = box.text_frame.paragraphs
    for paragraph in items:
        _set_paragraph(paragraph, _BULLET.format(spacing=_SPACING))
    for paragraph in (first, end):
        _set_paragraph(paragraph, _PLAIN.format(align="l", spacing=_SPACING))


def _fitting_prompts(prompts: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    """Return the largest size at which the prompts fit their box; at the smallest, as many as fit."""
    wide, high = template.room(template.PROMPTS)
    shown: list[str] = []
    for size in template.PROMPT_SIZES:
        shown, line = [], size * LINE * SPACING
        last = size == template.PROMPT_SIZES[-1]
        left = high - (4 if last else 3) * line - 12  # heading, hint, spaces round them; "more" where not all may fit
        for prompt in prompts:
            left -= lines(prompt, wide - _INDENT_PT, size) * line + 4
            if left < 0:
                break
            shown.append(prompt)
        if len(shown) == len(prompts):
            return size, prompts
    return template.PROMPT_SIZES[-1], tuple(shown)


def _box(slide: Any, shape: Any, place: template.Box, name: str, colour: str, *, anchor: str) -> Any:
    """Add a filled box (`colour` "": none) without border or shadow.

    Its text keeps the size given: LibreOffice would shrink what fits.
    """
    box = slide.shapes.add_shape(shape, *place)
    box.name = name
    box._element.remove(box._element.find("{*}style"))  # the theme's border, shadow and font colour
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"
    box._element.spPr.append(template.xml(fill))
    body = box.text_frame._txBody.bodyPr
    body.attrib.clear()
    body.set("wrap", "square")
    body.set("anchor", anchor)
    for child in list(body):
        body.remove(child)
    body.append(template.xml("<a:noAutofit/>"))
    return box


def _set_paragraph(paragraph: Any, properties: str) -> None:
    old = paragraph._p.find("{*}pPr")
    if old is not None:
        paragraph._p.remove(old)
    paragraph._p.insert(0, template.xml(properties))


def add_footer(slide: Any, text: str, number: int, language: Language) -> None:
    """Give the slide its footer and number: python-pptx leaves both on the layout."""
    run = f"<a:r>{slide_properties('rPr', None, language, text)}<a:t>{escape(clean(text))}</a:t></a:r>"
    field = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        f"{slide_properties('rPr', None, language)}<a:t>{number}</a:t></a:fld>"
    )
    tree = slide.shapes._spTree
    for kind, idx, inside in (("ftr", template.IDX_FOOTER, run), ("sldNum", template.IDX_NUMBER, field)):
        unused = max(int(element.get("id")) for element in tree.iter("{*}cNvPr")) + 1
        tree.append(
            template.xml(
                f'<p:sp><p:nvSpPr><p:cNvPr id="{unused}" name={quoteattr(kind)}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
                f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
                f"<a:bodyPr/><a:lstStyle/><a:p>{inside}</a:p></p:txBody></p:sp>"
            )
        )
