"""Questions to the organiser, published answers and examples, by API: what pages can do, in the same words."""

from __future__ import annotations

import pytest

from rangwan.programmes.models import Enquiry, PublishedExample
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import PACK, draft_entry

SAID = {"subject": "ตรา", "text": "ใช้ตราใด"}
TH_EN = {"th": "ตราหน่วยงาน", "en": "The office's seal"}


def test_from_the_question_to_the_published_answer(world: World, nobody: Caller):
    asked = ok(world.alice.post(f"awards/{PACK}/enquiries", SAID), 201)
    assert (asked["waiting"], asked["closed"], asked["published"], asked["entry"]) == (True, False, False, "")
    [row] = ok(world.screener.get(f"awards/{PACK}/enquiries"))["items"]
    assert (row["id"], row["asked_by"]) == (asked["id"], "สมชาย รักถิ่น")
    address = f"enquiries/{asked['id']}"
    answered = ok(world.screener.post(f"{address}/posts", {"text": "ตราหน่วยงาน", "close": True}), 201)
    assert (answered["waiting"], answered["closed"], answered["posts"][1]["by"]) == (False, True, "ผู้ตรวจ")
    posts = ok(world.alice.get(address))["posts"]
    assert [(post["by"], post["by_staff"], post["text"]) for post in posts] == [
        ("สมชาย รักถิ่น", False, "ใช้ตราใด"), ("", True, "ตราหน่วยงาน"),
    ]  # fmt: skip
    assert [item["id"] for item in ok(world.alice.get("enquiries"))["items"]] == [asked["id"]]
    assert ok(world.bob.get("enquiries"))["items"] == []
    ok(world.organiser.put(f"{address}/faq", {"question": {"th": "ตราใด", "en": "Which seal?"}, "answer": TH_EN}))
    [faq] = ok(nobody.get(f"awards/{PACK}/faq"))["items"]
    assert (faq["question"]["en"], faq["answer"]) == ("Which seal?", TH_EN)
    assert world.organiser.delete(f"{address}/faq").status_code == 204
    assert ok(nobody.get(f"awards/{PACK}/faq"))["items"] == []
    assert ok(world.alice.post(f"{address}/close"))["closed"] is True


def test_asked_about_an_entry_and_for_an_office(world: World):
    entry = draft_entry(world.edition, world.office, world.somchai)
    asked = ok(world.alice.post(f"awards/{PACK}/enquiries", SAID | {"entry": entry.id}), 201)
    assert asked["entry"] == entry.id
    refused(world.bob.post(f"awards/{PACK}/enquiries", SAID | {"entry": entry.id}), 404)
    refused(world.bob.post(f"awards/{PACK}/enquiries", SAID | {"organisation": world.office.id}), 403)
    refused(world.bob.post(f"awards/{PACK}/enquiries", SAID | {"organisation": "nowhere"}), 404)
    ok(world.bob.post(f"awards/{PACK}/enquiries", SAID | {"organisation": world.other_office.id}), 201)
    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, {"subject": "required", "text": "required"}),
        (SAID | {"subject": "ก" * 201}, {"subject": "too_long"}),
        (SAID | {"text": "ก" * 300_000}, {"text": "too_long"}),
        (SAID | {"text": "ก\0"}, {"text": "unreadable_characters"}),
        (SAID | {"text": "\ud800"}, {"text": "unreadable_characters"}),
    ],
)
def test_what_cannot_be_asked(world: World, body: dict[str, str], found: dict[str, str]):
    assert codes(refused(world.alice.post(f"awards/{PACK}/enquiries", body), 422)) == found


def test_twenty_open_questions(world: World):
    for _ in range(20):
        ok(world.alice.post(f"awards/{PACK}/enquiries", SAID), 201)
    assert "20" in refused(world.alice.post(f"awards/{PACK}/enquiries", SAID), 409)["message"]["en"]


def test_examples(world: World):
    given = {"question": "problem", "text": TH_EN}
    made = ok(world.organiser.post(f"awards/{PACK}/examples", given), 201)
    assert [item["text"] for item in ok(world.bob.get(f"awards/{PACK}/examples"))["items"]] == [TH_EN]
    assert codes(refused(world.organiser.post(f"awards/{PACK}/examples", given | {"question": "x"}), 422)) == {
        "question": "unknown_question"
    }
    assert codes(refused(world.organiser.post(f"awards/{PACK}/examples", {"question": "problem"}), 422)) == {
        "text_th": "required", "text_en": "required",
    }  # fmt: skip
    for _ in range(4):
        ok(world.organiser.post(f"awards/{PACK}/examples", given), 201)
    assert codes(refused(world.organiser.post(f"awards/{PACK}/examples", given), 422)) == {
        "question": "too_many_examples"
    }
    assert world.organiser.delete(f"awards/{PACK}/examples/{made['id']}").status_code == 204
    assert PublishedExample.objects.filter(withdrawn_at__isnull=True).count() == 4
    refused(world.organiser.delete(f"awards/{PACK}/examples/nowhere"), 404)


def test_a_long_list_has_pages(world: World):
    for number in range(101):
        Enquiry.objects.create(
            edition=world.edition, asked_by=world.somchai, subject=str(number), asked_at=world.edition.opens_at
        )
    for address, caller in (("enquiries", world.alice), (f"awards/{PACK}/enquiries", world.screener)):
        first = ok(caller.get(address))
        second = ok(caller.get(first["next"]))
        assert (len(first["items"]), len(second["items"]), second["next"]) == (100, 1, None)
        assert len({item["id"] for item in first["items"] + second["items"]}) == 101
        assert ok(caller.get(f"{address}?offset=-5"))["items"] == first["items"]
        assert ok(caller.get(f"{address}?offset={10**15}"))["items"] == []
