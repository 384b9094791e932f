"""A client of the API: a bearer token, JSON in and out."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from rangwan.accounts.actions import make_token
from rangwan.accounts.models import Person
from tests.builders import NOW

V1 = "/api/v1"
Answer = Any  # django.test's response, with .status_code, .headers and .json()


class Caller:
    """Somebody (or nobody) who calls the API, in the language of `language` where it is given."""

    def __init__(self, person: Person | None = None, *, token: str = "", language: str = "") -> None:
        self.client = Client()
        secret = make_token(person=person, label="tests", acting=person, now=NOW) if person else token
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        if language:
            self.headers["Accept-Language"] = language

    def __call__(self, method: str, path: str, body: Any = None, *, raw: Any = None, **headers: str) -> Answer:
        """Send `body` as JSON (or `raw` as it is, with Content_Type); headers are named with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json" if body is not None or raw is not None else "")
        content = raw if raw is not None else "" if body is None else json.dumps(body)
        address = path if path.startswith(("/", "http")) else f"{V1}/{path}"
        return self.client.generic(method, address, content, kind, headers={**self.headers, **named})

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """POST JSON."""
        return self("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Answer:
        """PUT JSON."""
        return self("PUT", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        """PATCH JSON."""
        return self("PATCH", path, body, **headers)

    def delete(self, path: str) -> Answer:
        """DELETE."""
        return self("DELETE", path)

    def upload(self, path: str, **parts: Any) -> Answer:
        """POST a form with files."""
        return self.client.post(f"{V1}/{path}", parts, headers=self.headers)


def ok(answer: Answer, status: int = 200) -> Any:
    """Return the JSON of an answer that has this status."""
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"].startswith("application/json"), answer.headers
    return answer.json()


def refused(answer: Answer, status: int) -> dict[str, Any]:
    """Return the problem document of an answer that has this status, having looked at its form."""
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert (document["type"], document["status"]) == ("about:blank", status)
    said = [document["message"], *(item["message"] for item in document.get("problems", []))]
    for message in said:
        assert set(message) == {"th", "en"}
        assert message["th"] != message["en"]
        assert message["en"].isprintable()
    return document


def codes(document: dict[str, Any]) -> dict[str, str]:
    """Return {key: code} of the problems in a document."""
    return {item["key"]: item["code"] for item in document["problems"]}
