"""Pins by typing and by ticking; suggestions that are saved only when they are confirmed."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Entry, Pin
from rangwan.entries.rules import State
from rangwan.files.models import Preview, PreviewPage, StoredFile
from tests.builders import attach, draft_entry, make_person
from tests.entries.decks import attach_deck, read_into
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


@pytest.fixture
def deck(entry):
    attachment = attach_deck(entry)
    StoredFile.objects.filter(pk=attachment.file_id).update(pages=9)
    return attachment


def url(entry: Entry, rest: str = "") -> str:
    return f"/my/entries/{entry.id}/pins/{rest}"


def held() -> dict[tuple[str, str], list[int]]:
    return {(pin.criterion, pin.attachment_id): pin.pages for pin in Pin.objects.all()}


def draw(attachment, count: int) -> None:
    preview, _made = Preview.objects.update_or_create(
        file=attachment.file, defaults={"state": "ready", "asked_at": attachment.attached_at}
    )
    for number in range(1, count + 1):
        PreviewPage.objects.create(preview=preview, number=number, image_key="x", width=1, height=1)


def test_without_a_file_the_way_to_one_is_shown(world: World, entry):
    assert "ยังไม่มีไฟล์ที่จะระบุหน้าได้" in words(world.client.get(url(entry)))


def test_pages_are_typed_and_kept(world: World, entry, deck):
    answer = world.client.post(url(entry), {f"pages-problem-{deck.id}": "๔-๖, 9", f"pages-policy-{deck.id}": ""})
    assert (answer.status_code, held()) == (302, {("problem", deck.id): [4, 5, 6, 9]})
    page = world.client.get(url(entry)).content.decode()
    assert 'value="4–6, 9"' in page


def test_pages_of_a_further_file_are_added(world: World, entry, deck):
    evidence = attach(entry, "evidence", "แผน.pdf")
    fields = {f"pages-problem-{deck.id}": "4", "more-problem": evidence.id, "extra-problem": "1", "more-policy": ""}
    world.client.post(url(entry), fields)
    assert held() == {("problem", deck.id): [4], ("problem", evidence.id): [1]}
    assert f'name="pages-problem-{evidence.id}"' in world.client.get(url(entry)).content.decode()


def test_what_is_wrong_is_said_beside_its_box_and_stays(world: World, entry, deck):
    fields = {
        f"pages-problem-{deck.id}": "40",
        f"pages-policy-{deck.id}": "3",
        "more-solution": "",
        "extra-solution": "2",
    }
    answer = world.client.post(url(entry), fields)
    page = answer.content.decode()
    assert (answer.status_code, held()) == (422, {})
    assert words(answer).count("ไม่มีหน้า 40 เพราะไฟล์มี 9 หน้า") == 2  # in the summary and beside the box
    assert f'href="#pages-problem-{deck.id}"' in page
    assert 'value="40"' in page
    assert 'value="3"' in page
    assert "ผลงานนี้ไม่มีไฟล์ดังกล่าว" in words(answer)


def test_suggestions_are_filled_in_and_not_saved_before_the_button_is_pressed(world: World, entry):
    deck = read_into(entry, {"problem": "น้ำไม่ไหล"})
    page = world.client.get(url(entry))
    assert words(page).count("ระบบเสนอ ยังไม่ได้บันทึก") == 1
    assert (f'name="pages-problem-{deck.id}" value="2"' in page.content.decode(), held()) == (True, {})
    world.client.post(url(entry), {f"pages-problem-{deck.id}": "2"})
    assert held() == {("problem", deck.id): [2]}
    assert "ระบบเสนอ" not in words(world.client.get(url(entry)))


def test_pages_are_ticked_by_their_pictures(world: World, entry, deck):
    draw(deck, 5)
    world.client.post(url(entry), {f"pages-policy-{deck.id}": "1"})
    page = world.client.get(url(entry, f"problem/?file={deck.id}")).content.decode()
    assert page.count('name="page"') == 5
    assert f"/files/{deck.id}/pages/5/" in page
    answer = world.client.post(url(entry, "problem/"), {"file": deck.id, "page": ["4", "2", "77", "x"]})
    assert answer["Location"].endswith("/pins/#criterion-problem")
    assert held() == {("policy", deck.id): [1], ("problem", deck.id): [2, 4]}
    world.client.post(url(entry, "problem/"), {"file": deck.id})
    assert held() == {("policy", deck.id): [1]}


def test_there_is_no_picture_of_what_was_not_drawn_and_no_criterion_of_that_name(world: World, entry, deck):
    assert world.client.get(url(entry, "problem/")).status_code == 404
    draw(deck, 1)
    assert [world.client.get(url(entry, path)).status_code for path in ("problem/", "nowhere/", "problem/?file=x")] == [
        200, 404, 404,
    ]  # fmt: skip


def test_odd_fields_do_no_harm(world: World, entry, deck):
    for fields in (
        {"pages-": "1"},
        {"pages-problem-": "1"},
        {"pages-x-y": "1"},
        {"pages-problem-\ud800": "1"},
        {"more-": "x"},
    ):
        answer = world.client.post(
            url(entry), {key.encode("utf-8", "replace").decode(): v for key, v in fields.items()}
        )
        assert answer.status_code == 422
    assert held() == {}


def test_a_sent_entry_shows_its_pins_and_takes_none(world: World, entry, deck):
    world.client.post(url(entry), {f"pages-problem-{deck.id}": "4-6"})
    Entry.objects.filter(pk=entry.pk).update(state=State.SUBMITTED)
    page = world.client.get(url(entry))
    assert "หน้า 4–6 ของ นำเสนอ.pptx" in words(page)
    assert "<form method" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert world.client.post(url(entry), {f"pages-problem-{deck.id}": "1"}).status_code == 302
    assert held() == {("problem", deck.id): [4, 5, 6]}


def test_a_reader_of_the_team_sees_them_and_changes_nothing(world: World, entry, deck):
    colleague = browser(make_person("เพื่อน", world.office))
    assert colleague.get(url(entry)).status_code == 200
    assert colleague.post(url(entry), {f"pages-problem-{deck.id}": "1"}).status_code == 404
    assert held() == {}


def test_in_english(world: World, entry, deck):
    page = words(browser(world.person, "en").get(url(entry)))
    assert "Pages of นำเสนอ.pptx (1–9)" in page
