"""The walk of an approval through the pages: asked, refused, corrected, asked, approved, changed, asked, sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from rangwan.entries.models import Approval, Entry
from rangwan.kernel.models import AuditRow
from tests.builders import approving_pack, draft_entry, filled_entry, join_team, make_edition, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    edition = make_edition(slug="with-approval", definition=approving_pack())
    return filled_entry(edition, world.office, world.person)


def _page(entry: Entry) -> str:
    return f"/my/entries/{entry.id}/approval/"


def _request(client: Client, entry: Entry) -> str:
    """Return the request that the page offers to decide on."""
    return str(re.findall(r'name="approval" value="(\w+)"', client.get(_page(entry)).content.decode())[0])


def _retitle(client: Client, entry: Entry, title: str) -> None:
    entry.refresh_from_db()
    answer = client.post(
        f"/my/entries/{entry.id}/sections/project/", {"version": entry.version, "project_title": title}
    )
    assert answer.status_code == 302


def test_the_whole_walk(world: World, entry: Entry, now):
    def later() -> None:
        now.shift(60)

    client, ed, mayor = world.client, make_person("วิชัย"), make_person("นายกสมศรี")
    assert "ยังไม่มีผู้มีอำนาจลงนามในทีมงาน" in words(client.get(_page(entry)))
    assert "ยังไม่มีผู้มีอำนาจลงนามในทีมงาน" in words(client.get(f"/my/entries/{entry.id}/team/"))
    unsigned = client.post(f"/my/entries/{entry.id}/submit/")
    assert (unsigned.status_code, _page(entry) in unsigned.content.decode()) == (422, True)
    assert "ผู้มีอำนาจลงนามยังไม่ได้เห็นชอบโครงการนี้" in words(unsigned)
    assert client.post(_page(entry), {"act": "ask"}).status_code == 422

    join_team(entry, ed, "edit")
    join_team(entry, mayor, "signatory")
    drafter, signer = browser(ed), browser(mayor)
    asked = drafter.post(_page(entry), {"act": "ask"}, follow=True)
    assert "ขอความเห็นชอบแล้ว และแจ้งทางอีเมลด้วย" in words(asked)
    assert "รอผู้มีอำนาจลงนาม" in words(drafter.get(f"/my/entries/{entry.id}/"))

    assert "อ่านและพิจารณา" in words(signer.get("/my/"))
    page = words(signer.get(_page(entry)))
    for shown in ("ระบบน้ำดี", ".pptx", "ไม่เห็นชอบ", "10 ธันวาคม 2569"):
        assert shown in page
    first = _request(signer, entry)
    no_note = signer.post(_page(entry), {"act": "decide", "approval": first, "decision": "refuse", "note": ""})
    assert (no_note.status_code, "โปรดระบุเหตุผล ผู้ที่ขอจะได้อ่าน" in words(no_note)) == (422, True)
    later()
    signer.post(_page(entry), {"act": "decide", "approval": first, "decision": "refuse", "note": "ขอชื่อที่สั้นกว่านี้"})
    assert "ขอชื่อที่สั้นกว่านี้" in words(drafter.get(_page(entry)))

    _retitle(drafter, entry, "น้ำดี")
    later()
    drafter.post(_page(entry), {"act": "ask"})
    approved = {"act": "decide", "approval": _request(signer, entry), "decision": "approve"}
    assert "เห็นชอบแล้ว ระบบแจ้งผู้จัดทำทางอีเมล" in words(signer.post(_page(entry), approved, follow=True))
    assert "ตรวจคำตอบและส่ง" in words(client.get(_page(entry)))

    _retitle(drafter, entry, "น้ำดีมาก")
    assert "มีการแก้ไขหลังจากขอความเห็นชอบ" in words(client.get(f"/my/entries/{entry.id}/"))
    outdated = client.post(f"/my/entries/{entry.id}/submit/")
    assert (outdated.status_code, "โปรดขอความเห็นชอบใหม่" in words(outdated)) == (422, True)
    later()
    client.post(_page(entry), {"act": "ask"})
    signer.post(_page(entry), {"act": "decide", "approval": _request(signer, entry), "decision": "approve"})
    assert client.post(f"/my/entries/{entry.id}/submit/")["Location"] == f"/my/entries/{entry.id}/survey/"
    assert "เห็นชอบแล้ว" in words(signer.get(_page(entry)))


def test_what_changed_while_the_signatory_read_is_not_approved(world: World, entry: Entry):
    mayor = make_person("นายก")
    join_team(entry, mayor, "signatory")
    world.client.post(_page(entry), {"act": "ask"})
    signer = browser(mayor)
    read = _request(signer, entry)
    _retitle(world.client, entry, "แอบแก้")
    answer = signer.post(_page(entry), {"act": "decide", "approval": read, "decision": "approve"})
    assert (answer.status_code, "จึงให้ความเห็นชอบไม่ได้" in words(answer)) == (422, True)
    assert Approval.objects.get().verdict == "asked"
    assert 'name="decision"' not in signer.get(_page(entry)).content.decode()


def test_taken_back(world: World, entry: Entry):
    mayor = make_person("นายก")
    join_team(entry, mayor, "signatory")
    world.client.post(_page(entry), {"act": "ask"})
    signer = browser(mayor)
    read = _request(signer, entry)
    assert "ยกเลิกคำขอแล้ว" in words(world.client.post(_page(entry), {"act": "take_back"}, follow=True))
    late = signer.post(_page(entry), {"act": "decide", "approval": read, "decision": "approve"})
    assert (late.status_code, "คำขอนี้ถูกยกเลิกหรือมีคำขอใหม่แล้ว" in words(late)) == (422, True)


def test_an_unfinished_draft_says_what_is_missing(world: World, entry: Entry):
    blank = draft_entry(entry.edition, world.office, world.person)
    join_team(blank, make_person("นายก"), "signatory")
    answer = world.client.post(_page(blank), {"act": "ask"})
    assert answer.status_code == 422
    assert f"/my/entries/{blank.id}/sections/" in answer.content.decode()
    assert f"/my/entries/{blank.id}/files/?back=check#file-presentation" in answer.content.decode()


@pytest.mark.parametrize("post", [{}, {"act": "dance"}])
def test_no_button_of_ours(world: World, entry: Entry, post):
    assert world.client.post(_page(entry), post).status_code == 404


def test_a_decision_is_one_or_the_other(world: World, entry: Entry):
    mayor = make_person("นายก")
    join_team(entry, mayor, "signatory")
    world.client.post(_page(entry), {"act": "ask"})
    answer = browser(mayor).post(_page(entry), {"act": "decide", "decision": "perhaps", "note": "ลองดู"})
    assert (answer.status_code, "โปรดเลือกว่าท่านเห็นชอบหรือไม่" in words(answer)) == (422, True)
    assert ">\nลองดู</textarea>" in answer.content.decode()


def test_after_the_closing_it_is_too_late(world: World, entry: Entry, now):
    mayor = make_person("นายก")
    join_team(entry, mayor, "signatory")
    world.client.post(_page(entry), {"act": "ask"})
    read = _request(browser(mayor), entry)
    now.move_to(entry.edition.closes_at)
    late = browser(mayor).post(_page(entry), {"act": "decide", "approval": read, "decision": "approve"})
    assert (late.status_code, "หมดเวลาแล้ว" in words(late)) == (403, True)


@pytest.mark.parametrize("who", ["edit", "view", "signatory", "colleague", "stranger"])
def test_who_may_press_what(world: World, entry: Entry, who):
    join_team(entry, make_person("นายกคนแรก"), "signatory")
    person = make_person("คนอื่น", world.office if who == "colleague" else None)
    if who not in ("colleague", "stranger"):
        join_team(entry, person, who)
    client = browser(person)
    assert client.get(_page(entry)).status_code == (404 if who == "stranger" else 200)
    before = AuditRow.objects.count()
    asked = client.post(_page(entry), {"act": "ask"}).status_code
    assert asked == (302 if who == "edit" else 404)
    world.client.post(_page(entry), {"act": "ask"})
    request = Approval.objects.get(verdict="asked")
    decide = {"act": "decide", "approval": request.id, "decision": "approve"}
    assert client.post(_page(entry), decide).status_code == (302 if who == "signatory" else 404)
    assert AuditRow.objects.count() == before + (2 if who == "signatory" else 1)


def test_an_award_that_does_not_ask_has_no_such_page(world: World):
    plain = draft_entry(world.edition, world.office, world.person)
    assert world.client.get(_page(plain)).status_code == 404
    assert world.client.post(_page(plain), {"act": "ask"}).status_code == 404
    assert _page(plain) not in world.client.get(f"/my/entries/{plain.id}/").content.decode()
