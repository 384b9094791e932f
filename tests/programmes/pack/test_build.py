from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from rangwan.programmes.pack import PackProblem, PackRefused, load_pack

ROOT = Path(__file__).parents[3]


def test_a_refusal_holds_every_problem_and_prints_them(pack):
    line = pack.replace("calendar.toml", "grace_seconds = 300", "grace_seconds = -1")
    other = pack.replace("stages.toml", "count = 3", "count = 0")
    with pytest.raises(PackRefused) as refused:
        load_pack(pack.folder)
    assert [(problem.file, problem.line) for problem in refused.value.problems] == [
        ("calendar.toml", line),
        ("stages.toml", other),
    ]
    assert str(refused.value).split("\n") == [str(problem) for problem in refused.value.problems]
    assert [type(problem) for problem in refused.value.problems] == [PackProblem, PackProblem]


def test_the_same_folder_gives_the_same_definition(pack):
    assert load_pack(pack.folder) == load_pack(pack.folder)


def test_loading_is_quick():
    spent = []
    for _ in range(3):
        start = time.process_time()
        load_pack(ROOT / "awards" / "digital-local-2564")
        spent.append(time.process_time() - start)
    assert min(spent) < 0.15


def test_packs_are_read_without_django():
    code = "import sys, rangwan.programmes.pack; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
