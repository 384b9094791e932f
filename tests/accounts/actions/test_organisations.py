from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rangwan.accounts import actions, queries
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.accounts.permissions import NotAllowed
from rangwan.accounts.rules import Refused
from rangwan.kernel.models import AuditRow, Event
from tests.accounts.conftest import ROWS, csv_file
from tests.harness.plugin import SHARED

REGISTER = SHARED / "data" / "local_governments_7850.csv"


def found(text: str, **more: object) -> list[str]:
    return [row["name"]["th"] for row in queries.search_organisations(text, **more)]  # type: ignore[arg-type]


def test_a_second_import_changes_nothing(small_register: actions.ImportReport, tmp_path: Path, now: dt.datetime):
    assert (small_register.created, small_register.updated, small_register.problems) == (9, 0, [])
    before = sorted(Organisation.objects.values_list("id", flat=True))
    again = actions.import_organisations(path=csv_file(tmp_path, ROWS), acting=None, now=now)
    assert again == actions.ImportReport(created=0, updated=0, unchanged=9, problems=[])
    assert sorted(Organisation.objects.values_list("id", flat=True)) == before
    assert [row.act for row in AuditRow.objects.all()] == ["organisations.imported"]


def test_what_changed_is_updated_and_keeps_its_id(
    small_register: actions.ImportReport, tmp_path: Path, now: dt.datetime
):
    before = Organisation.objects.get(code="6580103").id
    moved = ROWS[1].replace("TAO,อบต.", "TM,ทต.").replace("องค์การบริหารส่วนตำบลปางหมู", "เทศบาลตำบลปางหมู")
    report = actions.import_organisations(path=csv_file(tmp_path, [moved, "x"]), acting=None, now=now)
    assert (report.created, report.updated, report.unchanged) == (0, 1, 0)
    assert [line for line, _ in report.problems] == [3]
    after = Organisation.objects.get(code="6580103")
    assert (after.id, after.type, after.name_th) == (before, "TM", "เทศบาลตำบลปางหมู")
    assert found("ทต.ปางหมู") == ["เทศบาลตำบลปางหมู"]
    assert found("อบต.ปางหมู") == []
    assert Organisation.objects.count() == 9


def test_rows_may_come_without_a_file(db: None, now: dt.datetime):
    row = {
        "dla_code": "1234567", "type": "TAO", "full_name_th": "องค์การบริหารส่วนตำบลดี", "full_name_en": "",
        "province_th": "ยะลา", "province_en": "Yala", "amphoe_th": "", "amphoe_en": "", "website_raw": "",
    }  # fmt: skip
    report = actions.import_organisations(rows=[row, {"type": "TAO"}], acting=None, now=now)
    assert (report.created, [line for line, _ in report.problems]) == (1, [3])


def test_a_file_with_nothing_but_problems_writes_nothing(db: None, tmp_path: Path, now: dt.datetime):
    report = actions.import_organisations(path=csv_file(tmp_path, ["x", "y"]), acting=None, now=now)
    assert (report.created, [line for line, _ in report.problems]) == (0, [2, 3])
    assert not Organisation.objects.exists()
    assert not AuditRow.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.needs_shared
def test_the_whole_register_of_the_department(db: None, now: dt.datetime):
    started = time.process_time()
    report = actions.import_organisations(path=REGISTER, acting=None, now=now)
    assert (report.created, report.problems) == (7850, [])
    assert time.process_time() - started < 6  # 2 s on a quiet machine
    counts = {
        kind: Organisation.objects.filter(type=kind).count() for kind in ("PAO", "CM", "MM", "TM", "TAO", "SP", "BMA")
    }
    assert counts == {"PAO": 76, "CM": 30, "MM": 195, "TM": 2247, "TAO": 5300, "SP": 1, "BMA": 1}
    assert found("แสนสุข") == [
        "องค์การบริหารส่วนตำบลแสนสุข", "เทศบาลตำบลแสนสุข", "เทศบาลเมืองแสนสุข",
    ]  # fmt: skip
    assert actions.import_organisations(path=REGISTER, acting=None, now=now).unchanged == 7850


# --- organisations that are not in the register ----------------------------------------------------------------------


def ask(acting: Person, now: dt.datetime, **more: str) -> Membership:
    given = {"name": "เทศบาลตำบลใหม่", "type": "TM", "province": "ยะลา", "amphoe": "เมืองยะลา", "tambon": "ใหม่"} | more
    return actions.request_organisation(**given, acting=acting, now=now)


