"""The API's own description is frozen, whole, and its examples are true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from rangwan.api import openapi, urls
from rangwan.api.examples import EXAMPLES
from rangwan.api.shapes import advice, awards, base, entries, judging, people, results, screening
from tests.api.calling import V1, Caller, ok

FROZEN = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
SHAPES = {
    name: shape
    for module in (advice, base, awards, people, entries, screening, judging, results)
    for name, shape in vars(module).items()
    if isinstance(shape, type) and issubclass(shape, BaseModel)
}
# What DESIGN's contract names: method, address.
CONTRACT = """
GET /awards · GET /awards/{edition} · GET /organisations · GET /awards/{edition}/form · POST /awards/{edition}/entries
GET /entries · GET /entries/{entry_id} · PATCH /entries/{entry_id}/answers · POST /entries/{entry_id}/files
POST /entries/{entry_id}/submit · PUT /entries/{entry_id}/survey · POST /entries/{entry_id}/confirm
POST /entries/{entry_id}/reopen · POST /entries/{entry_id}/withdraw · GET /awards/{edition}/screening
POST /entries/{entry_id}/screening · GET /judging/assignments · PUT /judging/assignments/{assignment_id}/marks
POST /judging/assignments/{assignment_id}/finish · POST /judging/assignments/{assignment_id}/recuse
POST /awards/{edition}/assignments · POST /awards/{edition}/rankings · POST /awards/{edition}/decision
POST /awards/{edition}/release · GET /awards/{edition}/results
"""


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for operations in document["paths"].values() for operation in operations.values()]


def test_the_frozen_description_is_the_present_one():
    assert FROZEN.read_text(encoding="utf-8") == openapi.as_text(openapi.description_of(urls.api)), (
        "run tools/openapi.py and look at what changed"
    )


def test_it_is_served_to_everybody(db: None, nobody: Caller):
    assert ok(nobody.get("openapi.json")) == json.loads(FROZEN.read_text(encoding="utf-8"))


def test_the_whole_contract_is_in_it():
    document = openapi.description_of(urls.api)
    wanted = [line.split() for line in re.split(r"[·\n]", CONTRACT) if line.strip()]
    assert [pair for pair in wanted if pair[0].lower() not in document["paths"].get(f"{V1}{pair[1]}", {})] == []


def test_every_reference_leads_somewhere():
    document = openapi.description_of(urls.api)
    for reference in set(re.findall(r'"#/([^"]+)"', json.dumps(document))):
        place: Any = document
        for step in reference.split("/"):
            place = place[step]


def test_every_operation_has_a_name_of_its_own_words_security_and_errors():
    document = openapi.description_of(urls.api)
    operations = _operations(document)
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert [o["operationId"] for o in operations if not (o["summary"] and o["description"])] == []
    assert {json.dumps(o["security"]) for o in operations} == {'[{"bearer": []}]', '[{"bearer": []}, {}]'}
    assert [o["operationId"] for o in operations if "default" not in o["responses"]] == []
    assert list(document["components"]["securitySchemes"]) == ["bearer"]


def test_every_answer_has_a_shape():
    without = {
        operation["operationId"]
        for operation in _operations(openapi.description_of(urls.api))
        for status, answer in operation["responses"].items()
        if status not in ("204", "default") and "content" not in answer
    }
    assert without == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_what_it_shows(name: str):
    read = SHAPES[name].model_validate(EXAMPLES[name])
    assert set(EXAMPLES[name]) <= set(type(read).model_fields)
