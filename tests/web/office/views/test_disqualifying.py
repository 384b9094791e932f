"""Putting an entry out, on the office's pages: two people, each with their own buttons."""

from __future__ import annotations

import pytest

from rangwan.entries.models import DisqualificationProposal
from rangwan.entries.rules import State
from tests.builders import bare_entry, make_edition, member
from tests.web.office.conftest import BASE, World, browser


def test_proposed_by_one_and_agreed_with_by_another(world: World):
    entry = world.eligible[0]
    page, address = f"{BASE}entries/{entry.id}/", f"{BASE}entries/{entry.id}/disqualify/"
    first, second = browser(world.staff.screener), browser(world.staff.chair)
    assert f'href="{address}"' in first.get(page).content.decode()
    empty = first.post(address, {"answer": "propose", "breach": ""})
    assert (empty.status_code, empty.content.decode().count("กรุณากรอก: หลักเกณฑ์ที่ฝ่าฝืน")) == (422, 2)
    assert first.post(address, {"answer": "propose", "breach": "ข้อ 5 <b>เท็จ</b>"}).status_code == 302
    mine, theirs = first.get(address).content.decode(), second.get(address).content.decode()
    assert ('value="agree"' in mine, 'value="agree"' in theirs) == (False, True)
    assert "ข้อ 5 &lt;b&gt;เท็จ" in theirs
    for reader in (world.staff.organiser, world.staff.auditor):
        assert "มีผู้เสนอให้ตัดสิทธิ์ผลงานนี้" in browser(reader).get(page).content.decode()
    alone = first.post(address, {"answer": "agree"})
    assert (alone.status_code, "ท่านเป็นผู้เสนอเรื่องนี้เอง" in alone.content.decode()) == (409, True)
    assert second.post(address, {"answer": "agree", "note": "ตรวจแล้ว"})["Location"] == page
    entry.refresh_from_db()
    assert (entry.state, entry.closing_note) == (State.DISQUALIFIED, "ข้อ 5 <b>เท็จ</b>")
    after = second.get(address).content.decode()
    assert "<textarea" not in after
    assert "ตรวจแล้ว" in after
    late = first.post(address, {"answer": "propose", "breach": "อีก"})
    assert late.status_code == 409


def test_not_agreed_with_taken_back_and_quicker(world: World):
    address = f"{BASE}entries/{world.eligible[0].id}/disqualify/"
    first, second = browser(world.staff.organiser), browser(world.staff.screener)
    for answers in (second, first):
        first.post(address, {"breach": "สงสัย"})
        twice = second.post(address, {"breach": "ซ้ำ"})
        assert (twice.status_code, "มีผู้เสนอไว้แล้ว" in twice.content.decode()) == (409, True)
        assert answers.post(address, {"answer": "disagree"}).status_code == 302
    assert second.post(address, {"answer": "agree"}).status_code == 409
    standings = DisqualificationProposal.objects.order_by("at", "pk").values_list("standing", flat=True)
    assert sorted(standings) == ["rejected", "taken_back"]
    page = second.get(address).content.decode()
    assert "ผู้พิจารณาคนที่สองไม่เห็นชอบ" in page
    assert "ผู้เสนอถอนเรื่อง" in page


def test_who_has_no_part_in_it(world: World):
    entry = world.eligible[0]
    address = f"{BASE}entries/{entry.id}/disqualify/"
    member(world.staff.second, entry.organisation)
    for person, status in (
        (world.staff.auditor, 403), (world.staff.judges[0], 404), (entry.coordinator, 404), (world.staff.second, 404),
    ):  # fmt: skip
        assert browser(person).get(address).status_code == status
        assert browser(person).post(address, {"breach": "x"}).status_code == status
    assert address not in browser(world.staff.auditor).get(f"{BASE}entries/{entry.id}/").content.decode()
    make_edition(slug="other")
    draft = bare_entry(world.edition, State.DRAFT, 9)
    client = browser(world.staff.organiser)
    for missing in (f"/office/other/entries/{entry.id}/disqualify/", f"{BASE}entries/{draft.id}/disqualify/"):
        assert client.get(missing).status_code == 404
    assert DisqualificationProposal.objects.count() == 0


@pytest.mark.parametrize("breach", ["ก" * 2001, "ก\0", " "])
def test_a_breach_that_cannot_be_read_stays_on_the_page(world: World, breach: str):
    address = f"{BASE}entries/{world.eligible[0].id}/disqualify/"
    assert browser(world.staff.chair).post(address, {"breach": breach}).status_code == 422
    assert DisqualificationProposal.objects.count() == 0
