"""Every setting is documented, and every documented setting exists."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, name_of, parsed, python

PAGE = ROOT / "docs" / "configuration.md"


def settings_read() -> dict[str, set[str]]:
    """Return the environment variables that a call reads by name, each with the files that do."""
    names: dict[str, set[str]] = {}
    for path in python("rangwan"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.args[0].value
                if isinstance(name, str) and re.fullmatch(r"RANGWAN_[A-Z0-9_]+", name):
                    names.setdefault(name, set()).add(name_of(path))
    return names


def test_every_setting_is_documented_and_every_documented_one_is_read():
    documented = re.findall(r"^\| `(RANGWAN_[A-Z0-9_]+)`", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(documented) == sorted(settings_read())


def test_only_config_reads_settings_from_the_environment():
    elsewhere = {
        name: files for name, files in settings_read().items() if any("rangwan/config/" not in file for file in files)
    }
    assert elsewhere == {}
