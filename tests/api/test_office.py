"""The organiser's office: calendar, prizes, roles and the list of entries."""

from __future__ import annotations

from tests.api.calling import Caller, ok, refused
from tests.api.conftest import World
from tests.builders import PACK, confirmed_entry, make_person

FLOODS = {"th": "น้ำท่วม", "en": "Floods"}


def test_the_closing_moves_for_all_and_says_why(world: World, nobody: Caller):
    body = {"closes_at": "2026-12-31", "moves_count": True, "reason": FLOODS}
    moved = ok(world.organiser.post(f"awards/{PACK}/extension", body))
    assert moved["closes_at"] == "2027-01-01T00:00:00+07:00"
    (extension,) = ok(nobody.get(f"awards/{PACK}"))["extensions"]
    assert extension == {
        "closed_before": "2026-12-10T10:00:00+07:00", "closes_at": "2027-01-01T00:00:00+07:00", "moves_count": True,
        "reason": FLOODS,
    }  # fmt: skip


def test_prizes_and_required_questions_make_a_new_version(world: World, nobody: Caller):
    before = ok(nobody.get(f"awards/{PACK}/form"))
    path = f"awards/{PACK}/definitions"
    assert ok(world.organiser.post(path, {"prizes": {"dg_award_local": 3}}), 201)["number"] == 2
    assert ok(nobody.get(f"awards/{PACK}"))["prizes"][0]["count"] == 3
    assert ok(nobody.get(f"awards/{PACK}/form"))["sections"] == before["sections"]
    assert ok(world.organiser.post(path, {"required": ["problem"]}), 201)["number"] == 3
    form = ok(nobody.get(f"awards/{PACK}/form"))
    required = [q["key"] for section in form["sections"] for q in section["questions"] if q["required"]]
    assert (form["version"], required) == (3, ["problem"])
    assert [version["number"] for version in ok(world.auditor.get(path))["items"]] == [3, 2, 1]


def test_roles_are_given_and_ended(world: World):
    path = f"awards/{PACK}/appointments"
    person = make_person("กรรมการใหม่")
    made = ok(world.organiser.post(path, {"email": person.email.upper(), "role": "judge"}), 201)
    assert (made["person"], made["role"]) == (person.id, "judge")
    assert ok(world.organiser.post(path, {"email": person.email, "role": "judge"}), 201)["id"] == made["id"]
    assert ok(Caller(person).get("me"))["roles"] == ["judge"]
    for _press in range(2):
        assert world.organiser.delete(f"{path}/{made['id']}").status_code == 204
    assert ok(Caller(person).get("me"))["roles"] == []
    unknown = refused(world.organiser.post(path, {"email": "nobody@example.go.th", "role": "judge"}), 422)
    assert unknown["problems"][0]["code"] == "no_account"


def test_the_last_organiser_stays(world: World):
    (last,) = ok(world.organiser.get(f"awards/{PACK}/appointments"))["items"]
    refused(world.organiser.delete(f"awards/{PACK}/appointments/{last['id']}"), 409)
    refused(world.organiser.delete(f"awards/{PACK}/appointments/none"), 404)


def test_the_list_of_entries_shows_means_to_who_may_see_them(world: World):
    entry = confirmed_entry(world.edition, world.office, world.somchai, title="ระบบน้ำดี").entry
    (row,) = ok(world.organiser.get(f"awards/{PACK}/entries?q=น้ำดี"))["items"]
    assert (row["id"], row["state"], row["sheets"], row["mean"]) == (entry.id, "confirmed", 0, None)
    assert row["province"] == {"th": "อุบลราชธานี", "en": "Ubon Ratchathani"}
    assert ok(world.organiser.get(f"awards/{PACK}/entries?q=ไม่มี"))["items"] == []
    assert ok(world.organiser.get(f"awards/{PACK}/entries?state=eligible&round=1"))["items"] == []
