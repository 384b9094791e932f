"""QR codes for posters, receipts and pages."""

from __future__ import annotations

import io

from rangwan.documents.look import INDIGO

_QUIET_ZONE = 4  # modules; what the standard asks for


def qr_svg(text: str, *, sturdy: bool = False) -> str:
    """Return an inline SVG element (no XML declaration, scales with its box) of the QR code of `text`.

    `sturdy`: a quarter of it may be covered (by a stamp, say), not a seventh.
    Raises ValueError where the text is too long for a QR code (about 2,300 bytes; sturdy: 1,600).
    """
    import segno  # heavy: loaded where used  # noqa: PLC0415

    code = segno.make(text, error=_correction(sturdy), micro=False)
    return str(code.svg_inline(border=_QUIET_ZONE, dark=f"#{INDIGO}", light="#ffffff", omitsize=True))


def qr_png(text: str, scale: int = 8, *, sturdy: bool = False) -> bytes:
    """Return a PNG of the QR code of `text`, `scale` pixels to a module. `sturdy` and ValueError as of `qr_svg`."""
    import segno  # heavy: loaded where used  # noqa: PLC0415

    out = io.BytesIO()
    segno.make(text, error=_correction(sturdy), micro=False).save(
        out, kind="png", scale=scale, border=_QUIET_ZONE, dark=f"#{INDIGO}", light="#ffffff"
    )
    return out.getvalue()


def _correction(sturdy: bool) -> str:
    return "q" if sturdy else "m"
