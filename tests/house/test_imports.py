"""The contracts of pyproject.toml hold, and each of them is seen to break on a planted import."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python

# contract: (file, module that it wrongly imports); every file is one that a careless hand could write
PLANTED = {
    "stages": ("rangwan/programmes/planted_stage.py", "rangwan.entries.rules"),
    "inside": ("rangwan/entries/rules/planted_inside.py", "rangwan.entries.models"),
    "rules": ("rangwan/programmes/pack/planted_rules.py", "django.db"),
    "faces": ("rangwan/web/judge/planted_face.py", "rangwan.web.office"),
    "kit": ("rangwan/web/kit/planted_kit.py", "rangwan.web.public"),
    "documents": ("rangwan/documents/planted_documents.py", "rangwan.forms.definition"),
    "tables": ("rangwan/web/office/planted_tables.py", "rangwan.entries.models"),
}
# The rest of what the contracts promise, one plant for each case.
PLANTED_TOO = [
    ("rules", "rangwan/entries/rules/planted_clock.py", "rangwan.kernel.clock"),
    ("stages", "rangwan/kernel/planted_kernel.py", "rangwan.accounts"),
    ("stages", "rangwan/forms/planted_forms.py", "rangwan.files"),
    ("stages", "rangwan/api/planted_api.py", "rangwan.web.kit"),
    ("tables", "rangwan/api/planted_tables.py", "rangwan.programmes.models"),
]


def _lint(folder: Path) -> tuple[int, str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"COLUMNS": "400"})
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what lint-imports says of a copy of the tree with everything planted."""
    copy = tmp_path_factory.mktemp("planted")
    for path in python("rangwan"):
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")
    for name, imported in [*PLANTED.values(), *((name, imported) for _, name, imported in PLANTED_TOO)]:
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        init = target.parent / "__init__.py"
        flat = target.parent.with_suffix(".py")
        if flat.exists():  # rules.py becomes rules/ for the plant
            flat.rename(init)
        init.touch()
        target.write_text(f"import {imported}\n")
    code, said = _lint(copy)
    assert code == 1
    return said


def test_the_tree_keeps_every_contract():
    code, said = _lint(ROOT)
    assert (code, re.findall(r"^.* BROKEN$", said, flags=re.MULTILINE)) == (0, [])


@pytest.mark.parametrize(
    ("contract", "name", "imported"),
    [*((contract, *plant) for contract, plant in PLANTED.items()), *PLANTED_TOO],
    ids=lambda value: value.rpartition("/")[2],
)
def test_a_planted_import_breaks_its_contract(planted: str, contract: str, name: str, imported: str):
    module = name.removesuffix(".py").replace("/", ".")
    broken = _section(planted, _title(contract))
    shown = imported if imported.startswith("rangwan") else imported.split(".", maxsplit=1)[0]
    assert f"{module} -> {shown} (l.1)" in broken, broken


def _title(contract: str) -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(rf'^id = "{contract}"\nname = "(.+)"$', text, flags=re.MULTILINE)
    assert found
    return found[1]


def _section(said: str, title: str) -> str:
    """Return what is said under a broken contract's heading."""
    pieces = re.split(r"^(.+)\n-{5,}\n", said.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True)).get(title, "")
