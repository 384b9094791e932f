"""QR codes for posters, receipts and pages."""

from __future__ import annotations

import io

from rangwan.documents.look import INDIGO

_QUIET_ZONE = 4  # modules; what the standard asks for


def qr_svg(text: str) -> str:
    """Return an inline SVG element (no XML declaration, scales with its box) of the QR code of `text`.

    Raises ValueError where the text is too long for a QR code (about 2,300 bytes).
    """
    import segno  # heavy: loaded where used  # noqa: PLC0415

    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=_QUIET_ZONE, dark=f"#{INDIGO}", light="#ffffff", omitsize=True))


def qr_png(text: str, scale: int = 8) -> bytes:
    """Return a PNG of the QR code of `text`, `scale` pixels to a module. Raises ValueError as `qr_svg` does."""
    import segno  # heavy: loaded where used  # noqa: PLC0415

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="png", scale=scale, border=_QUIET_ZONE, dark=f"#{INDIGO}", light="#ffffff"
    )
    return out.getvalue()
