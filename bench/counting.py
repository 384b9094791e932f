"""How many queries a scenario costs, counted in this process."""

from __future__ import annotations

import http.client
import json
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.load import Answer, Unexpected
from bench.scenarios import Scenario

_FIRST_WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class Inside:
    """The application in this process, asked as a wire asks the server."""

    number = 0

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, raise_request_exception=True)

    def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: Any = None, expect: int = 200
    ) -> Answer:
        """Ask and return the answer. Raises Unexpected for another status."""
        given = {"Host": "127.0.0.1", **(headers or {})}
        media = given.pop("Content-Type", "application/octet-stream")
        if isinstance(body, dict | list):
            body, media = json.dumps(body).encode(), "application/json"
        response = self._client.generic(method, path, body or b"", content_type=media, headers=given)
        found = http.client.HTTPMessage()
        for name, value in response.items():
            found[name] = value
        if response.status_code != expect:
            said = response.content[:1000].decode(errors="replace")
            raise Unexpected(f"{method} {path}: {response.status_code} instead of {expect}: {said}")
        return Answer(response.status_code, found, response.content)


def queries_of(scenario: Scenario, number: int) -> int:
    """Run it once to warm up, and once to count; transactions' own words (BEGIN, SAVEPOINT …) are not queries."""
    door = Inside()
    scenario(door, number)
    with CaptureQueriesContext(connection) as captured:
        scenario(door, number + 1)
    return sum(1 for query in captured.captured_queries if query["sql"].startswith(_FIRST_WORDS))
