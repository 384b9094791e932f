"""Error pages in plain words, and the page of components."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.kit.addresses")]


def _heading(response: Any) -> str:
    return str(response.content.decode()).partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize(
    ("address", "status", "thai", "english"),
    [
        ("/nowhere/", 404, "ไม่พบหน้านี้", "There is no such page"),
        ("/refuses/", 403, "ท่านเปิดหน้านี้ไม่ได้", "You cannot open this page"),
        ("/too-big/", 413, "สิ่งที่ส่งมามีขนาดใหญ่เกินไป", "What you sent is too large"),
    ],
)
def test_an_error_page_speaks_the_readers_language(client: Client, address: str, status: int, thai: str, english: str):
    for language, words in (("th", thai), ("en", english)):
        response = client.get(f"{address}?lang={language}")
        assert (response.status_code, _heading(response)) == (status, words)


def test_a_garbled_request(client: Client):
    response = client.get("/nowhere/", headers={"host": "foreign.example"})
    assert (response.status_code, _heading(response)) == (400, "ระบบอ่านคำขอไม่ได้")


def test_a_form_left_open_too_long():
    response = Client(enforce_csrf_checks=True).post("/taken/")
    assert (response.status_code, _heading(response)) == (403, "โปรดส่งแบบฟอร์มอีกครั้ง")


def test_a_fault_of_ours_needs_no_database(client: Client, django_assert_num_queries, caplog: pytest.LogCaptureFixture):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/fails/")
    assert (response.status_code, _heading(response)) == (500, "ระบบขัดข้อง")
    assert "Something went wrong" in response.content.decode()
    assert [record.getMessage() for record in caplog.records] == ["Internal Server Error: /fails/"]


def test_the_components_are_shown_in_development_and_on_the_demo_site_alone(client: Client, settings: Settings):
    settings.RANGWAN_DEMO = settings.DEBUG = False
    assert client.get("/kit/").status_code == 404
    settings.RANGWAN_DEMO = True
    assert client.get("/kit/").status_code == 200
