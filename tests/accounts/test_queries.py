from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.accounts import actions, queries
from rangwan.accounts.models import Organisation, Person


def found(text: str, **more: object) -> list[str]:
    return [row["name"]["th"] for row in queries.search_organisations(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ปางหมู", "องค์การบริหารส่วนตำบลปางหมู"),
        ("อบต.ปางหมู", "องค์การบริหารส่วนตำบลปางหมู"),
        ("อบต ปางหมู", "องค์การบริหารส่วนตำบลปางหมู"),
        ("อบตปางหมู", "องค์การบริหารส่วนตำบลปางหมู"),
        ("องค์การบริหารส่วนตำบล ปางหมู", "องค์การบริหารส่วนตำบลปางหมู"),
        ("แม่ฮ่องสอน", "องค์การบริหารส่วนตำบลปางหมู"),
        ("จังหวัดแม่ฮ่องสอน อบต.", "องค์การบริหารส่วนตำบลปางหมู"),
        ("ทม.แสนสุข", "เทศบาลเมืองแสนสุข"),
        ("แสนสุข ชลบุรี", "เทศบาลเมืองแสนสุข"),
        ("แสนสุข พนมไพร", "องค์การบริหารส่วนตำบลแสนสุข"),
        ("saen suk town", "เทศบาลเมืองแสนสุข"),
        ("saensuk chon", "เทศบาลเมืองแสนสุข"),
        ("พัทยา", "เมืองพัทยา"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("กรุงเทพฯ", "กรุงเทพมหานคร"),
        ("3950102", "เทศบาลนครยะลา"),
        ("๓๙๕๐๑๐๒", "เทศบาลนครยะลา"),
        ("เกาะช้าง", "เทศบาลตำบลเกาะช้าง"),
    ],
)
def test_an_organisation_is_found_however_it_is_written(small_register: actions.ImportReport, text: str, first: str):
    assert found(text)[0] == first


def test_names_come_before_places(small_register: actions.ImportReport):
    assert found("ยะลา") == ["องค์การบริหารส่วนจังหวัดยะลา", "เทศบาลนครยะลา", "องค์การบริหารส่วนตำบลสะเตงนอก"]


@pytest.mark.parametrize("text", ["%", "_", "xyzzy", "ปางหมู ชลบุรี", "\\", "'", "\x00", "ก" * 5000])
def test_what_is_not_there_is_not_found(small_register: actions.ImportReport, text: str):
    assert found(text) == []


def test_a_search_is_cut_to_a_province_a_number_and_a_page(small_register: actions.ImportReport):
    assert found("", province="Chon Buri") == found("", province="ชลบุรี") == ["เทศบาลเมืองแสนสุข", "เมืองพัทยา"]
    assert found("", limit=2, offset=1, province="ยะลา") == found("", province="ยะลา")[1:3]
    assert len(found("", limit=4)) == 4


def test_a_row_has_the_shape_of_the_api(small_register: actions.ImportReport):
    organisation = Organisation.objects.get(code="4200103")
    assert queries.search_organisations("ทม.แสนสุข") == [
        {
            "id": organisation.id, "code": "4200103", "type": "MM", "tambon": "", "standing": "registered",
            "name": {"th": "เทศบาลเมืองแสนสุข", "en": "Saen Suk Town Municipality"},
            "province": {"th": "ชลบุรี", "en": "Chon Buri"},
            "amphoe": {"th": "เมืองชลบุรี", "en": "Mueang Chon Buri"},
        }
    ]  # fmt: skip


def test_a_search_is_one_query_whatever_it_finds(small_register: actions.ImportReport):
    for text in ("", "ยะลา", "xyzzy"):
        with CaptureQueriesContext(
            connection,
        ) as context:
            found(text)
        assert len(context) == 1


def test_the_provinces_of_the_register(small_register: actions.ImportReport):
    assert [province.en for province in queries.provinces()] == [
        "Bangkok", "Chon Buri", "Trat", "Yala", "Roi Et", "Mae Hong Son",
    ]  # fmt: skip


@pytest.mark.usefixtures("small_register")
def test_lists_of_people_cost_the_same_for_one_and_for_many(
    person: Callable[..., Person], staff: Person, now: dt.datetime
):
    alice = person("alice")
    everywhere = list(Organisation.objects.all())

    def cost() -> dict[str, int]:
        costs = {}
        for name, read in (
            ("memberships", lambda: [claim.organisation.name_th for claim in queries.memberships_of(alice)]),
            ("waiting", lambda: [claim.person.name for claim in queries.claims_waiting()]),
            ("decidable", lambda: [claim.organisation.name_th for claim in queries.claims_waiting(decided_by=staff)]),
            ("tokens", lambda: [token.label for token in queries.tokens_of(alice)]),
            ("requested", lambda: [str(each.requested_by) for each in queries.requested_organisations()]),
        ):
            with CaptureQueriesContext(connection) as context:
                assert len(read()) > 0
            costs[name] = len(context)
        return costs

    actions.claim_membership(organisation=everywhere[0], acting=alice, now=now)
    actions.make_token(person=alice, label="a", acting=alice, now=now)
    request = {"type": "TM", "province": "ยะลา", "amphoe": "", "tambon": ""}
    actions.request_organisation(name="ทต.ใหม่", **request, acting=person("bob"), now=now)
    few = cost()
    for organisation in everywhere[1:]:
        actions.claim_membership(organisation=organisation, acting=alice, now=now)
    for number in range(10):
        actions.make_token(person=alice, label=f"{number}", acting=alice, now=now)
        actions.request_organisation(name=f"ทต.{number}", **request, acting=person(f"p{number}"), now=now)
    assert cost() == few == {
        "memberships": 1, "waiting": 1, "decidable": 2, "tokens": 1, "requested": 1,
    }  # fmt: skip
