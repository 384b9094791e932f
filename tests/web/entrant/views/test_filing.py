"""Files: taken in, refused in words beside their slot, replaced, given back; papers to print."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Attachment, Entry
from rangwan.files.models import StoredFile
from tests.builders import attach, confirmed_entry, draft_entry, make_organisation, make_person, small_file, upload
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _url(entry: Entry) -> str:
    return f"/my/entries/{entry.id}/files/"


def _send(client, entry: Entry, kind: str, *files, **more):
    return client.post(_url(entry), {"kind": kind, "file": list(files), **more})


def test_taken_in_under_its_own_name(world: World, entry):
    answer = world.client.post(
        _url(entry), {"kind": "presentation", "file": upload("นำเสนอ น้ำดื่ม ปี ๒๕๖๔.pptx")}, follow=True
    )
    assert "ได้รับแล้ว: นำเสนอ น้ำดื่ม ปี ๒๕๖๔.pptx" in words(answer)
    stored = StoredFile.objects.get()
    assert (stored.original_name, stored.type, stored.uploaded_by) == ("นำเสนอ น้ำดื่ม ปี ๒๕๖๔.pptx", "pptx", world.person)


def test_given_back_under_its_own_name_byte_for_byte(world: World, entry):
    attachment = attach(entry, "presentation", "นำเสนอ น้ำ.pptx")
    answer = world.client.get(f"{_url(entry)}{attachment.id}/")
    assert answer.getvalue() == small_file("pptx")
    assert "filename*=UTF-8''%E0%B8%99" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("th", "ได้รับแล้ว: ข.pptx", "ใช้แทน ก.pptx แล้ว คณะกรรมการจะไม่เห็นไฟล์เดิม"),
        ("en", "Received: ข.pptx", "It takes the place of ก.pptx, which the committee will not see."),
    ],
)
def test_a_file_that_takes_anothers_place_says_so(world: World, entry, language, first, second):
    attach(entry, "presentation", "ก.pptx")
    client = browser(world.person, language)
    page = words(client.post(_url(entry), {"kind": "presentation", "file": upload("ข.pptx")}, follow=True))
    assert first in page
    assert second in page
    assert Attachment.objects.filter(removed_at=None).count() == 1
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "said"), [("th", "โปรดเลือกไฟล์ก่อน แล้วกดปุ่ม"), ("en", "Choose a file first, then press the button.")]
)
def test_the_button_without_a_file(world: World, entry, language, said):
    answer = browser(world.person, language).post(_url(entry), {"kind": "presentation"})
    assert answer.status_code == 422
    assert words(answer).count(said) == 2
    assert 'href="#file-presentation"' in answer.content.decode()


def test_evidence_several_at_once_one_of_them_refused(world: World, entry):
    answer = _send(
        world.client, entry, "evidence", upload("ก.pdf"), upload("โปรแกรม.pdf", b"MZ" + b"\0" * 200),
        question="policy_evidence",
    )  # fmt: skip
    assert answer.status_code == 422
    page = words(answer)
    assert "ได้รับแล้ว: ก.pdf" in page
    assert page.count("โปรแกรม.pdf") == 2
    assert [(a.file.original_name, a.question) for a in Attachment.objects.all()] == [("ก.pdf", "policy_evidence")]


def test_evidence_stands_beside_its_question(world: World, entry):
    attach(entry, "evidence", "แผน.pdf", question="policy_evidence")
    assert "แผน.pdf" in words(world.client.get(f"/my/entries/{entry.id}/sections/policy/"))
    assert world.client.get(f"/my/entries/{entry.id}/check/").content.decode().count(">แผน.pdf</a>") == 2


@pytest.mark.parametrize(
    ("fields", "thai", "english"),
    [
        (
            {"kind": "poem"},
            "รางวัลนี้ไม่ได้ขอไฟล์ประเภทนี้ โปรดเลือกจากรายการไฟล์ในหน้านี้",
            "This award does not ask for such a file. Choose one of the files listed on this page.",
        ),
        (
            {"kind": "evidence", "question": "no_such"},
            "ไม่มีคำถามนี้ในแบบฟอร์ม โปรดเลือกจากรายการ",
            "The form has no such question. Choose a question from the list.",
        ),
    ],
)
def test_a_slot_or_question_that_is_not_there(world: World, entry, fields, thai, english):
    for language, said in (("th", thai), ("en", english)):
        answer = browser(world.person, language).post(_url(entry), {**fields, "file": upload("ก.pdf")})
        assert answer.status_code == 422
        assert said in words(answer)
    assert StoredFile.objects.count() == 0


def test_a_full_slot_offers_no_more_and_takes_no_more(world: World, entry):
    for number in range(20):
        attach(entry, "evidence", f"{number}.jpg")
    assert "แนบครบ 20 ไฟล์แล้ว โปรดลบไฟล์เดิมก่อนเพิ่มไฟล์ใหม่" in words(world.client.get(_url(entry)))
    answer = _send(world.client, entry, "evidence", upload("เกิน.pdf"))
    assert answer.status_code == 422
    assert "แนบได้ไม่เกิน 20 ไฟล์ โปรดลบไฟล์เดิมก่อนเพิ่มไฟล์ใหม่" in words(answer)
    assert StoredFile.objects.count() == 20


def test_removed_and_removed_again(world: World, entry):
    attachment = attach(entry, "evidence", "ก.pdf")
    for _press in range(2):
        answer = world.client.post(_url(entry), {"remove": attachment.id}, follow=True)
        assert "ลบแล้ว: ก.pdf" in words(answer)
        assert "ยังไม่มีไฟล์" in words(answer)
    assert world.client.post(_url(entry), {"remove": "no-such"}).status_code == 404


def test_files_of_others_are_not_there(world: World, entry):
    attachment = attach(entry, "evidence", "ก.pdf")
    stranger = browser(make_person("คนอื่น", make_organisation("อบต.อื่น")))
    assert stranger.get(f"{_url(entry)}{attachment.id}/").status_code == 404
    assert stranger.post(_url(entry), {"remove": attachment.id}).status_code == 404
    assert _send(stranger, entry, "evidence", upload("ข.pdf")).status_code == 404
    assert (StoredFile.objects.count(), Attachment.objects.filter(removed_at=None).count()) == (1, 1)


def test_a_colleague_reads_the_files_and_sends_none(world: World, entry):
    attachment = attach(entry, "evidence", "ก.pdf")
    colleague = browser(make_person("วิชัย", world.office))
    assert colleague.get(f"{_url(entry)}{attachment.id}/").status_code == 200
    assert _send(colleague, entry, "evidence", upload("ข.pdf")).status_code == 404
    assert StoredFile.objects.count() == 1


def test_one_second_after_the_closing_no_file_is_taken(world: World, entry, now):
    now.move_to(world.edition.closes_at)
    answer = _send(browser(world.person), entry, "evidence", upload("ก.pdf"))
    assert answer.status_code == 403
    assert "หมดเวลาแล้วเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. ระบบไม่ได้บันทึก" in words(answer)
    assert StoredFile.objects.count() == 0


def test_files_of_a_sent_entry_are_read_on_the_check_page(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    assert world.client.get(_url(entry))["Location"] == f"/my/entries/{entry.id}/check/#files"
    answer = _send(world.client, entry, "evidence", upload("ก.pdf"), follow=True)
    assert answer["Location"] == f"/my/entries/{entry.id}/"


def test_receipts_are_read_by_those_who_enter(world: World):
    receipt = confirmed_entry(world.edition, world.office, world.person)
    stranger = browser(make_person("คนอื่น", make_organisation("อบต.อื่น")))
    for page in ("", "receipt.docx"):
        assert world.client.get(f"/my/receipts/{receipt.id}/{page}").status_code == 200
        assert stranger.get(f"/my/receipts/{receipt.id}/{page}").status_code == 404
    assert receipt.digest in world.client.get(f"/my/receipts/{receipt.id}/").content.decode()
