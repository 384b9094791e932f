"""Chair and organiser lead, the auditor reads; the pair agrees."""

from __future__ import annotations

from rangwan.results.models import RankingRun
from rangwan.results.permissions import may_rank, may_see_ranking, rankings_visible_to
from tests.results.conftest import World
from tests.results.test_actions import rank


def test_who_ranks_and_who_reads(world: World):
    ranking = rank(world)
    staff = world.staff
    people = {
        "organiser": staff.organiser, "screener": staff.screener, "chair": staff.chair, "auditor": staff.auditor,
        "judge": world.judge, "coordinator": world.entry.coordinator,
    }  # fmt: skip
    assert {name for name, person in people.items() if may_rank(person, world.edition)} == {"organiser", "chair"}
    seen = {name for name, person in people.items() if may_see_ranking(person, ranking)}
    listed = {name for name, person in people.items() if rankings_visible_to(RankingRun.objects.all(), person).exists()}
    assert seen == listed == {"organiser", "chair", "auditor"}
