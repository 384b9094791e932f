"""The whole award in a browser: from the announcement and a new account to the published result, with real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.e2e import deciding, entering
from tests.e2e.camera import Camera
from tests.e2e.desk import Desk
from tests.e2e.site import Site
from tests.e2e.steps import PACK

Open = Callable[..., Desk]


def test_the_whole_award(site: Site, desk: Open, camera: Camera, tmp_path: Path):
    entering.anyone_reads(desk(), camera, tmp_path)
    entrant = desk()
    entering.somebody_new_signs_up(entrant, site, camera)
    entering.claims_an_organisation(entrant, camera, tmp_path)
    entering.is_told_why_not_and_then_that_it_may_enter(entrant, camera)
    entry = entering.fills_every_section(entrant, camera)
    deciding.letter_is_confirmed(desk("organiser", "/office/"), camera)
    files = entering.uploads(entrant, entry, camera, tmp_path)
    reference = entering.sends_and_confirms(entrant, entry, files, camera)
    entering.is_told_by_mail(entrant, reference)
    entering.begins_a_second_project(entrant)
    entering.reopens_and_confirms_again(entrant, entry, reference)
    others = site.prepare("rivals")
    site.prepare("close")
    entering.finds_the_door_closed(entrant, entry)
    deciding.is_found_eligible(desk("screener", f"/office/{PACK}/screening/"), reference, camera)
    deciding.is_found_ineligible_by_two(desk, others["doubtful"], camera)
    deciding.judges_are_drawn(desk("organiser", f"/office/{PACK}/judging/"), camera)
    recused = False
    for number in (1, 2, 3, 4):
        judge = desk(f"judge{number}", "/judge/")
        recused |= deciding.judges(judge, camera, steps_back=not recused)
    assert recused
    deciding.is_decided_and_released(desk("chair", f"/office/{PACK}/"), reference, others["rival"], camera)
    deciding.result_is_public(desk(), reference, camera)
    assert "the chain holds" in site.run("verify")
