"""Addresses of data sets, and the rule of the pack on what a catalogue says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules.datasets import (
    MOST,
    Finding,
    Reason,
    addresses_in,
    judge,
    question_address,
    read_answer,
)
from rangwan.kernel.outside import is_allowed
from rangwan.programmes.definition import Catalogue
from tests.builders import pack
from tests.catalogue import DENIED, NOT_FOUND, dataset

CATALOGUE = cast(Catalogue, pack().entering.catalogue)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
UUID = "80879765-c2d2-4ab6-b64b-6305d8eab4b1"


def codes(found: Finding) -> list[str]:
    """Return the codes of the reasons."""
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://data.go.th/dataset/land-valuation", "https://data.go.th{}?id=land-valuation"),
        ("https://data.go.th/th/dataset/land-valuation/", "https://data.go.th{}?id=land-valuation"),
        ("https://data.go.th/en/dataset/land_valuation?q=1#x", "https://data.go.th{}?id=land_valuation"),
        (f"https://data.go.th/dataset/{UUID}/resource/{UUID}", f"https://data.go.th{{}}?id={UUID}"),
        (f"https://data.go.th/dataset/abc/resource/{UUID}/view/{UUID}", "https://data.go.th{}?id=abc"),
        ("http://yala.gdcatalog.go.th/dataset/ABC-1", "http://yala.gdcatalog.go.th{}?id=ABC-1"),
        ("HTTPS://Data.Go.Th/dataset/x1", "https://data.go.th{}?id=x1"),
        ("https://data.go.th:8443/dataset/x1", "https://data.go.th:8443{}?id=x1"),
    ],
)
def test_where_the_catalogue_is_asked(address, asked):
    assert question_address(address) == asked.format("/api/3/action/package_show")


@pytest.mark.parametrize(
    "address",
    [
        "", "data.go.th/dataset/x1", "https://data.go.th/", "https://data.go.th/dataset", "https://data.go.th/dataset/",
        "https://data.go.th/dataset?q=น้ำ", "https://data.go.th/dataset/new", "https://data.go.th/dataset/edit/x1",
        "https://data.go.th/dataset/groups/x1", "https://data.go.th/dataset/x1/x2", "https://data.go.th/fr/dataset/x1",
        "https://data.go.th/dataset/ชุดข้อมูล", "https://data.go.th/dataset/a%2Fb", "https://data.go.th/dataset/../x1",
        "https://a:b@data.go.th/dataset/x1", "ftp://data.go.th/dataset/x1", "https:///dataset/x1", "https://[/dataset/x1",
        "https://data.go.th:port/dataset/x1", "https://data.go.th/dataset/x", "javascript:alert(1)",
        "https://data.go.th/dataset/x1/resource/",
    ],
)  # fmt: skip
def test_what_names_no_data_set(address):
    assert question_address(address) is None


@given(st.from_regex(r"[a-z0-9_-]{2,100}", fullmatch=True), st.sampled_from(("", "/th", "/en")), st.text(max_size=20))
def test_every_name_of_a_data_set_is_found(name, tongue, fragment):
    asked = question_address(f"https://data.go.th{tongue}/dataset/{name}#{fragment}".replace("\n", ""))
    reserved = {"new", "edit", "activity", "groups", "delete", "followers", "changes", "history"}
    assert asked == (None if name in reserved else f"https://data.go.th/api/3/action/package_show?id={name}")


@given(st.text(max_size=200))
def test_any_text_names_a_data_set_or_none(text):
    assert question_address(text) is None or "/dataset/" in text


def test_the_hosts_of_the_award():
    assert [host for host in ("data.go.th", "yala.gdcatalog.go.th", "opendata.dla.go.th", "gdcatalog.go.th",
                              "data.go.th.example", "evil.example") if is_allowed(host, CATALOGUE.hosts)] == [
        "data.go.th", "yala.gdcatalog.go.th", "opendata.dla.go.th",
    ]  # fmt: skip


def test_addresses_come_once_each_in_order():
    rows: list[Any] = [{"address": " https://b "}, {"address": "https://a"}, {"address": "https://b"}, {"name": "x"}, 7]
    assert addresses_in(CATALOGUE, {"data_sets": rows}) == ["https://b", "https://a"]
    assert addresses_in(CATALOGUE, {}) == []
    assert addresses_in(CATALOGUE, {"data_sets": "https://a"}) == []
    assert addresses_in(None, {"data_sets": rows}) == []
    assert len(addresses_in(CATALOGUE, {"data_sets": [{"address": f"https://{n}"} for n in range(99)]})) == MOST
    assert addresses_in(CATALOGUE, {"data_sets": [{"address": "h" * 2001}]}) == []


def test_one_that_meets_the_mark():
    found = judge(dataset(), CATALOGUE)
    facts = {
        "title": "ข้อมูลผู้ใช้น้ำประปาหมู่บ้าน ปี 2564", "licence": "Open Data Common", "formats": ["CSV", "PDF"],
    }  # fmt: skip
    assert found == Finding("meets", (), facts)


@pytest.mark.parametrize(
    "name", ["csv", ".CSV", " Csv ", "text/csv", "CSV, XLSX", "geojson", "JSON-LD", "application/json"]
)
def test_formats_are_read_as_people_write_them(name):
    assert judge(dataset(formats=(name,)), CATALOGUE).result == "meets"


@pytest.mark.parametrize("licence", ["cc-by", "CC-BY", "open data common", " Creative Commons Attributions "])
def test_licences_are_read_as_people_write_them(licence):
    assert judge(dataset(licence=licence), CATALOGUE).result == "meets"


@pytest.mark.parametrize(
    ("package", "reasons"),
    [
        (dataset(formats=("XLSX", "PDF", "API", "")), [Reason("format", {"formats": ["XLSX", "PDF", "API"]})]),
        (dataset(formats=("",)), [Reason("no_format")]),
        (dataset(formats=()), [Reason("no_files")]),
        (dataset(resource_private="True"), [Reason("no_files")]),
        (dataset(licence="License not specified"), [Reason("licence", {"licence": "License not specified"})]),
        (dataset(licence=None), [Reason("no_licence")]),
        (dataset(licence=" "), [Reason("no_licence")]),
        (dataset(category="ข้อมูลความมั่นคง"), [Reason("category", {"category": "ข้อมูลความมั่นคง"})]),
        (dataset(private=True), [Reason("private")]),
        (dataset(private="True"), [Reason("private")]),
        ({}, [Reason("no_licence"), Reason("no_files")]),
    ],
)
def test_one_that_does_not(package, reasons):
    found = judge(package, CATALOGUE)
    assert (found.result, list(found.reasons)) == ("fails", reasons)


def test_the_catalogues_own_word_on_openness_does_not_count():
    assert judge({**dataset(licence="other-closed"), "isopen": True}, CATALOGUE).result == "fails"
    assert judge({**dataset(), "isopen": False}, CATALOGUE).result == "meets"


def test_one_without_a_category_may_meet_the_mark():
    assert judge(dataset(category=None), CATALOGUE).result == "meets"


def test_what_answers_mean():
    assert read_answer(200, {"success": True, "result": dataset()}, CATALOGUE).result == "meets"
    assert codes(read_answer(404, NOT_FOUND, CATALOGUE)) == ["not_found"]
    assert codes(read_answer(403, DENIED, CATALOGUE)) == ["private"]
    assert read_answer(404, None, CATALOGUE) == Finding("unknown", (Reason("status", {"status": 404}),))
    assert read_answer(500, NOT_FOUND, CATALOGUE).result == "unknown"
    odd: tuple[Any, ...] = (None, [], "x", {}, {"success": True}, {"success": True, "result": []}, {"success": False})
    for body in odd:
        assert codes(read_answer(200, body, CATALOGUE)) == ["bad_answer"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ("success", "result", "resources", "license_id", "data_category", "format", "private", "title")), inner),
    max_leaves=12,
)  # fmt: skip


@given(st.integers(100, 599), JSON)
def test_any_answer_is_a_finding_that_can_be_kept(status, body):
    found = read_answer(status, body, CATALOGUE)
    assert found.result in ("meets", "fails", "unknown")
    assert (found.result == "meets") == (found.reasons == ())
    json.dumps([dict(reason.params) for reason in found.reasons] + [dict(found.facts)])


@pytest.mark.needs_shared
def test_the_recorded_answer_of_a_real_catalogue():
    recorded = json.loads((SHARED / "ckan212_gdc_package_show.json").read_text("utf-8"))
    assert read_answer(200, recorded, CATALOGUE).result == "meets"


@pytest.mark.needs_shared
def test_the_rule_agrees_with_the_worked_example():
    example: dict[str, Any] = {}
    exec((SHARED / "star3_example.py").read_text("utf-8").rpartition("print(")[0], example)
    packages = [
        dataset(licence=licence, formats=formats, category=category)
        for licence in ("Open Data Common", "License not specified", "cc-by", None)
        for formats in (("CSV",), ("XLSX",), (".csv",), ("PDF", "JSON"), ())
        for category in ("ข้อมูลสาธารณะ", None, "ข้อมูลส่วนบุคคล")
    ]
    assert [judge(one, CATALOGUE).result == "meets" for one in packages] == [
        example["star"](one) >= 3 for one in packages
    ]
