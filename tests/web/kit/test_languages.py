"""Thai first: what decides the language of a page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils import translation

from rangwan.web.kit import languages


@pytest.mark.parametrize(
    ("address", "asked"),
    [("/", None), ("/?lang=en", "en"), ("/?lang=th", "th"), ("/?lang=de", None), ("/?slang=en", None)],
)
def test_the_address_asks(rf: RequestFactory, address: str, asked: str | None):
    assert languages.asked(rf.get(address)) == asked


@pytest.mark.parametrize(("cookie", "language"), [(None, "th"), ("en", "en"), ("th", "th"), ("xx", "th")])
def test_the_cookie_remembers_and_thai_is_the_rest(rf: RequestFactory, cookie: str | None, language: str):
    request = rf.get("/", headers={"accept-language": "en"})
    if cookie:
        request.COOKIES["rangwan_language"] = cookie
    assert languages.remembered(request) == language


@pytest.mark.parametrize(("code", "language"), [("th", "th"), ("en", "en"), ("en-gb", "en"), (None, "th")])
def test_the_active_language(code: str | None, language: str):
    with translation.override(code):
        assert languages.active() == language
