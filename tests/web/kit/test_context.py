"""What every page knows."""

from __future__ import annotations

from django.test import RequestFactory
from django.utils import translation

from rangwan.web.kit.context import kit


def test_the_links_to_other_languages_keep_the_address(rf: RequestFactory):
    with translation.override("en"):
        found = kit(rf.get("/office/?q=ยะลา&lang=th&page=2"))["kit"]
    assert found["language"] == "en"
    assert [(item["code"], item["name"], item["current"]) for item in found["languages"]] == [
        ("th", "ไทย", False),
        ("en", "English", True),
    ]
    assert found["languages"][1]["url"] == "/office/?q=%E0%B8%A2%E0%B8%B0%E0%B8%A5%E0%B8%B2&lang=en&page=2"


def test_a_request_without_a_person_is_served(rf: RequestFactory):
    assert kit(rf.get("/"))["person"] is None
