"""Taking back: reopened with a warning before the closing, withdrawn with a reason."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Entry
from tests.builders import confirmed_entry, draft_entry, submitted_entry
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


def _base(entry: Entry) -> str:
    return f"/my/entries/{entry.id}"


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        (
            "th",
            "ท่านต้องส่งและยืนยันอีกครั้งก่อนวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. มิฉะนั้นจะไม่ถือว่าส่งแล้ว",
            "เปิดให้แก้ไขแล้ว โปรดส่งและยืนยันอีกครั้งก่อนปิดรับสมัคร มิฉะนั้นจะไม่ถือว่าส่งแล้ว",
        ),
        (
            "en",
            "It does not count until you have sent and confirmed it again, before 10 December 2026, 10:00.",
            "The entry is open for changes. Send and confirm it again before the closing, or it does not count.",
        ),
    ],
)
def test_reopened_after_a_question_and_with_a_warning(world: World, language, asked, said):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    client = browser(world.person, language)
    assert asked in words(client.get(f"{_base(entry)}/reopen/"))
    assert Entry.objects.get().state == "confirmed"
    answer = client.post(f"{_base(entry)}/reopen/", follow=True)
    assert said in words(answer)
    entry = Entry.objects.get()
    assert (entry.state, entry.reference) == ("draft", "DLG2564-0001")


def test_reopened_twice_is_a_draft_all_the_same(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    for _press in range(2):
        assert world.client.post(f"{_base(entry)}/reopen/")["Location"] == f"{_base(entry)}/"
    assert Entry.objects.get().state == "draft"


def test_not_after_the_closing(world: World, now):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    now.move_to(world.edition.closes_at)
    client = browser(world.person)
    for answer in (client.get(f"{_base(entry)}/reopen/"), client.post(f"{_base(entry)}/reopen/")):
        assert answer.status_code == 403
        assert "หมดเวลาแล้วเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. ระบบไม่ได้บันทึก" in words(answer)
    assert Entry.objects.get().state == "confirmed"


@pytest.mark.parametrize(
    ("language", "said"), [("th", "โปรดระบุเหตุผลที่ถอนโครงการ"), ("en", "Write the reason for withdrawing.")]
)
def test_withdrawn_with_a_reason_only(world: World, language, said):
    entry = draft_entry(world.edition, world.office, world.person)
    client = browser(world.person, language)
    assert client.get(f"{_base(entry)}/withdraw/").status_code == 200
    answer = client.post(f"{_base(entry)}/withdraw/", {"reason": "  "})
    assert answer.status_code == 422
    assert words(answer).count(said) == 2
    assert Entry.objects.get().state == "draft"


def test_withdrawn_and_said_so(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    page = words(world.client.post(f"{_base(entry)}/withdraw/", {"reason": "ปิดระบบ <b>แล้ว</b>"}, follow=True))
    assert "ถอนโครงการแล้ว" in page
    assert "เหตุผลที่ให้ไว้: ปิดระบบ <b>แล้ว</b>" in page
    again = world.client.post(f"{_base(entry)}/withdraw/", {"reason": "อีกครั้ง"}, follow=True)
    assert "ถอนโครงการนี้ไม่ได้แล้ว" in words(again)
    assert Entry.objects.get().closing_note == "ปิดระบบ <b>แล้ว</b>"
    assert "ถอนโครงการนี้ไม่ได้แล้ว" in words(world.client.get(f"{_base(entry)}/withdraw/", follow=True))
