from __future__ import annotations

from typing import Any

import pytest

from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import Change, diff_definitions, load_pack
from tests.packs.workshop import SMALL


@pytest.fixture(scope="module")
def old() -> Definition:
    return load_pack(SMALL)


def _changed(old: Definition, change: Any) -> list[Change]:
    data = old.model_dump(mode="json")
    change(data)
    return diff_definitions(old, Definition.model_validate(data))


def _said(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.path, change.text.en) for change in changes]


def test_nothing_changed(old):
    assert diff_definitions(old, load_pack(SMALL)) == []


def test_a_weight(old):
    def change(data):
        data["criteria"][0]["weight"] = 15

    [found] = _changed(old, change)
    assert found.text.en == "the criterion “Light” · weight: 30 → 15"
    assert found.text.th == "เกณฑ์ “แสง” · น้ำหนัก: 30 → 15"
    assert str(found) == found.text.en


def test_criteria_added_removed_and_moved(old):
    def change(data):
        criteria = data["criteria"]
        criteria[0], criteria[1] = criteria[1], criteria[0]
        last = criteria.pop()
        criteria.append({**last, "key": "sound", "name": {"th": "เสียง", "en": "Sound"}})

    assert _said(_changed(old, change)) == [
        ("removed", "criteria.words", "the criterion “Words” was removed"),
        ("added", "criteria.sound", "the criterion “Sound” was added"),
        ("moved", "criteria", "the order of the criteria changed"),
    ]


def test_a_short_text_is_repeated_and_a_long_one_is_not(old):
    def change(data):
        data["award"]["theme"] = {"th": "สายน้ำยามเช้า", "en": "Rivers at dusk"}
        data["award"]["tagline"] = {"th": "ค่ำ", "en": "One river, twelve pictures, one story"}
        data["award"]["purpose"]["en"] += " And much more than could ever be repeated on a single line of a list."

    changes = _changed(old, change)
    assert _said(changes) == [
        ("changed", "award.theme", "the announcement · theme: Rivers at first light → Rivers at dusk"),
        (
            "changed",
            "award.tagline",
            "the announcement · tagline (Thai): หนึ่งสายน้ำ สิบสองภาพ หนึ่งเรื่องเล่า → ค่ำ",
        ),
        ("changed", "award.purpose", "the announcement · purpose: changed"),
    ]
    assert changes[0].text.th == "ประกาศ · หัวข้อ (ภาษาอังกฤษ): Rivers at first light → Rivers at dusk"


def test_the_calendar_moves(old):
    def change(data):
        data["calendar"]["closes_at"] = "2026-05-16T00:00:00+07:00"

    [found] = _changed(old, change)
    assert found.text.en == "the calendar · closing: 30 April 2026, 18:00 → 15 May 2026, 24:00"
    assert found.text.th == "กำหนดการ · วันปิดรับสมัคร: 30 เมษายน 2569 เวลา 18.00 น. → 15 พฤษภาคม 2569 เวลา 24.00 น."


def test_inside_the_form(old):
    def change(data):
        about, pictures = data["form"]["sections"]
        about["questions"][2]["required"] = False
        about["questions"].append({"key": "phone", "type": "phone", "label": {"th": "โทรศัพท์", "en": "Telephone"}})
        pictures["questions"][0]["choices"].pop()
        pictures["questions"][1]["show_if"] = None
        pictures["questions"][2]["fields"][0]["label"]["en"] = "Place"
        data["form"]["files"][0]["max_files"] = 20

    assert _said(_changed(old, change)) == [
        (
            "changed",
            "form.sections.about.questions.oldest_picture.required",
            "the section “You and the work” · the question “Date of the first picture” · required: yes → no",
        ),
        (
            "added",
            "form.sections.about.questions.phone",
            "the section “You and the work” · the question “Telephone” was added",
        ),
        (
            "removed",
            "form.sections.pictures.questions.kind.choices.other",
            "the section “Pictures and story” · the question “Kind” · the choice “Other” was removed",
        ),
        (
            "changed",
            "form.sections.pictures.questions.process.show_if",
            "the section “Pictures and story” · the question “Process” · condition: changed",
        ),
        (
            "changed",
            "form.sections.pictures.questions.places.fields.place.label",
            "the section “Pictures and story” · the question “Places” · the question “Name” · label: Name → Place",
        ),
        ("changed", "form.files.photos.max_files", "the file “Photographs” · most files: 12 → 20"),
    ]


def test_rules_prizes_and_the_rest(old):
    def change(data):
        data["eligibility"][1]["or_before"] = "2026-02-01"
        data["prizes"][1]["count"] = 5
        data["shortlist"] = False
        data["reference_prefix"] = "RL4-"
        data["organiser"]["phone"] = "02-6126060"
        data["criteria"][0]["rubric"][0]["highest"] = 1
        data["submission_form"]["signer"] = {"th": "ผู้ส่ง", "en": "Entrant"}

    assert _said(_changed(old, change)) == [
        ("changed", "organiser.phone", "the organiser · telephone: none → 02-6126060"),
        (
            "changed",
            "eligibility.older_picture.or_before",
            (
                "the eligibility rule “The first picture was taken at least a month before closing” · "
                "or before: none → 1 February 2026"
            ),
        ),
        (
            "changed",
            "criteria.light.rubric.0.highest",
            "the criterion “Light” · the rubric level “Weak” · highest mark: 1.5 → 1",
        ),
        ("changed", "submission_form.signer", "the submission form · signer: none → Entrant"),
        ("changed", "shortlist", "shortlist: yes → no"),
        ("changed", "prizes.mention.count", "the prize “Honourable mention” · number: 3 → 5"),
        ("changed", "reference_prefix", "prefix of references: RL3- → RL4-"),
    ]


def test_every_change_has_both_languages(old):
    def change(data):
        for criterion in data["criteria"]:
            criterion["guidance"]["th"] += "!"
        data["prizes"].pop()

    changes = _changed(old, change)
    assert len(changes) == 6
    assert [change for change in changes if not (change.text.th and change.text.en)] == []
