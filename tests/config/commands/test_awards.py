"""`rangwan award`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rangwan.config.cli import main
from rangwan.programmes.models import DefinitionVersion
from tests.builders import PACK, PACKS, pack


def _copy(folder: Path, weight: str = "weight = 10") -> Path:
    """Copy the pack, with another weight for the first criterion."""
    copy = folder / "copy"
    shutil.copytree(PACKS / PACK, copy)
    criteria = copy / "criteria.toml"
    criteria.write_text(criteria.read_text("utf-8").replace("weight = 10", weight, 1), "utf-8")
    return copy


def _last_weight(folder: Path) -> int:
    lines = (folder / "criteria.toml").read_text("utf-8").splitlines()
    return max(number for number, line in enumerate(lines, start=1) if line.startswith("weight = "))


def test_check_finds_a_pack_in_order(capsys: pytest.CaptureFixture[str]):
    assert main(["award", "check", str(PACKS / PACK)]) == 0
    said = capsys.readouterr()
    number = len(pack().form.by_key)
    assert said.out == f"{PACK}: 11 criteria, {number} questions, in Thai and English: in order\n"
    assert said.err == ""


def test_check_refuses_weights_that_do_not_sum_to_100_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = _copy(tmp_path, "weight = 11")
    assert main(["award", "check", str(copy)]) == 1
    said = capsys.readouterr()
    *problems, verdict = said.err.splitlines()
    assert [problem for problem in problems if "100" in problem] == [
        f"criteria.toml:{_last_weight(copy)}: the weights add up to 101, not 100"
    ]
    assert verdict == f"{copy}: refused, {len(problems)} problem(s)"
    assert said.out == ""


def test_diff_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    copy = _copy(tmp_path)
    stages = copy / "stages.toml"
    stages.write_text(stages.read_text("utf-8").replace("count = 1 ", "count = 3 "), "utf-8")
    assert main(["award", "diff", str(PACKS / PACK), str(copy)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.django_db
def test_load_makes_a_version_once(capsys: pytest.CaptureFixture[str]):
    for _ in range(2):
        assert main(["award", "load", str(PACKS / PACK), "--slug", "another-run"]) == 0
        assert capsys.readouterr().out == "another-run: version 1\n"
    assert list(DefinitionVersion.objects.values_list("edition__slug", "number")) == [("another-run", 1)]
