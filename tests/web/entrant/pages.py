"""How tests fill the entrant's pages: the fields that the kit's components post."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from rangwan.entries.models import Entry
from rangwan.forms.rules import example_of
from rangwan.programmes.queries import definition_of


def posted_fields(question: Any, value: Any, name: str | None = None) -> dict[str, Any]:
    """Return the fields that the kit's component of a question would post."""
    name = name or question.key
    match question.type:
        case "yesno":
            return {name: "true" if value else "false"}
        case "choice":
            if isinstance(value, dict):
                return {name: value["choice"], f"{name}-other": value.get("other", "")}
            return {name: value}
        case "choices":
            chosen = value if isinstance(value, list) else value["chosen"]
            return {name: chosen, f"{name}-other": "" if isinstance(value, list) else value.get("other", "")}
        case "rows":
            return {
                field: typed
                for index, row in enumerate(value)
                for column in question.fields
                if column.key in row
                for field, typed in posted_fields(column, row[column.key], f"{name}-{index}-{column.key}").items()
            }
        case "figures":
            cells = {f"{name}-{m}-{c}": v for m, row in value.items() if m != "own" for c, v in row.items()}
            own = value.get("own", [])
            return cells | {f"{name}-own-{i}-{c}": v for i, row in enumerate(own) for c, v in row.items()}
        case "evidence":
            return {f"{name}-links": "\n".join(value["links"]), f"{name}-note": value["note"]}
        case _:
            return {name: str(value)}


def section_fields(section: Any, answers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the fields of a whole section, filled with valid answers."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        value = (answers or {}).get(question.key, example_of(question))
        fields |= posted_fields(question, value)
    return fields


def fill(client: Client, entry: Entry) -> None:
    """Fill every section through its page."""
    for section in definition_of(entry.definition_id).form.sections:
        entry.refresh_from_db()
        answer = client.post(
            f"/my/entries/{entry.id}/sections/{section.key}/", {"version": entry.version, **section_fields(section)}
        )
        assert answer.status_code == 302


def words(response: Any) -> str:
    """Return the text that a reader sees on a page, in one line, without marks."""
    text = response.content.decode() if isinstance(response, HttpResponse) else str(response)
    main = text[text.find("<main") :].partition("</main>")[0] or text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())
