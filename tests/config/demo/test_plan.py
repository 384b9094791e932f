"""What the demonstration of the 2564 award declares is whole, and names nothing that the award does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.accounts import register
from rangwan.config.demo.plan import NoDemonstration, read_plan
from rangwan.entries.rules import State
from rangwan.forms.rules import unknown_keys
from tests.builders import PACK, PACKS, pack

PLAN = read_plan(PACKS)


def test_it_is_the_pack_s_own():
    assert PLAN.folder == PACKS / PACK
    assert {planned.project for planned in PLAN.entries} == set(PLAN.projects)
    assert {planned.state for planned in PLAN.entries} - {"proposed_ineligible"} <= set(State)


def test_a_folder_of_packs_without_a_demonstration_says_so(tmp_path: Path):
    with pytest.raises(NoDemonstration, match=r"no award pack in .* has a demonstration"):
        read_plan(tmp_path)


def test_its_organisations_are_real_ones_of_every_type():
    rows, problems = register.read(PLAN.register)
    assert problems == []
    assert {row.type for row in rows} == {"BMA", "PAO", "CM", "MM", "TM", "TAO", "SP"}
    assert len(rows) == 33
    codes = {row.code or row.type for row in rows}
    named = {planned.organisation for planned in PLAN.entries} | {one.organisation for one in PLAN.said.coordinators}
    assert named - codes == set()


@pytest.mark.parametrize("project", PLAN.projects)
def test_a_project_answers_questions_that_are_asked(project: str):
    form, found = pack().form, PLAN.projects[project]
    answers = found.answers | dict.fromkeys(found.examples)
    assert unknown_keys(form, answers) == []
    for key, chosen in found.survey.items():
        question = pack().survey_question(key)
        assert question is not None
        assert set(chosen) - {choice.key for choice in question.choices} == set()


def test_every_text_of_an_entry_says_that_it_is_made_up():
    assert "สมมติ" in PLAN.said.mark.text
    names = [staff.name for staff in PLAN.said.staff] + [coordinator.name for coordinator in PLAN.said.coordinators]
    names += [*PLAN.said.others.names, *PLAN.said.signatories.names]
    assert [name for name in names if "สมมติ" not in name] == []
    notes = [planned.note for planned in PLAN.entries if planned.note] + [PLAN.said.finished.minute]
    assert [note for note in notes if "สมมติ" not in note] == []
