"""Public pages from memory: when, for whom, and with which headers."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from rangwan.web.kit.page_cache import PageCache

CACHE = PageCache(limit=3)


def _key(rf: RequestFactory, address: str = "/awards/x/", *, method: str = "get", cookies: str = "", **headers: str):
    if cookies:
        headers["cookie"] = cookies
    return CACHE.key(getattr(rf, method)(address, headers=headers))


def test_only_public_pages_of_unknown_readers_have_a_key(rf: RequestFactory):
    for address in ("/", "/awards/x/", "/awards/x/?page=2", "/showcase/", "/data/"):
        assert _key(rf, address) is not None, address
    for address in ("/my/", "/office/", "/account/", "/api/v1/awards", "/healthz", "/awards/x/?lang=en"):
        assert _key(rf, address) is None, address
    assert _key(rf, method="post") is None
    assert _key(rf, cookies="sessionid=abc") is None
    assert _key(rf, cookies="messages=abc") is None
    assert _key(rf, authorization="Bearer x") is None
    assert _key(rf, range="bytes=0-10") is None


def test_what_tells_pages_apart(rf: RequestFactory):
    keys = {
        _key(rf),
        _key(rf, "/awards/x/?page=2"),
        _key(rf, "/awards/y/"),
        _key(rf, method="head"),
        _key(rf, cookies="rangwan_language=en"),
        _key(rf, host="other.example"),
        _key(rf, **{"accept-encoding": "gzip"}),
    }
    assert len(keys) == 7
    assert _key(rf, cookies="csrftoken=abc; rangwan_language=th") == _key(rf)


def test_what_is_not_the_same_for_everybody_is_not_kept():
    page = HttpResponse("x")
    assert PageCache.can_keep(page)
    assert not PageCache.can_keep(HttpResponse("x", status=404))
    assert not PageCache.can_keep(HttpResponse("x", content_type="application/pdf"))
    for control in ("no-store", "private, max-age=3"):
        assert not PageCache.can_keep(HttpResponse("x", headers={"Cache-Control": control}))
    # Its secret is the first reader's, who may have had the cookie before: no Set-Cookie tells.
    assert not PageCache.can_keep(HttpResponse('<input type="hidden" name="csrfmiddlewaretoken" value="x">'))
    page.set_cookie("a", "b")
    assert not PageCache.can_keep(page)


def test_the_oldest_page_makes_room(rf: RequestFactory):
    cache = PageCache(limit=3)
    keys = [cache.key(rf.get(f"/awards/{number}/")) for number in range(5)]
    for key in keys:
        assert key
        cache.keep(key, (1, 1), HttpResponse("x"))
    assert [cache.find(key, (1, 1)) is not None for key in keys if key] == [False, False, True, True, True]


def test_a_page_lives_under_its_stamp_alone(rf: RequestFactory):
    cache = PageCache(limit=3)
    key = cache.key(rf.get("/"))
    assert key
    page = cache.keep(key, (7, 100), HttpResponse("x"))
    assert [cache.find(key, stamp) for stamp in ((7, 100), (8, 100), (7, 101))] == [page, None, None]


def test_304_says_what_200_says_but_the_body(rf: RequestFactory):
    cache = PageCache(limit=3)
    key = cache.key(rf.get("/"))
    assert key
    response = HttpResponse("หน้า", headers={"Content-Security-Policy": "default-src 'none'"})
    page = cache.keep(key, (1, 1), response)
    whole = page.answer(rf.get("/"))
    assert (whole.status_code, whole.content.decode()) == (200, "หน้า")
    for held in (page.etag, f'"other", W/{page.etag}', "*"):
        short = page.answer(rf.get("/", headers={"if-none-match": held}))
        assert (short.status_code, short.content) == (304, b"")
        assert dict(short.headers) == {
            "Content-Security-Policy": "default-src 'none'",
            "Vary": "Cookie",
            "ETag": page.etag,
            "Cache-Control": "public, max-age=0, must-revalidate",
        }
    assert page.answer(rf.get("/", headers={"if-none-match": '"other"'})).status_code == 200
