"""The page about the architecture says what the code says."""

from __future__ import annotations

import re
import tomllib

from django.conf import settings

from rangwan.entries.rules import as_mermaid
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "architecture.md"


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_states_are_those_of_the_rules():
    drawn = re.findall(r"```mermaid\n(stateDiagram-v2\n.*?)\n```", _page(), flags=re.DOTALL)
    refresh = """put the output of this into the page:
    .venv/bin/python -c "from rangwan.entries.rules import as_mermaid; print(as_mermaid())" """
    assert drawn == [as_mermaid()], refresh


def test_the_layers_are_those_of_the_contract():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in linter["contracts"] if contract["id"] == "stages")
    assert re.findall(r"^```text\n(.*?)\n```", _page(), flags=re.DOTALL | re.MULTILINE) == ["\n".join(layers)]


def test_the_tables_that_cannot_be_changed_are_those_of_the_migrations():
    migrations = (ROOT / "rangwan").glob("*/migrations/*.py")
    closed = [name for path in migrations for name in re.findall(r'append_only\("(\w+)"\)', path.read_text("utf-8"))]
    line = next(line for line in _page().splitlines() if line.startswith("`entries_"))
    assert re.findall(r"`(\w+)`", line) == sorted(closed)


def test_a_request_goes_the_way_of_the_settings():
    assert re.findall(r"^\| \d+ \| `([\w.]+)`", _page(), flags=re.MULTILINE) == settings.MIDDLEWARE
