"""Examples of good answers: the organiser's page."""

from __future__ import annotations

import pytest

from rangwan.programmes.models import PublishedExample
from tests.builders import make_edition
from tests.web.office.conftest import BASE, World, browser

GOOD = {"question": "problem", "text_th": "น้ำท่วม <b>12</b> ครั้ง", "text_en": "Twelve floods"}


def test_published_listed_and_withdrawn(world: World):
    client = browser(world.staff.organiser)
    assert "ยังไม่มีตัวอย่าง" in client.get(f"{BASE}examples/").content.decode()
    assert client.post(f"{BASE}examples/", GOOD).status_code == 302
    example = PublishedExample.objects.get()
    page = client.get(f"{BASE}examples/").content.decode()
    assert "น้ำท่วม &lt;b&gt;12" in page
    assert "1 ตัวอย่าง" in client.get(f"{BASE}settings/").content.decode()
    make_edition(slug="other")
    assert client.post(f"/office/other/examples/{example.id}/withdraw/").status_code == 404
    for _ in range(2):
        assert client.post(f"{BASE}examples/{example.id}/withdraw/").status_code == 302
    assert "น้ำท่วม &lt;b&gt;12" not in client.get(f"{BASE}examples/").content.decode()
    assert client.post(f"{BASE}examples/nowhere/withdraw/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question": "nothing"}, "แบบฟอร์มไม่มีคำถามนี้"),
        ({"question": ""}, "แบบฟอร์มไม่มีคำถามนี้"),
        ({"text_en": ""}, "กรุณากรอก: ตัวอย่างภาษาอังกฤษ"),
        ({"text_th": "ก" * 6001}, "รับได้ไม่เกิน 6,000"),
        ({"text_th": "ก\0"}, "อักขระที่อ่านไม่ได้"),
    ],
)
def test_what_cannot_be_published_stays_on_the_page(world: World, fields: dict[str, str], said: str):
    answer = browser(world.staff.organiser).post(f"{BASE}examples/", GOOD | fields)
    assert (answer.status_code, answer.content.decode().count(said)) == (422, 2)
    assert PublishedExample.objects.count() == 0


def test_the_organiser_alone(world: World):
    for person, status in ((world.staff.screener, 403), (world.staff.chair, 403), (world.staff.judges[0], 404)):
        assert browser(person).get(f"{BASE}examples/").status_code == status
        assert browser(person).post(f"{BASE}examples/", GOOD).status_code == status
    assert PublishedExample.objects.count() == 0
