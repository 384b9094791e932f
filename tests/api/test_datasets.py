"""Data sets and the signed form through the API: what was read, in both languages, and asking again."""

from __future__ import annotations

import pytest

from rangwan.entries import actions, paper
from rangwan.entries.actions.datasets import keep_dataset_finding
from rangwan.entries.actions.reading_forms import keep_form_reading
from rangwan.entries.models import Entry
from rangwan.entries.rules.datasets import Finding, Reason
from rangwan.entries.rules.signed_form import parse_code
from tests.api.calling import ok, refused
from tests.api.conftest import World
from tests.builders import NOW, attach, draft_entry

WATER, TABLES = "https://data.go.th/dataset/water", "https://data.go.th/dataset/tables"


@pytest.fixture
def draft(world: World) -> Entry:
    """A draft that names two data sets."""
    entry = draft_entry(world.edition, world.office, world.somchai, title="ระบบน้ำดี")
    rows = [{"name": "น้ำ", "address": WATER}, {"name": "ตาราง", "address": TABLES}]
    actions.save_answers(entry=entry, answers={"data_sets": rows}, base_version=1, acting=world.somchai, now=NOW)
    entry.refresh_from_db()
    return entry


def test_what_the_catalogue_says(world: World, draft):
    finding = Finding("fails", (Reason("format", {"formats": ["XLSX"]}),), {"title": "น้ำ", "formats": ["XLSX"]})
    keep_dataset_finding(entry=draft, address=WATER, finding=finding, asked_at=NOW)
    listed = ok(world.alice.get(f"entries/{draft.id}/datasets"))
    assert listed == {
        "items": [
            {
                "address": WATER, "result": "fails", "title": "น้ำ", "licence": "", "formats": ["XLSX"],
                "reasons": [{"code": "format", "message": {
                    "th": "ไม่มีไฟล์ในรูปแบบเปิดที่เครื่องอ่านได้ (มี XLSX)",
                    "en": "None of its formats (XLSX) is an open one that machines read.",
                }}],
                "checked_at": "2026-11-20T10:00:00+07:00", "asked_again": False,
            },
            {
                "address": TABLES, "result": "waiting", "title": "", "licence": "", "formats": [], "reasons": [],
                "checked_at": None, "asked_again": False,
            },
        ],
        "next": None,
    }  # fmt: skip


def test_asking_again_at_most_every_minute(world: World, draft):
    assert len(ok(world.alice.post(f"entries/{draft.id}/datasets"))["items"]) == 2
    answer = world.alice.post(f"entries/{draft.id}/datasets")
    assert "ท่านตรวจอีกครั้งได้ในอีก" in refused(answer, 429)["message"]["th"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_the_signed_form_says_how_it_stands(world: World, draft):
    code = paper.submission_form(draft, "th", printed_at=NOW).code
    assert code is not None
    evidence = attach(draft, "evidence", "หลักฐาน.pdf")
    form = attach(draft, "submission_form", "ใบส่ง.pdf")

    def shown() -> dict[str, object]:
        files = ok(world.alice.get(f"entries/{draft.id}/files"))["items"]
        assert files == ok(world.alice.get(f"entries/{draft.id}"))["files"]
        return {item["id"]: item["form_match"] for item in files}

    assert shown() == {
        evidence.id: None,
        form.id: {
            "standing": "waiting", "version": None, "changed": [], "read_at": None, "signature": None,
            "message": {"th": "กำลังอ่านใบส่งโครงการ", "en": "The form is being read"},
        },
    }  # fmt: skip
    printed = parse_code(code.address)
    assert printed is not None
    signature = {"signer": "นายก", "signed_at": "", "trusted": False, "reason": "unknown_signer"}
    keep_form_reading(attachment_id=form.id, codes=[(1, printed)], signature=signature, broken=False, now=NOW)
    actions.save_answers(entry=draft, answers={"problem": "น้ำท่วม"}, base_version=2, acting=world.somchai, now=NOW)
    assert shown()[form.id] == {
        "standing": "changed", "version": 2, "changed": ["problem"], "read_at": "2026-11-20T10:00:00+07:00",
        "signature": signature, "message": {
            "th": "คำตอบเปลี่ยนไปหลังจากพิมพ์ใบส่งโครงการนี้", "en": "The answers changed after this form was printed",
        },
    }  # fmt: skip
