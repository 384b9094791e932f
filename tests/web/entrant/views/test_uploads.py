"""Files in pieces under the session: tus as its clients speak it, every refusal in words, nothing taken twice."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions
from rangwan.entries.models import Attachment, Entry
from rangwan.files.models import StoredFile, Upload
from rangwan.files.protocol import LIFETIME, MEDIA_TYPE
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of
from tests.builders import attach, draft_entry, make_person, small_file, submitted_entry
from tests.files.pieces import metadata
from tests.hostile.files import make
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

NAME = "นำเสนอ น้ำ ปี ๒๕๖๔.pptx"
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def begin(client: Client, entry: Entry, length: int | str, said: str | None = None, **more: Any) -> Any:
    named = metadata(filename=NAME, kind="presentation") if said is None else said
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": named, **more.pop("headers", {})}
    return client.generic("POST", f"/my/entries/{entry.id}/uploads/", more.pop("body", b""), headers=headers, **more)


def patch(client: Client, address: str, data: bytes, offset: int, **headers: str) -> Any:
    given = {**TUS, "Upload-Offset": str(offset), **headers}
    return client.generic("PATCH", address, data, content_type=given.pop("Content-Type", MEDIA_TYPE), headers=given)


def started(client: Client, entry: Entry, length: int, **said: str) -> str:
    answer = begin(client, entry, length, metadata(**{"filename": NAME, "kind": "presentation", **said}))
    assert answer.status_code == 201, answer.content.decode()
    return str(answer["Location"])


def told(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content.decode()
    assert (answer["Tus-Resumable"], answer["Cache-Control"]) == ("1.0.0", "no-store")
    return str(answer.json()["message"])


def test_a_file_in_three_pieces(world: World, entry):
    deck = small_file("pptx")
    answer = begin(world.client, entry, len(deck))
    assert (answer.status_code, answer["Tus-Resumable"]) == (201, "1.0.0")
    assert (answer["Upload-Offset"], answer["Upload-Expires"]) == ("0", "Fri, 27 Nov 2026 03:00:00 GMT")
    address = answer["Location"]
    assert address.startswith(f"/my/entries/{entry.id}/uploads/")

    for start in range(0, len(deck), 10_000):
        head = world.client.head(address, headers=TUS)
        assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, str(start), str(len(deck)))
        assert (head["Cache-Control"], head.content) == ("no-store", b"")
        sent = patch(world.client, address, deck[start : start + 10_000], start)
        assert (sent.status_code, sent["Upload-Offset"]) == (204, str(min(start + 10_000, len(deck))))

    attachment = Attachment.objects.get()
    assert (attachment.kind, attachment.file.original_name, attachment.removed_at) == ("presentation", NAME, None)
    assert attachment.file.sha256 == hashlib.sha256(deck).hexdigest()
    assert world.client.get(address).json() == {
        "state": "finished", "name": NAME, "received": len(deck), "length": len(deck), "message": "",
    }  # fmt: skip
    page = words(world.client.get(f"/my/entries/{entry.id}/files/"))
    assert NAME in page


def test_evidence_hangs_on_its_question(world: World, entry):
    photo, form = small_file("jpg"), definition_of(entry.definition_id).form
    question = next(question.key for question in form.by_key.values() if question.type == "evidence")
    address = started(world.client, entry, len(photo), kind="evidence", question=question, filename="ภาพ.jpg")
    assert patch(world.client, address, photo, 0).status_code == 204
    attachment = Attachment.objects.get()
    assert (attachment.kind, attachment.question) == ("evidence", question)


def test_the_first_bytes_may_come_with_the_beginning(world: World, entry):
    photo = small_file("jpg")
    answer = begin(
        world.client, entry, len(photo), metadata(filename="ภาพ.jpg", kind="evidence"), body=photo[:100],
        content_type=MEDIA_TYPE,
    )  # fmt: skip
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "100")
    assert patch(world.client, answer["Location"], photo[100:], 100)["Upload-Offset"] == str(len(photo))
    whole = begin(world.client, entry, len(photo), metadata(filename="ข.jpg", kind="evidence"), body=photo,
                  content_type=MEDIA_TYPE)  # fmt: skip
    assert (whole.status_code, whole.json()["state"]) == (201, "finished")
    assert Attachment.objects.count() == 2


def test_what_the_server_can_do(client: Client, db: None):
    answer = client.options("/my/entries/any/uploads/")
    assert answer.status_code == 204
    assert (answer["Tus-Version"], answer["Tus-Max-Size"]) == ("1.0.0", "120000000")
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination,expiration,checksum"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_piece_at_the_wrong_place_names_the_right_one(world: World, entry):
    address = started(world.client, entry, 10)
    patch(world.client, address, b"12345", 0)
    again = patch(world.client, address, b"12345", 0)
    assert told(again, 409) == "เซิร์ฟเวอร์มีไฟล์นี้แล้ว 5 ไบต์ กรุณาส่งต่อจากตรงนั้น"
    assert again["Upload-Offset"] == "5"
    assert world.client.head(address)["Upload-Offset"] == "5"


def test_a_damaged_piece_is_not_kept(world: World, entry):
    address = started(world.client, entry, 10)
    right = f"sha1 {base64.b64encode(hashlib.sha1(b'12345').digest()).decode()}"
    damaged = patch(world.client, address, b"1234X", 0, **{"Upload-Checksum": right})
    assert told(damaged, 460) == "ไฟล์ส่วนหนึ่งเสียหายระหว่างทาง จึงไม่ได้เก็บไว้ ต้องส่งส่วนนั้นใหม่"
    assert world.client.head(address)["Upload-Offset"] == "0"
    assert patch(world.client, address, b"12345", 0, **{"Upload-Checksum": right}).status_code == 204


def test_a_file_that_is_not_taken_is_told_with_the_last_piece_and_again_when_asked(world: World, entry, folder: Path):
    program = make.program()
    address = started(world.client, entry, len(program))
    last = patch(world.client, address, program, 0)
    message = told(last, 422)
    assert message.startswith(f"ไฟล์ {NAME} เป็นโปรแกรม")
    status = world.client.get(address).json()
    assert (status["state"], status["message"]) == ("refused", message)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_can_be_refused_is_refused_before_a_byte_is_sent(world: World, entry):
    big = told(begin(world.client, entry, 50_000_001), 413)
    assert "50 MB" in big
    assert NAME in big
    assert told(begin(world.client, entry, 0), 422).startswith(f"ไฟล์ {NAME} เป็นไฟล์เปล่า (0 ไบต์)")
    said = metadata(filename=NAME, kind="no-such")
    assert told(begin(world.client, entry, 5, said), 422).startswith("รางวัลนี้ไม่ได้ขอไฟล์ประเภทนี้")
    said = metadata(filename=NAME, kind="evidence", question="no-such")
    assert told(begin(world.client, entry, 5, said), 422).startswith("ไม่มีคำถามนี้ในแบบฟอร์ม")
    assert Upload.objects.count() == 0


def test_places_are_kept_for_what_is_under_way(world: World, entry):
    """Nobody carries a file over a slow line for an hour to hear that the slot is full."""
    slot = next(slot for slot in definition_of(entry.definition_id).form.files if slot.key == "evidence")
    for number in range(slot.max_files - 1):
        attach(entry, "evidence", f"{number}.jpg")
    said = metadata(filename="ภาพ.jpg", kind="evidence")
    assert begin(world.client, entry, 10, said).status_code == 201
    full = told(begin(world.client, entry, 10, said), 422)
    assert full == f"แนบได้ไม่เกิน {slot.max_files} ไฟล์ โปรดลบไฟล์เดิมก่อนเพิ่มไฟล์ใหม่"


def test_given_up(world: World, entry, folder: Path):
    address = started(world.client, entry, 10)
    patch(world.client, address, b"12345", 0)
    assert world.client.delete(address, headers=TUS).status_code == 204
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    for method in ("HEAD", "GET", "DELETE"):
        assert world.client.generic(method, address, headers=TUS).status_code == 404
    assert told(patch(world.client, address, b"67890", 5), 404).startswith("ไม่มีการส่งไฟล์นี้แล้ว")


def test_what_a_proxy_does_not_let_through_comes_as_post(world: World, entry):
    address = started(world.client, entry, 10)
    given = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    sent = world.client.generic("POST", address, b"12345", content_type=MEDIA_TYPE, headers=given)
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "5")
    assert world.client.get(address, headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 200
    gone = world.client.post(address, headers={**TUS, "X-HTTP-Method-Override": "DELETE"})
    assert (gone.status_code, Upload.objects.count()) == (204, 0)
    assert world.client.post(address).status_code == 405


def test_only_the_one_who_began_it_goes_on(world: World, entry):
    address = started(world.client, entry, 10)
    colleague = browser(make_person("เพื่อนร่วมงาน", world.office))
    stranger = browser(make_person("คนอื่น"))
    for other in (colleague, stranger):
        assert told(patch(other, address, b"12345", 0), 404)
        assert other.head(address, headers=TUS).status_code == 404
        assert other.delete(address, headers=TUS).status_code == 404
        assert begin(other, entry, 10).status_code == 404
    assert world.client.head(address)["Upload-Offset"] == "0"


def test_a_member_who_left_sends_no_more(world: World, entry):
    address = started(world.client, entry, 10)
    Entry.objects.filter(pk=entry.pk).update(coordinator=make_person("ผู้ประสานงานใหม่", world.office))
    assert told(patch(world.client, address, b"12345", 0), 404)


def test_signed_out_is_told_in_words_and_nothing_is_lost(world: World, entry):
    address = started(world.client, entry, 10)
    patch(world.client, address, b"12345", 0)
    out = told(patch(Client(), address, b"67890", 5), 401)
    assert out == "ท่านออกจากระบบแล้ว ส่วนของไฟล์ที่ส่งถึงแล้วยังอยู่"
    assert world.client.head(address)["Upload-Offset"] == "5"


def test_a_foreign_page_sends_nothing(world: World, entry):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.person)
    assert begin(strict, entry, 10).status_code == 403
    address = started(world.client, entry, 10)
    assert patch(strict, address, b"12345", 0).status_code == 403
    assert strict.delete(address, headers=TUS).status_code == 403
    token = strict.get(f"/my/entries/{entry.id}/files/").context["csrf_token"]
    assert patch(strict, address, b"12345", 0, **{"X-CSRFToken": str(token)}).status_code == 204


def test_the_closing_passes_while_a_file_is_on_its_way(world: World, entry, now: time_machine.Traveller):
    deck = small_file("pptx")
    Edition.objects.update(grace_seconds=600)
    closes = world.edition.closes_at
    now.move_to(closes - dt.timedelta(minutes=1))
    world.client.force_login(world.person)
    in_time, late = started(world.client, entry, len(deck)), started(world.client, entry, len(deck))
    patch(world.client, in_time, deck[:100], 0)
    patch(world.client, late, deck[:100], 0)
    now.move_to(closes + dt.timedelta(minutes=9))
    assert patch(world.client, in_time, deck[100:], 100).status_code == 204
    assert Attachment.objects.count() == 1
    now.move_to(closes + dt.timedelta(minutes=10))
    message = told(patch(world.client, late, deck[100:], 100), 403)
    assert message.startswith("หมดเวลาแล้วเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. ขณะที่ไฟล์ยังส่งไม่ครบ")
    english = told(patch(browser(world.person, "en"), late, deck[100:], 100), 403)
    assert english.startswith("The time for this ended on 10 December 2026, 10:00 while the file was on its way")
    assert told(begin(world.client, entry, 10), 403).startswith("หมดเวลาแล้ว")
    assert Attachment.objects.count() == 1


def test_a_colleague_sends_the_entry_in_meanwhile(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    deck = small_file("pptx")
    address = started(world.client, entry, len(deck))
    patch(world.client, address, deck[:100], 0)
    Entry.objects.filter(pk=entry.pk).update(state="submitted")
    assert told(patch(world.client, address, deck[100:], 100), 409).startswith("โครงการนี้ส่งแล้ว")
    actions.reopen_entry(entry=entry, acting=world.person, now=entry.created_at)
    assert patch(world.client, address, deck[100:], 100).status_code == 204
    assert Attachment.objects.get().file.sha256 == hashlib.sha256(deck).hexdigest()


def test_a_frozen_entry_takes_no_file(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    assert told(begin(world.client, entry, 10), 409).startswith("โครงการนี้ส่งแล้ว")


def test_expired(world: World, entry, now: time_machine.Traveller):
    address = started(world.client, entry, 10)
    now.shift(LIFETIME)
    Edition.objects.update(closes_at=world.edition.closes_at + LIFETIME)
    assert told(patch(world.client, address, b"12345", 0), 410).startswith("เริ่มส่งไฟล์นี้ไว้นานเกินไป")


def test_the_page_shows_what_is_under_way_and_lets_it_be_given_up(world: World, entry, folder: Path):
    address = started(world.client, entry, 4000)
    patch(world.client, address, bytes(1000), 0)
    page = f"/my/entries/{entry.id}/files/"
    shown = world.client.get(page)
    assert f"{NAME} ส่งถึงแล้ว 25%" in words(shown)
    upload = Upload.objects.get()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.person)
    form = re.search(r"<form[^>]*>(?:(?!</form>).)*give_up.*?</form>", strict.get(page).content.decode(), re.DOTALL)
    assert form is not None
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form[0])
    assert token is not None
    after = strict.post(page, {"give_up": upload.id, "csrfmiddlewaretoken": token[1]}, follow=True)
    assert f"เลิกส่งแล้ว: {NAME}" in words(after)
    assert (Upload.objects.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])
    assert world.client.post(page, {"give_up": upload.id}).status_code == 302  # pressed twice


def test_the_page_costs_the_same_for_one_upload_and_for_many(world: World, entry, django_assert_num_queries: Any):
    page = f"/my/entries/{entry.id}/files/"
    started(world.client, entry, 10)
    world.client.get(page)
    with CaptureQueriesContext(connection) as one:
        world.client.get(page)
    queries = len(one)
    for _ in range(15):
        started(world.client, entry, 10)
    with django_assert_num_queries(queries):
        world.client.get(page)
