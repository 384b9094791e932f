"""The log has words for everything that the stages record."""

from __future__ import annotations

import re
from pathlib import Path

import rangwan
from rangwan.entries.rules import Act
from rangwan.web.office import happenings

STAGES = ("programmes", "entries", "screening", "judging", "results")
ACT = re.compile(r'"((?:enquiry|entry|example|screening|judging|results|definition|edition|person)\.[a-z_]+)"')
# Events, which later stages receive, and no acts.
EVENTS = {"edition.definition_loaded", "edition.decided", "edition.released", "entry.datasets_changed"}


def test_every_act_has_words():
    acts = {f"entry.{act}" for act in Act}
    for stage in STAGES:
        for path in Path(rangwan.__file__).with_name(stage).rglob("actions*/**/*.py"):
            acts |= set(ACT.findall(path.read_text(encoding="utf-8")))
        flat = Path(rangwan.__file__).with_name(stage) / "actions.py"
        if flat.exists():
            acts |= set(ACT.findall(flat.read_text(encoding="utf-8")))
    assert sorted(acts - EVENTS) == sorted(happenings._WORDS)
