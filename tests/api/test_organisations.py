"""The register, oneself, and one's messages."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from rangwan.notices.actions import queue_message
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import NOW


@pytest.mark.parametrize("text", ["ทดสอบ", "เทศบาลเมืองทดสอบ", "ทดสอบ อุบล", "ทม.ทดสอบ"])
def test_the_register_is_searched_by_everybody(world: World, nobody: Caller, text: str):
    (found,) = ok(nobody.get(f"organisations?q={quote(text)}"))["items"]
    assert {key: found[key] for key in ("id", "code", "name", "type", "province")} == {
        "id": world.office.id, "code": None, "name": world.office.name.as_dict(), "type": "MM",
        "province": {"th": "อุบลราชธานี", "en": "Ubon Ratchathani"},
    }  # fmt: skip
    assert ok(nobody.get(f"organisations/{world.office.id}")) == found


def test_one_s_own_details_are_changed_and_checked(world: World):
    changed = ok(world.alice.patch("me", {"phone": "081 234 5678", "language": "en"}))
    assert (changed["phone"], changed["language"], changed["name"]) == ("081 234 5678", "en", "สมชาย รักถิ่น")
    assert codes(refused(world.alice.patch("me", {"name": " "}), 422)) == {"name": "required"}
    assert codes(refused(world.alice.patch("me", {"language": "de"}), 422)) == {"language": "language_unknown"}
    assert codes(refused(world.alice.patch("me", {"name": "x" * 201}), 422)) == {"name": "too_long"}


def test_messages_are_one_s_own_and_hold_no_secret(world: World):
    for subject, secret in (("รับผลงานแล้ว", False), ("ตั้งรหัสผ่านใหม่", True)):
        queue_message(to=world.somchai, kind="x", subject=subject, body="เนื้อความ", secret=secret, now=NOW)
    (row,) = ok(world.alice.get("me/messages"))["items"]
    assert (row["subject"], row["created_at"]) == ("รับผลงานแล้ว", "2026-11-20T10:00:00+07:00")
    shown = ok(world.alice.get(f"me/messages/{row['id']}"))
    assert "เนื้อความ" in shown["body"]
    refused(world.bob.get(f"me/messages/{row['id']}"), 404)
    assert ok(world.bob.get("me/messages"))["items"] == []
