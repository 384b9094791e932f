"""Custom properties of an office file: names and values that travel with it, out of its readers' sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rangwan.documents.thai_type import clean

PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one that the standard names


def write_properties(deck: Any, properties: Mapping[str, str]) -> None:
    """Put the properties into a python-pptx presentation that has none yet; nothing is written for none."""
    from pptx.opc.package import Part  # heavy: loaded where used  # noqa: PLC0415
    from pptx.opc.packuri import PackURI  # noqa: PLC0415

    if not properties:
        return
    listed = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(clean(name))}>'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{listed}</Properties>"
    )
    package = deck.part.package
    package.relate_to(Part(PackURI(f"/{PART}"), _TYPE, package, document.encode()), _RELATION)
