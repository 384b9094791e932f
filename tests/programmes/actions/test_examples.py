"""Examples of good answers: published by organisers, at questions of the form, within limits, and withdrawn."""

from __future__ import annotations

import pytest

from rangwan.forms.rules import BadTexts
from rangwan.kernel.models import AuditRow
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.actions.examples import MOST_EXAMPLES
from rangwan.programmes.models import PublishedExample
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries.advice import examples_by_question, examples_in
from tests.builders import NOW, make_person
from tests.programmes.conftest import World

GOOD = Text(th="น้ำท่วม 12 ครั้ง", en="Twelve floods")


def publish(world: World, text: Text = GOOD, question: str = "problem") -> PublishedExample:
    """Publish an example as the organiser."""
    return actions.publish_example(
        edition=world.edition, question=question, text=text, acting=world.staff.organiser, now=NOW
    )


def test_published_and_withdrawn(world: World):
    example = publish(world)
    assert examples_by_question(world.edition) == {"problem": [GOOD]}
    for _ in range(2):
        actions.withdraw_example(example=example, acting=world.staff.organiser, now=NOW)
    assert examples_in(world.edition) == []
    assert PublishedExample.objects.get().withdrawn_at == NOW
    rows = AuditRow.objects.filter(thing="example").order_by("number").values_list("act", "after")
    assert list(rows) == [
        ("example.published", {"question": "problem"}), ("example.withdrawn", {"question": "problem"}),
    ]  # fmt: skip


def test_only_the_organiser(world: World):
    example = publish(world)
    for person in (world.staff.screener, world.staff.chair, world.staff.judges[0], make_person("ไกล")):
        with pytest.raises(NotAllowed):
            actions.publish_example(edition=world.edition, question="problem", text=GOOD, acting=person, now=NOW)
        with pytest.raises(NotAllowed):
            actions.withdraw_example(example=example, acting=person, now=NOW)


@pytest.mark.parametrize("question", ["nothing", "", "\0"])
def test_at_a_question_of_the_form(world: World, question: str):
    with pytest.raises(actions.UnableToPublish) as refused:
        publish(world, question=question)
    assert refused.value.code == "unknown_question"


@pytest.mark.parametrize("text", [Text(th="ก"), Text(en="a"), Text(th="ก" * 6001, en="a"), Text(th="ก\0", en="a")])
def test_in_both_languages_and_readable(world: World, text: Text):
    with pytest.raises(BadTexts):
        publish(world, text)
    assert PublishedExample.objects.count() == 0


def test_five_at_one_question(world: World):
    for _ in range(MOST_EXAMPLES):
        publish(world)
    with pytest.raises(actions.UnableToPublish) as refused:
        publish(world)
    assert refused.value.code == "too_many_examples"
    publish(world, question="problem_cause")