def test_an_organisation_can_be_asked_for_and_drafted_for(
    small_register: actions.ImportReport, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice, bob = person("alice"), person("bob")
    membership = ask(alice, now)
    organisation = membership.organisation
    assert (organisation.standing, organisation.province_en, organisation.requested_by_id) == (
        "requested", "Yala", alice.id,
    )  # fmt: skip
    assert (membership.standing, queries.may_draft_for(alice, organisation)) == ("claimed", True)
    assert found("เทศบาลตำบลใหม่") == []  # nobody else's, until staff agree
    with pytest.raises(queries.NoSuchOrganisation):
        queries.organisation_by_id(organisation.id, seen_by=bob)
    assert queries.organisation_by_id(organisation.id, seen_by=alice) == organisation
    assert queries.requested_organisations() == [organisation]

    with pytest.raises(NotAllowed):
        actions.decide_organisation(organisation=organisation, agree=True, note="", acting=alice, now=now)
    actions.decide_organisation(organisation=organisation, agree=True, note="", acting=staff, now=now)
    assert found("เทศบาลตำบลใหม่") == ["เทศบาลตำบลใหม่"]
    membership.refresh_from_db()
    assert membership.standing == "claimed"  # that it exists does not say who belongs to it
    with pytest.raises(Refused) as refused:
        actions.decide_organisation(organisation=organisation, agree=False, note="x", acting=staff, now=now)
    assert refused.value.code == "already_decided"
    assert [row.act for row in AuditRow.objects.filter(thing="organisation")] == [
        "organisation.requested", "organisation.registered",
    ]  # fmt: skip


def test_a_refused_organisation_takes_its_claims_with_it(
    small_register: actions.ImportReport, person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice = person("alice")
    membership = ask(alice, now)
    with pytest.raises(Refused) as refused:
        actions.decide_organisation(organisation=membership.organisation, agree=False, note=" ", acting=staff, now=now)
    assert (refused.value.field, refused.value.code) == ("note", "required")
    actions.decide_organisation(organisation=membership.organisation, agree=False, note="ไม่มีอยู่", acting=staff, now=now)
    membership.refresh_from_db()
    assert (membership.standing, membership.note) == ("refused", "ไม่มีอยู่")
    membership.organisation.refresh_from_db()
    assert queries.may_draft_for(alice, membership.organisation) is False


def test_asking_twice_gives_the_first_request_back(
    small_register: actions.ImportReport, person: Callable[..., Person], now: dt.datetime
):
    alice = person("alice")
    assert ask(alice, now).organisation_id == ask(alice, now, name="ทต. ใหม่").organisation_id
    assert Organisation.objects.filter(standing="requested").count() == 1


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"name": ""}, "organisation_name", "required"),
        ({"name": "ก" * 100_000}, "organisation_name", "too_long"),
        ({"name": "ก\x00"}, "organisation_name", "unusable_character"),
        ({"tambon": "ก" * 121}, "tambon", "too_long"),
        ({"type": "XYZ"}, "type", "type_unknown"),
        ({"province": "แอตแลนติส"}, "province", "province_unknown"),
        ({"name": "เทศบาลนครยะลา", "type": "CM"}, "organisation_name", "in_the_register"),
        ({"name": "ทน. ยะลา", "type": "CM"}, "organisation_name", "in_the_register"),
    ],
)
@pytest.mark.usefixtures("small_register")
def test_a_request_is_refused_beside_its_field(
    person: Callable[..., Person], now: dt.datetime, given: dict[str, str], field: str, code: str
):
    with pytest.raises(Refused) as refused:
        ask(person("alice"), now, **given)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert not Organisation.objects.filter(standing="requested").exists()


def test_one_person_cannot_flood_the_staff(
    small_register: actions.ImportReport, person: Callable[..., Person], now: dt.datetime
):
    alice = person("alice")
    for number in range(5):
        ask(alice, now, name=f"เทศบาลตำบลใหม่ {number}")
    with pytest.raises(Refused) as refused:
        ask(alice, now, name="เทศบาลตำบลอีกแห่ง")
    assert refused.value.code == "too_many_requests"


def test_only_a_verified_address_may_ask(
    small_register: actions.ImportReport, person: Callable[..., Person], now: dt.datetime
):
    with pytest.raises(NotAllowed):
        ask(person("alice", verified=False), now)
