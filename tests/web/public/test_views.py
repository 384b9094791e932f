"""The public pages in both languages: what the call says, and the states that they can be in."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from rangwan.entries.rules import State
from rangwan.kernel.text import Text
from rangwan.programmes.actions import extend_closing
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of
from rangwan.results.actions import decide, release_results, run_ranking
from tests.builders import NOW, bare_entry, finished_sheet, make_committee, make_edition, pack
from tests.web.public.conftest import BASE, read, reader

PAGES = ("", "criteria/", "documents/", "documents/submission-form/")


def release(edition: Edition) -> None:
    """Judge one entry, give it the prize, and publish."""
    staff = make_committee(edition, judges=1)
    entry = bare_entry(edition, State.ELIGIBLE)
    finished_sheet(entry, staff.judges[0], 0.9)
    rounds = definition_of(edition.version_id).rounds
    ranking = run_ranking(edition=edition, round_key=rounds[0].key, acting=staff.chair, now=NOW)
    prizes = [(pack().prizes[0].key, entry.pk)]
    decide(edition=edition, ranking=ranking, prizes=prizes, minute="มติเอกฉันท์", acting=staff.chair, now=NOW)
    release_results(edition=edition, acting=staff.chair, now=NOW)


def test_the_announcement_in_thai(edition: Edition):
    content = read()
    for words in (
        "ท้องถิ่นดิจิทัล Challenge", "รางวัลท้องถิ่นดิจิทัล ประจำปี 2564", "เปลี่ยนแนวคิด พลิกรูปแบบการทำงาน",
        "ปิดรับผลงาน 10 ธันวาคม 2569 เวลา 10.00 น.", "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)", "02-6126060",
        "https://dgti.dga.or.th/dgti-local/", "รางวัลรัฐบาลดิจิทัล (DG Award) หมวดท้องถิ่นดิจิทัล จำนวน 1 รางวัล",
        "คณะกรรมการผู้ทรงคุณวุฒิจากหลายหน่วยงาน", "ผู้จัดประกวดขอสงวนสิทธิ์ในการปรับเปลี่ยน/เพิ่ม/ลด เกณฑ์การพิจารณา",
        "guide.docx", "submission-form.docx", "presentation-template.pptx", "ความริเริ่มสร้างสรรค์ของโครงการ",
        '<th scope="row">รวม</th><td class="num">100</td>',
        "รางวัลจริงเปิดรับตั้งแต่ 1 กรกฎาคม 2564 เวลา 00.00 น. ถึง 31 กรกฎาคม 2564 เวลา 24.00 น.",
    ):  # fmt: skip
        assert words in content
    assert [c.name.th for c in pack().criteria if c.name.th not in content] == []
    assert content.count('<td class="num">10</td>') == 9
    assert content.count('<td class="num">5</td>') == 2


def test_the_announcement_in_english(edition: Edition):
    content = read(language="en")
    for words in (
        "Digital Local Government Award 2564", "Entries close on 10 December 2026, 10:00 (Bangkok time).",
        "Enter a project", "Who may enter", "Committee", "Prizes", "How to enter", "Contact",
        "Digital Government Award (DG Award), local category: 1 prize", "without prior notice",
        "The real award was open from 1 July 2021, 00:00 to 31 July 2021, 24:00.",
    ):  # fmt: skip
        assert words in content


def test_both_legs_of_real_use_are_told_in_dates(edition: Edition):
    content = read()
    assert (
        "<li>ใช้งานจริงไม่น้อยกว่า 6 เดือน นับถึงวันที่ 10 ธันวาคม 2569 คือเริ่มใช้ตั้งแต่วันที่ 10 มิถุนายน 2569 หรือก่อนหน้านั้น</li>"
        "<li>เริ่มใช้งานจริงก่อนวันที่ 1 กุมภาพันธ์ 2564</li>"
    ) in content
    assert "เริ่มใช้งานจริงอย่างช้าที่สุดวันที่ 10 มิถุนายน 2569" in content


@pytest.mark.parametrize(
    ("moves", "told", "last"),
    [
        (True, "ระยะเวลาใช้งานจริงนับถึงวันปิดรับใหม่", "24 มิถุนายน 2569"),
        (False, "ระยะเวลาใช้งานจริงยังคงนับถึงวันปิดรับเดิม", "10 มิถุนายน 2569"),
    ],
)
def test_an_extension_is_published_with_what_it_does_to_the_first_leg(
    edition: Edition, moves: bool, told: str, last: str
):
    extend_closing(
        edition=edition, closes_at=edition.closes_at + dt.timedelta(days=14), moves_count=moves, now=NOW,
        reason=Text(th="มีผู้ขอ <b>ขยายเวลา</b>", en="Many asked"), acting=make_committee(edition).organiser,
    )  # fmt: skip
    content = read()
    for words in (
        "เลื่อนวันปิดรับผลงานจาก 10 ธันวาคม 2569 เวลา 10.00 น. เป็น 24 ธันวาคม 2569 เวลา 10.00 น.",
        "ประกาศเมื่อ 20 พฤศจิกายน 2569 เวลา 10.00 น.", "เหตุผล: มีผู้ขอ &lt;b&gt;ขยายเวลา&lt;/b&gt;", told,
        f"เริ่มใช้งานจริงอย่างช้าที่สุดวันที่ {last}", "ปิดรับผลงาน 24 ธันวาคม 2569 เวลา 10.00 น.",
    ):  # fmt: skip
        assert words in content


def test_an_edition_in_earnest_says_nothing_of_a_demonstration(edition: Edition):
    Edition.objects.update(shifted=False)
    assert "ระบบสาธิต" not in read()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-11, "เปิดรับสมัครตั้งแต่วันที่ 10 พฤศจิกายน 2569 เวลา 10.00 น."),
        (0, "ปิดรับผลงาน 10 ธันวาคม 2569 เวลา 10.00 น."),
        (20, "ปิดรับผลงานแล้วเมื่อ 10 ธันวาคม 2569 เวลา 10.00 น."),
    ],
)
def test_before_while_and_after(edition: Edition, now: time_machine.Traveller, days: int, words: str):
    now.move_to(NOW + dt.timedelta(days=days))
    content = read()
    assert words in content
    assert ('href="/my/"' in content.split("<main")[1]) is (days == 0)


def test_the_calendar_is_a_string_of_four(edition: Edition):
    content = read()
    assert content.count("timeline__item--done") == 0
    assert content.count('timeline__item--now" aria-current="step"') == 1
    assert content.count("timeline__item--coming") == 3


def test_the_criteria_in_both_orders_and_wordings(edition: Edition):
    content = read(f"{BASE}criteria/")
    table, guidance = content.split("<h2>คำแนะนำและระดับคะแนน</h2>")
    in_table = [table.index(f"{place}. <a href=") for place in range(1, 12)]
    assert in_table == sorted(in_table)
    for place, criterion in enumerate(pack().in_guidance_order, start=1):
        heading = f">{place}. {criterion.guidance_name.th}</h3>"
        number = list(pack().criteria_by_key).index(criterion.key) + 1
        assert heading in guidance
        assert f"ข้อ {number} ในตารางเกณฑ์: {criterion.name.th} · สัดส่วนคะแนน {criterion.weight:g}" in guidance
        assert [level.text.th for level in criterion.rubric if level.text.th not in guidance] == []
        assert f'href="{BASE}criteria/#{criterion.key}"' in read()
        assert f'id="{criterion.key}"' in guidance


def test_the_criteria_in_english(edition: Edition):
    content = read(f"{BASE}criteria/", "en")
    assert "Guidance and rubric" in content
    assert f"No. 1 of the table: {pack().criteria[0].name.en} · weight 10" in content


def test_the_list_of_documents(edition: Edition):
    content = read(f"{BASE}documents/")
    for name in ("guide.docx", "guide.pdf", "submission-form.docx", "presentation-template.pptx"):
        assert f'href="{BASE}documents/{name}"' in content
    assert f'href="{BASE}documents/submission-form/"' in content
    assert "LibreOffice" not in content


def test_without_libreoffice_the_page_says_so(edition: Edition, settings: Settings):
    settings.RANGWAN_SOFFICE = "no-such-program"
    content = read(f"{BASE}documents/", "en")
    assert ".pdf" not in content
    assert "PDFs are not offered here, because this server has no LibreOffice." in content
    refused = read(f"{BASE}documents/guide.pdf", "en", status=503)
    assert "This server has no LibreOffice, so it cannot make a PDF. Please download the original file." in refused


@pytest.mark.parametrize(("language", "seal"), [("th", "ตราประทับของหน่วยงาน"), ("en", "Seal of the organisation")])
def test_the_form_to_print_has_empty_boxes(edition: Edition, language: str, seal: str):
    content = read(f"{BASE}documents/submission-form/", language)
    form = pack().submission_form
    assert content.count('class="paper__box"') == len(form.consents) + len(form.authority) == 7
    for text in (form.title, *(consent.text for consent in form.consents)):
        assert text.pick(language).replace("'", "&#x27;") in content
    assert seal in content
    assert "SHA-256" not in content


def test_there_is_no_result_before_it_is_released(edition: Edition):
    assert "ยังไม่ได้ประกาศผลรางวัลนี้ เมื่อประกาศแล้วจะเผยแพร่ที่หน้านี้" in read(f"{BASE}results/", status=404)
    assert "It will be published on this page." in read(f"{BASE}results/", "en", status=404)
    assert f'href="{BASE}results/"' not in read()


def test_the_result_names_prizes_and_no_marks(edition: Edition):
    release(edition)
    content = read(f"{BASE}results/")
    for words in (
        "ประกาศเมื่อ 20 พฤศจิกายน 2569 เวลา 10.00 น.", "รางวัลรัฐบาลดิจิทัล (DG Award) หมวดท้องถิ่นดิจิทัล",
        "โครงการที่ 1", "อบต.ที่ 1", "T0001", "คำตัดสินของคณะกรรมการถือเป็นที่สุด",
    ):  # fmt: skip
        assert words in content
    assert [word for word in ("90.00", "90", "กรรมการ 1", "มติเอกฉันท์") if f">{word}<" in content] == []
    assert "Announced 20 November 2026, 10:00" in read(f"{BASE}results/", "en")
    assert f'<a href="{BASE}results/"' in read()
    assert "ประกาศผลแล้ว" in read("/")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", ("รางวัล", "กำลังรับผลงาน", "ปิดรับ 10 ธันวาคม 2569 เวลา 10.00 น.", "สำนักงานพัฒนารัฐบาลดิจิทัล")),
        (
            "en",
            ("Awards", "Accepting entries", "Closes 10 December 2026, 10:00", "Digital Government Development"),
        ),
    ],
)
def test_the_first_page(edition: Edition, language: str, words: tuple[str, ...]):
    for path in ("/", "/awards/"):
        content = read(path, language)
        assert [word for word in words if word not in content] == []


def test_open_editions_come_first(edition: Edition):
    make_edition(slug="closed", opens=dt.timedelta(-90), closes=dt.timedelta(days=-1))
    make_edition(slug="later", opens=dt.timedelta(days=50), closes=dt.timedelta(days=90))
    content = read("/")
    places = [content.index(f'href="/awards/{slug}/"') for slug in (edition.slug, "later", "closed")]
    assert places == sorted(places)
    assert "ยังไม่เปิดรับ" in content
    assert "ปิดรับแล้วเมื่อ 19 พฤศจิกายน 2569 เวลา 10.00 น." in content


def test_nothing_is_announced_yet(db: None):
    assert "ยังไม่มีประกาศรางวัล" in read("/")


def test_what_a_page_costs(edition: Edition, django_assert_num_queries: DjangoAssertNumQueries):
    client = reader()
    client.cookies["messages"] = ""  # such a reader is never answered from memory
    for path in PAGES:
        client.get(f"{BASE}{path}")
        with django_assert_num_queries(2):  # the edition, how its closing moved
            client.get(f"{BASE}{path}")
    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize(
    "path",
    [
        "/showcase/", "/showcase/DLG2564-0001/", "/data/", "/verify/abc/", "/awards/no-such-award/", "/awards/%00/",
        "/awards/%E0%B8%81/", f"{BASE}documents/poster.docx", f"{BASE}documents/%00", f"{BASE}documents/../guide.docx",
    ],
)  # fmt: skip
def test_what_is_not_here(edition: Edition, path: str):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", BASE, *(f"{BASE}{page}" for page in PAGES[1:]), "/accessibility/"])
def test_pages_are_only_read(edition: Edition, path: str):
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


@pytest.mark.parametrize(("language", "title"), [("th", "การเข้าถึงเว็บไซต์"), ("en", "Accessibility")])
def test_accessibility(db: None, language: str, title: str):
    assert f"<h1>{title}</h1>" in read("/accessibility/", language)
