"""The API's own description: /api/v1/openapi.json, the same as docs/openapi.json (tools/openapi.py writes that)."""

from __future__ import annotations

import json
from typing import Any

from ninja import NinjaAPI

from rangwan.api.examples import EXAMPLES
from rangwan.api.problems import MEDIA_TYPE
from rangwan.api.shapes.base import ProblemDocument

_REFS = "#/components/schemas/{model}"
_BEARER: list[dict[str, list[str]]] = [{"bearer": []}]
_CONFIRM_HEADER = {
    "in": "header", "name": "Idempotency-Key", "required": False, "schema": {"type": "string", "maxLength": 200},
    "description": "Any text of the client's own. Confirming again gives the receipt already made.",
}  # fmt: skip
_VERSION_HEADER = {
    "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string", "examples": ['"1"']},
    "description": "The version that the client saw. 412 names the newer one; 428 says that the header is missing.",
}  # fmt: skip
_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
_DOWNLOADS = (
    "memo_docx",
    "memo_pdf",
    "download", "judged_file", "letter", "page_picture", "pages_pdf", "judged_picture", "judged_pdf",
    "presentation",
)  # fmt: skip
_BYTES = {"content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
# The headers of tus: name, required, type. https://tus.io/protocols/resumable-upload
_TUS = {
    "begin_upload": (
        ("Tus-Resumable", True, "string"), ("Upload-Length", True, "integer"), ("Upload-Metadata", True, "string"),
    ),
    "continue_upload": (
        ("Tus-Resumable", True, "string"), ("Upload-Offset", True, "integer"), ("Upload-Checksum", False, "string"),
    ),
}  # fmt: skip
_HEADERS = {"confirm": _CONFIRM_HEADER, "take_from_deck": _VERSION_HEADER, "answers": _VERSION_HEADER}


def description_of(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI document: one bearer scheme, problem documents for every error, examples."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    components = document["components"]
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "Tokens are made at /account/tokens/."}
    }
    problem = ProblemDocument.model_json_schema(ref_template=_REFS, mode="serialization")
    components["schemas"] |= problem.pop("$defs") | {"ProblemDocument": problem}
    components["responses"] = {
        "Problem": {
            "description": "Refused: a problem document (RFC 9457), worded by Accept-Language and in both languages",
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REFS.format(model="ProblemDocument")}}},
        }
    }
    for name, example in EXAMPLES.items():
        components["schemas"][name]["examples"] = [example]
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return document


def _complete(operation: dict[str, Any]) -> None:
    schemes = {name for choice in operation["security"] for name in choice}
    operation["security"] = [*_BEARER, {}] if schemes == {"OptionalBearer"} else _BEARER
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    if operation["operationId"] in _DOWNLOADS:
        operation["responses"]["200"] |= _FILE
    for name, required, kind in _TUS.get(operation["operationId"], ()):
        operation["parameters"].append({"in": "header", "name": name, "required": required, "schema": {"type": kind}})
    if operation["operationId"] == "continue_upload":
        operation["requestBody"] = _BYTES
    header = _HEADERS.get(operation["operationId"])
    if header:
        operation["parameters"].append(header)


def as_text(document: dict[str, Any]) -> str:
    """Return the document as it is frozen: in order, readable, Thai as Thai."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
