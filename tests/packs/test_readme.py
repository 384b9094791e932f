"""What awards/README.md says of packs holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from rangwan.forms.definition import Question, QuestionType
from rangwan.programmes.definition import Criterion
from rangwan.programmes.pack import load_pack
from rangwan.programmes.pack.read import FILES, OPTIONAL_FILES
from tests.packs.workshop import Workshop

README = (Path(__file__).parents[2] / "awards" / "README.md").read_text("utf-8")
CRITERION, QUESTIONS, ENTERING = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)


def test_the_table_names_every_file():
    named = re.findall(r"^\| `([a-z-]+\.toml)`", README, re.MULTILINE)
    assert tuple(named) == FILES
    may_be_left_out = re.findall(r"^\| `([a-z-]+\.toml)` \|[^|]*may be left out \|", README, re.MULTILINE)
    assert tuple(may_be_left_out) == OPTIONAL_FILES


def test_the_table_of_types_names_every_type_and_its_limits():
    rows = re.findall(r"^\| (`[a-z`, ]+`) \| [^|]+ \|([^|]*)\|", README.split("## A question")[1], re.MULTILINE)
    named = [word for kinds, _ in rows for word in re.findall(r"`([a-z]+)`", kinds)]
    assert sorted(named) == sorted(get_args(QuestionType))
    limits = {word for _, words in rows for word in re.findall(r"`([a-z_]+)`", words)}
    assert limits - set(Question.model_fields) == set()


def test_the_criterion_is_one():
    [declared] = tomllib.loads(CRITERION)["criteria"]
    criterion = Criterion.model_validate(declared)
    assert (criterion.weight, criterion.top, len(criterion.rubric)) == (10, 6, 2)


def test_the_questions_can_be_added_to_a_form(pack: Workshop):
    pack.add("form/about.toml", "\n" + QUESTIONS)
    assert pack.refusals() == []
    asked = load_pack(pack.folder).form.by_key
    assert asked["newness"].example == "new"
    assert asked["previous_name"].show_if is not None


def test_the_way_of_entering_can_be_added_to_a_pack(pack: Workshop):
    pack.add("form/about.toml", '\n[[questions]]\nkey = "data_sets"\ntype = "rows"\nmax_rows = 3\n'
             'label.th = "ชุดข้อมูล"\nlabel.en = "Data sets"\n[[questions.fields]]\nkey = "address"\ntype = "url"\n'
             'label.th = "ที่อยู่"\nlabel.en = "Address"\n')  # fmt: skip
    pack.add("entering.toml", ENTERING)
    assert pack.refusals() == []
    entering = load_pack(pack.folder).entering
    assert entering.approval
    assert entering.catalogue is not None
    assert entering.catalogue.hosts == ("data.go.th", "*.gdcatalog.go.th")


def test_a_text_may_stand_in_files_or_in_place(pack: Workshop):
    before = load_pack(pack.folder).award.purpose
    pack.replace("award.toml", 'purpose.file = "purpose"', f'purpose.th = "{before.th}"\npurpose.en = "{before.en}"')
    for language in ("th", "en"):
        (pack.folder / "text" / f"purpose.{language}.md").unlink()
    assert load_pack(pack.folder).award.purpose == before


def test_the_organisers_own_notes_are_let_alone_and_a_misspelt_name_is_not(pack: Workshop):
    pack.add("README.md", "notes")
    assert pack.refusals() == []
    pack.add("servey.toml", "questions = []")
    assert pack.refusals() == ["servey.toml: nothing in the pack asks for this file"]


def test_the_refusals_are_those_that_the_loader_gives(pack: Workshop):
    pack.replace("criteria.toml", "weight = 30", "weight = 27")
    pack.replace("calendar.toml", "grace_seconds", "grace_second")
    pack.replace("form/pictures.toml", 'criterion = "craft"', 'criterion = "skill"')
    [block] = re.findall(r"```\n(calendar.*?)```", README, re.DOTALL)
    assert pack.refusals() == block.strip().split("\n")


@pytest.mark.parametrize("kind", get_args(QuestionType))
def test_every_type_can_be_declared(pack: Workshop, kind: str):
    more = {
        "choice": 'choices = [{ key = "a", label.th = "ก", label.en = "a" }]\n',
        "rows": '[[questions.fields]]\nkey = "a"\ntype = "text"\nlabel.th = "ก"\nlabel.en = "a"\n',
        "figures": 'columns = [{ key = "a", label.th = "ก", label.en = "a" }]\nown_measures = 1\n',
    }
    more["choices"] = more["choice"]
    head = f'\n[[questions]]\nkey = "extra"\ntype = "{kind}"\nlabel.th = "ก"\nlabel.en = "a"\n'
    pack.add("form/about.toml", head + more.get(kind, ""))
    assert pack.refusals() == []
