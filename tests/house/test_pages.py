"""The pages for readers agree with the repository and with each other."""

from __future__ import annotations

import json
import re
import tomllib
from urllib.parse import unquote

from rangwan.accounts import register, rules
from tests.house.tree import ROOT, files, name_of

PAGES = [path for path in files() if path.suffix == ".md"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_link_leads_somewhere():
    dead = set()
    for page in PAGES:
        prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            path = unquote(target.partition("#")[0])
            if path and not re.match(r"[a-z]+:", path) and not (page.parent / path).exists():
                dead.add((name_of(page), target))
    assert dead == set()


def test_the_list_of_decisions_is_the_folder():
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \|$", _read("docs/adr/README.md"), flags=re.MULTILINE)
    pages = sorted(path for path in folder.glob("0*.md") if not path.name.startswith("0000"))
    heads = [path.read_text(encoding="utf-8").splitlines()[0] for path in pages]
    found = [(path.name[:4], path.name, head.partition(". ")[2]) for path, head in zip(pages, heads, strict=True)]
    assert listed == found


def test_a_decision_says_all_that_the_template_asks_for():
    parts = {
        name_of(path): re.findall(r"^## .+$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for path in (ROOT / "docs" / "adr").glob("0*.md")
    }
    asked = parts["docs/adr/0000-template.md"]
    assert {name for name, headings in parts.items() if headings != asked} == set()


def test_the_newest_change_is_the_version():
    version = tomllib.loads(_read("pyproject.toml"))["project"]["version"]
    assert re.findall(r"^## (\S+)", _read("CHANGELOG.md"), flags=re.MULTILINE)[0] == version


def test_the_readme_signs_in_as_the_demonstration_does():
    said = tomllib.loads(_read("awards/digital-local-2564/demo/demo.toml"))
    page = _read("README.md")
    assert set(re.findall(r"`(rangwan-demo-[^`]+)`", page)) == {said["password"]}


def test_the_page_about_the_register_lists_its_columns_and_types():
    page = _read("docs/register.md")
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)) == sorted(register.COLUMNS)
    line = next(line for line in page.splitlines() if line.startswith("| `type`"))
    assert re.findall(r"`([A-Z]+)`", line) == list(rules.TYPES)


def test_every_call_in_the_page_about_the_api_exists():
    paths = json.loads(_read("docs/openapi.json"))["paths"]
    unknown = []
    calls = re.findall(r"^\$ curl (.+)$", _read("docs/api.md"), flags=re.MULTILINE)
    for call in calls:
        method = (re.findall(r"-X (\w+)", call) or ["GET"])[0].lower()
        address = re.findall(r"\$BASE(/\S*)", call)[0]
        known = [path for path, methods in paths.items() if method in methods and _fits(address, path)]
        if not known:
            unknown.append((method, address))
    assert (len(calls) > 20, unknown) == (True, [])


def _fits(address: str, path: str) -> bool:
    """Say whether an address of the page ($AWARD for any edition) is one of an operation's path."""
    pattern = re.sub(r"\\\{\w+\\\}", r"\\$[A-Z]+", re.escape(path.removeprefix("/api/v1")))
    return re.fullmatch(pattern, address) is not None
