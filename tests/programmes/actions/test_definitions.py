"""Definition versions: loaded from a pack, revised by an organiser, never overwritten."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.kernel.audit import verify
from rangwan.kernel.models import AuditRow
from rangwan.programmes import actions
from rangwan.programmes.models import DefinitionVersion, Edition
from rangwan.programmes.pack import diff_definitions
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, pack
from tests.programmes.conftest import World

PRIZE = pack().prizes[0].key
REQUIRED = {key for key, question in pack().form.by_key.items() if question.required}
FREE = next(key for key, question in pack().form.by_key.items() if not question.required)


def _revise(world: World, **change: Any) -> DefinitionVersion:
    given: dict[str, Any] = {
        "edition": world.edition, "prizes": {PRIZE: 1}, "required": REQUIRED, "acting": world.staff.organiser,
        "now": NOW,
    }  # fmt: skip
    return actions.revise_definition(**given | change)


def test_the_same_pack_again_makes_no_new_version(world: World):
    version = actions.load_definition(definition=pack(), acting=None, now=NOW)
    assert (version.number, DefinitionVersion.objects.count()) == (1, 1)


def test_what_was_loaded_is_what_is_read_back(world: World):
    assert definition_of(world.edition.version_id) == pack()


def test_a_new_version_leaves_a_moved_calendar_alone(world: World):
    changed = pack().model_copy(update={"reference_prefix": "NEW-"})
    before = Edition.objects.values_list("opens_at", "closes_at", "counted_from").get(pk=world.edition.pk)
    version = actions.load_definition(definition=changed, acting=world.staff.organiser, now=NOW)
    assert (version.number, definition_of(version.id).reference_prefix) == (2, "NEW-")
    assert Edition.objects.values_list("opens_at", "closes_at", "counted_from").get(pk=world.edition.pk) == before


def test_the_number_of_prizes_and_required_questions_are_settings(world: World):
    version = _revise(world, prizes={PRIZE: 3}, required={*REQUIRED, FREE})
    changes = diff_definitions(pack(), definition_of(version.id))
    assert sorted(change.path for change in changes) == sorted(
        [f"prizes.{PRIZE}.count", next(c.path for c in changes if c.path.endswith(f"{FREE}.required"))]
    )
    assert definition_of(version.id).prizes[0].count == 3
    world.edition.refresh_from_db()
    assert world.edition.version == version
    row = AuditRow.objects.order_by("-number")[0]
    assert (row.act, row.after["version"], verify()) == ("definition.revised", 2, [])


def test_nothing_different_makes_no_version(world: World):
    assert _revise(world).number == 1


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unknown_prize", {"prizes": {"tin": 1}}),
        ("bad_count", {"prizes": {PRIZE: 0}}),
        ("unknown_question", {"required": {"nonsense"}}),
    ],
)
def test_a_revision_that_cannot_be(world: World, code: str, change: dict[str, Any]):
    with pytest.raises(actions.UnableToRevise, match=code):
        _revise(world, **change)


def test_after_the_decision_nothing_is_revised(world: World):
    Edition.objects.update(state=Edition.State.DECIDED)
    with pytest.raises(actions.UnableToRevise, match="decided"):
        _revise(world, prizes={PRIZE: 3})


@pytest.mark.parametrize("who", ["screener", "chair", "auditor"])
def test_only_organisers_revise(world: World, who: str):
    with pytest.raises(NotAllowed):
        _revise(world, prizes={PRIZE: 3}, acting=getattr(world.staff, who))
