"""The kinds of file that a pack can ask for, by the key that packs, the API and the database use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its media type, the extensions that go with it (the usual one first), shown in a browser or not."""

    media_type: str
    extensions: tuple[str, ...]
    viewable: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"

KINDS: dict[str, Kind] = {
    "pptx": Kind(f"{_OOXML}.presentationml.presentation", (".pptx",)),
    "ppt": Kind("application/vnd.ms-powerpoint", (".ppt", ".pps")),
    "odp": Kind("application/vnd.oasis.opendocument.presentation", (".odp",)),
    "pdf": Kind("application/pdf", (".pdf",), viewable=True),
    "jpg": Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), viewable=True),
    "png": Kind("image/png", (".png",), viewable=True),
    "docx": Kind(f"{_OOXML}.wordprocessingml.document", (".docx",)),
    "doc": Kind("application/msword", (".doc",)),
    "odt": Kind("application/vnd.oasis.opendocument.text", (".odt",)),
    "xlsx": Kind(f"{_OOXML}.spreadsheetml.sheet", (".xlsx",)),
    "xls": Kind("application/vnd.ms-excel", (".xls",)),
    "ods": Kind("application/vnd.oasis.opendocument.spreadsheet", (".ods",)),
    "csv": Kind("text/csv", (".csv", ".tsv")),
    "json": Kind("application/json", (".json", ".geojson")),
    "xml": Kind("application/xml", (".xml",)),
    "txt": Kind("text/plain", (".txt",)),
}
