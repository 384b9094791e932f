"""The worker asks the catalogue, one address at a time; nothing that the catalogue does harms a save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from rangwan.entries import actions, queries
from rangwan.entries.models import DatasetCheck, Entry
from rangwan.entries.queries import DatasetItem
from rangwan.entries.receivers.datasets import ask, check_datasets
from rangwan.entries.wording.datasets import dataset_rows
from rangwan.kernel.models import AuditRow, Event
from rangwan.kernel.outside import Limits
from rangwan.programmes.definition import Catalogue as Declared
from tests.builders import NOW, asking, draft_entry, make_edition, make_organisation, make_person, pack, work_through
from tests.catalogue import DENIED, Catalogue, bomb, dataset, saying, sending_on

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
QUICK = Limits(seconds=1.5, silence=0.5, size=1_000_000)


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Catalogue]:
    """A catalogue on this machine."""
    with Catalogue() as running:
        settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = [f"127.0.0.1:{running.port}"]
        running.datasets["water"] = dataset()
        running.datasets["tables"] = dataset(formats=("XLSX",))
        yield running


def declared() -> Declared:
    """Return what the award asks, of this machine too."""
    catalogue = pack().entering.catalogue
    assert catalogue is not None
    return catalogue.model_copy(update={"hosts": (*catalogue.hosts, "127.0.0.1")})


@pytest.fixture
def entry(db: None) -> Entry:
    """A draft of an award whose catalogue is on this machine."""
    office = make_organisation()
    edition = make_edition(definition=asking(catalogue=declared()))
    return draft_entry(edition, office, make_person("สมชาย", office))


def save(entry: Entry, *addresses: str, now: dt.datetime = NOW, **answers: object) -> None:
    """Save the data-set question with these addresses, and other answers."""
    entry.refresh_from_db()
    rows = [{"name": f"ชุดที่ {place}", "address": address} for place, address in enumerate(addresses, 1)]
    given = {**answers, **({"data_sets": rows} if addresses else {})}
    actions.save_answers(entry=entry, answers=given, base_version=entry.version, acting=entry.coordinator, now=now)
    entry.refresh_from_db()


def results(entry: Entry) -> list[tuple[str, list[str]]]:
    """Return (result, codes) of each data set, in the order of the question."""
    entry.refresh_from_db()
    return [(item.result, [reason["code"] for reason in item.reasons]) for item in queries.datasets_of(entry)]


def found(server: Catalogue, name: str) -> tuple[str, list[str]]:
    """Ask about one address and return the result with its reasons."""
    finding = ask(server.address(name), declared(), limits=QUICK)
    return finding.result, [reason.code for reason in finding.reasons]


# --- one question to one catalogue -----------------------------------------------------------------------------------


def test_what_the_catalogue_may_say(server):
    server.behaviour["private"] = saying(DENIED, 403)
    assert found(server, "water") == ("meets", [])
    assert found(server, "tables") == ("fails", ["format"])
    assert found(server, "nothing") == ("fails", ["not_found"])
    assert found(server, "private") == ("fails", ["private"])
    assert server.asked[0] == "/api/3/action/package_show?id=water"


def test_a_catalogue_that_misbehaves_is_no_verdict(server, settings):
    with Catalogue() as other:
        server.behaviour |= {
            "late": server.silence(),
            "drip": server.drip(0.1),
            "page": saying(b"<!doctype html><h1>404</h1>", 404),
            "error": saying(b"oops", 500),
            "bad": saying(b'{"success": true, "result": '),
            "deep": saying(b"[" * 100_000),
            "empty": saying(b""),
            "other": saying({"success": True, "result": "x"}),
            "large": saying(b" " * 3_000_000),
            "bomb": bomb(),
            "round": sending_on("/api/3/action/package_show?id=round"),
            "home": sending_on("http://127.0.0.1/"),
            "inside": sending_on(f"http://127.0.0.1:{other.port}/secret"),
            "metadata": sending_on("http://169.254.169.254/"),
        }
        said = {name: found(server, name) for name in server.behaviour}
        assert other.asked == []
    assert said == {
        "late": ("unknown", ["timeout"]),
        "drip": ("unknown", ["timeout"]),
        "page": ("unknown", ["status"]),
        "error": ("unknown", ["status"]),
        "bad": ("unknown", ["bad_answer"]),
        "deep": ("unknown", ["bad_answer"]),
        "empty": ("unknown", ["bad_answer"]),
        "other": ("unknown", ["bad_answer"]),
        "large": ("unknown", ["too_large"]),
        "bomb": ("unknown", ["too_large"]),
        "round": ("unknown", ["redirect"]),
        "home": ("unknown", ["private_address"]),
        "inside": ("unknown", ["host"]),
        "metadata": ("unknown", ["host"]),
    }


def test_a_catalogue_that_moved_is_followed_to_its_new_place(server):
    server.behaviour["old"] = sending_on("/api/3/action/package_show?id=water", 301)
    assert found(server, "old") == ("meets", [])


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.example.com/dataset/water", "host"),
        ("https://data.go.th.example.com/dataset/water", "host"),
        ("https://data.go.th:8443/dataset/water", "host"),
        ("https://data.go.th/", "address"),
        ("https://www.example.go.th/opendata/x", "host"),
        ("ไม่มี", "address"),
        ("https://[/dataset/x", "address"),
        ("http://127.0.0.1/dataset/water", "private_address"),
    ],
)
def test_addresses_that_are_not_asked(address, code):
    finding = ask(address, declared())
    assert (finding.result, [reason.code for reason in finding.reasons]) == ("unknown", [code])


def test_a_name_that_leads_inside_is_not_asked():
    finding = ask("https://data.go.th/dataset/water", declared(), resolve=lambda _host, _port: ["10.0.0.7"])
    assert [reason.code for reason in finding.reasons] == ["private_address"]


# --- the worker ------------------------------------------------------------------------------------------------------


def test_a_save_is_followed_by_the_answers(entry, server):
    save(entry, server.address("water"), server.address("tables"), server.address("nothing"), "ยังไม่มี")
    assert server.asked == []
    assert results(entry) == [("waiting", [])] * 4
    work_through()
    assert results(entry) == [
        ("meets", []), ("fails", ["format"]), ("fails", ["not_found"]), ("unknown", ["address"]),
    ]  # fmt: skip
    assert [row.after["result"] for row in AuditRow.objects.filter(act="entry.dataset_checked").order_by("number")] == [
        "meets", "fails", "fails", "unknown",
    ]  # fmt: skip


def test_only_a_change_of_that_question_asks(entry, server):
    save(entry, problem="น้ำท่วม")
    save(entry, server.address("water"))
    save(entry, server.address("water"), problem="น้ำแล้ง")
    save(entry, problem="น้ำไม่ไหล")
    assert Event.objects.filter(kind="entry.datasets_changed").count() == 1


def test_what_is_known_is_not_asked_again_for_a_day(entry, server):
    save(entry, server.address("water"))
    work_through()
    save(entry, server.address("water"), server.address("tables"))
    work_through()
    assert len(server.asked) == 2
    save(entry, server.address("water"), now=NOW + DAY)
    work_through(NOW + DAY)
    assert len(server.asked) == 3


def test_what_could_not_be_checked_is_asked_again_sooner(entry, server):
    server.behaviour["odd"] = saying(b"oops", 500)
    save(entry, server.address("odd"))
    work_through()
    del server.behaviour["odd"]
    server.datasets["odd"] = dataset()
    event = Event.objects.get(kind="entry.datasets_changed")
    check_datasets(event, NOW + 9 * MINUTE)
    assert results(entry) == [("unknown", ["status"])]
    check_datasets(event, NOW + 10 * MINUTE)
    assert results(entry) == [("meets", [])]


def test_a_host_without_an_answer_is_asked_once_in_a_turn(entry, settings):
    settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = ["127.0.0.1:1"]
    save(entry, *(f"http://127.0.0.1:1/dataset/x{number}" for number in range(4)))
    work_through()
    assert results(entry) == [("unknown", ["network"])] * 4


def test_many_addresses_are_done_in_turns(entry, server):
    names = [f"d{number}" for number in range(15)]
    server.datasets |= {name: dataset() for name in names}
    save(entry, *(server.address(name) for name in names))
    check_datasets(Event.objects.get(kind="entry.datasets_changed"), NOW)
    assert [result for result, _codes in results(entry)] == ["meets"] * 12 + ["waiting"] * 3
    work_through()
    assert [result for result, _codes in results(entry)] == ["meets"] * 15
    assert len(server.asked) == 15


def test_addresses_that_are_gone_are_forgotten(entry, server):
    save(entry, server.address("water"))
    work_through()
    save(entry, server.address("tables"))
    assert results(entry) == [("waiting", [])]
    work_through()
    assert list(DatasetCheck.objects.values_list("address", flat=True)) == [server.address("tables")]


def test_an_award_without_a_catalogue_asks_nobody(db):
    office = make_organisation()
    entry = draft_entry(make_edition(definition=asking(catalogue=None)), office, make_person("สมชาย", office))
    save(entry, "https://data.go.th/dataset/water")
    assert Event.objects.filter(kind="entry.datasets_changed").count() == 0
    assert queries.datasets_of(entry) == []
    actions.ask_datasets(entry=entry, acting=entry.coordinator, now=NOW)
    assert DatasetCheck.objects.count() == 0


def test_the_list_costs_the_same_for_one_and_for_fifty(entry, server, django_assert_num_queries):
    for count in (1, 50):
        save(entry, *(f"https://data.go.th/dataset/x{number}" for number in range(count)))
        with django_assert_num_queries(1):
            assert len(queries.datasets_of(entry)) == count


# --- asked by hand ---------------------------------------------------------------------------------------------------


def test_asked_again_by_hand(entry, server):
    save(entry, server.address("water"))
    work_through()
    server.datasets["water"] = dataset(licence=None)
    later = NOW + MINUTE
    actions.ask_datasets(entry=entry, acting=entry.coordinator, now=later)
    item = queries.datasets_of(entry)[0]
    assert (item.result, item.again) == ("meets", True)
    work_through(later)
    assert queries.datasets_of(entry)[0] == DatasetItem(
        address=server.address("water"), result="fails", reasons=[{"code": "no_licence", "params": {}}],
        facts={"title": "ข้อมูลผู้ใช้น้ำประปาหมู่บ้าน ปี 2564", "licence": "", "formats": ["CSV", "PDF"]}, checked_at=later,
    )  # fmt: skip


def test_at_most_every_minute(entry, server):
    save(entry, server.address("water"))
    actions.ask_datasets(entry=entry, acting=entry.coordinator, now=NOW)
    with pytest.raises(actions.AskedTooSoon) as soon:
        actions.ask_datasets(entry=entry, acting=entry.coordinator, now=NOW + dt.timedelta(seconds=59))
    assert soon.value.wait == dt.timedelta(seconds=1)
    actions.ask_datasets(entry=entry, acting=entry.coordinator, now=NOW + MINUTE)


def test_only_who_writes_in_the_entry_may_ask(entry):
    stranger = make_person("สมหญิง", entry.organisation)
    with pytest.raises(actions.NotAllowed):
        actions.ask_datasets(entry=entry, acting=stranger, now=NOW)


def test_every_finding_has_its_words(entry, server):
    server.datasets["bad"] = dataset(licence="cc-nc", formats=("PDF", "XLSX"), category="ลับ", private=True)
    save(entry, server.address("bad"), server.address("water"))
    work_through()
    bad, good = dataset_rows(queries.datasets_of(entry))
    assert (bad.kind, len(bad.reasons), bad.is_waiting) == ("error", 4, False)
    assert "PDF, XLSX" in bad.reasons[3]
    assert (good.kind, good.reasons) == ("success", ())
    assert "CSV, PDF" in good.facts
