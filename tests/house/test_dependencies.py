"""Every direct dependency is argued for, and locked."""

from __future__ import annotations

import re
import tomllib

from tests.house.tree import ROOT, python


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _project() -> dict[str, set[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "requirements.lock": {_name(line) for line in project["dependencies"]},
        "requirements-dev.lock": {_name(line) for line in project["optional-dependencies"]["dev"]},
    }


def test_the_page_lists_every_direct_dependency_and_no_other():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    listed = [_name(name) for name in re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE)]
    assert sorted(listed) == sorted(set.union(*_project().values()))


# What runs without being imported by name, and where it is asked for instead.
UNSEEN = {
    "argon2-cffi": "rangwan/config/settings.py",  # PASSWORD_HASHERS
    "psycopg": "rangwan/config/environment.py",  # Django's PostgreSQL backend
    "tzdata": "rangwan/kernel/thai_dates.py",  # zoneinfo, where the system has no time zones
}
MODULES = {
    "django-allauth": "allauth",
    "django-csp": "csp",
    "django-ninja": "ninja",
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "zxing-cpp": "zxingcpp",
}


def test_every_dependency_that_runs_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in python("rangwan", "tools"))
    unused = {
        name
        for name in _project()["requirements.lock"] - set(UNSEEN)
        if not re.search(rf"""(?:import|from) {_module(name)}\b|["']{_module(name)}\.""", code)
    }
    assert unused == set()


def _module(name: str) -> str:
    return MODULES.get(name, name.replace("-", "_"))


def test_every_direct_dependency_is_locked():
    for lock, names in _project().items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        locked = {_name(line) for line in re.findall(r"^[A-Za-z0-9]\S*", text, flags=re.MULTILINE)}
        assert names - locked == set()


def test_what_runs_is_locked_alike_for_development():
    pins = []
    for lock in _project():
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins.append(dict(re.findall(r"^([A-Za-z0-9][^=\s\[]*)\S*==([^\s;]+)", text, flags=re.MULTILINE)))
    run, development = pins
    assert {name: version for name, version in run.items() if development.get(name) != version} == {}
