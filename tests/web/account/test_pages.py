"""The pages of one's own account: who sees what, what they cost, and that all are in our look."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.db import connection, transaction
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rangwan.accounts import actions, queries
from rangwan.accounts.models import ApiToken, Organisation, Person
from rangwan.kernel.text import Text
from rangwan.notices.actions import queue_message
from rangwan.notices.models import Message
from tests.web.account.conftest import NOW, PASSWORD

SignIn = Callable[[Person], Client]
OURS = ("home", "profile", "security", "organisations", "organisations/request", "claims", "tokens", "messages")


def message(to: Person, number: int = 0, *, secret: bool = False) -> Message:
    with transaction.atomic():
        return queue_message(
            to=to, kind="x", subject=f"เรื่อง {number}", body=Text(th="ดู http://127.0.0.1/x/ <b>", en="See"),
            secret=secret, now=NOW + dt.timedelta(minutes=number),
        )  # fmt: skip


@pytest.mark.parametrize("page", OURS)
def test_strangers_are_asked_to_sign_in_and_sent_back(db: None, page: str):
    path = "/account/" if page == "home" else f"/account/{page}/"
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("page", OURS)
def test_own_pages_are_kept_by_nobody_in_between(person: Callable[..., Person], signed_in: SignIn, page: str):
    path = "/account/" if page == "home" else f"/account/{page}/"
    answer = signed_in(person("alice")).get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_the_first_page_shows_what_a_person_is(
    person: Callable[..., Person], signed_in: SignIn, yala: Organisation, staff: Person
):
    alice = person("alice")
    client = signed_in(alice)
    assert "ค้นหาหน่วยงานของท่าน" in client.get("/account/").content.decode()
    claim = actions.claim_membership(organisation=yala, acting=alice, now=NOW)
    page = client.get("/account/").content.decode()
    assert 'href="/my/"' in page
    assert "รอการยืนยัน" in page
    assert 'href="/judge/"' not in page
    assert 'href="/office/"' not in page
    assert "มีผู้ขอให้ยืนยันว่าสังกัดหน่วยงาน 1 คน" in signed_in(staff).get("/account/").content.decode()
    actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
    assert "ยืนยันแล้ว" in client.get("/account/").content.decode()


def test_the_profile_is_changed_and_its_language_with_it(person: Callable[..., Person], signed_in: SignIn):
    alice = person("alice")
    client = signed_in(alice)
    said = {"name": "อลิซ <i>", "position": "นักวิชาการ", "phone": "073-223-666", "language": "en"}
    answer = client.post("/account/profile/", said, follow=True)
    assert answer.redirect_chain == [("/account/?lang=en", 302)]
    assert "อลิซ &lt;i&gt;" in answer.content.decode()
    assert "My details" in client.get("/account/").content.decode()
    refused = client.post("/account/profile/", said | {"name": "", "language": "xx"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert '<a href="#name">Name and surname: Please fill this in.</a>' in page
    assert "073-223-666" in page
    alice.refresh_from_db()
    assert alice.name == "อลิซ <i>"


# --- tokens ----------------------------------------------------------------------------------------------------------


def test_a_token_is_shown_once_and_asks_for_the_password_first(person: Callable[..., Person], signed_in: SignIn):
    alice = person("alice")
    client = signed_in(alice)
    answer = client.post("/account/tokens/", {"label": "งานกลางคืน"})
    assert answer.headers["Location"] == "/account/reauthenticate/?next=%2Faccount%2Ftokens%2F"
    assert not ApiToken.objects.exists()
    shown = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/tokens/"})
    found = re.search(r"<code>([\w-]{43})</code>", shown.content.decode())
    assert found is not None
    assert queries.person_for_token(found[1]) == alice
    assert shown.headers["Cache-Control"] == "private, no-store"
    page = client.get("/account/tokens/").content.decode()
    assert ("งานกลางคืน" in page, found[1] in page) == (True, False)
    refused = client.post("/account/tokens/", {"label": ""})
    assert (refused.status_code, "โปรดกรอกข้อมูลนี้" in refused.content.decode()) == (422, True)


def test_only_ones_own_token_is_revoked(person: Callable[..., Person], signed_in: SignIn):
    alice, bob = person("alice"), person("bob")
    secret = actions.make_token(person=alice, label="a", acting=alice, now=NOW)
    address = f"/account/tokens/{ApiToken.objects.get().id}/revoke/"
    assert signed_in(bob).post(address).status_code == 404
    assert signed_in(alice).get(address).status_code == 405
    assert queries.person_for_token(secret) == alice
    assert signed_in(alice).post(address).headers["Location"] == "/account/tokens/"
    assert queries.person_for_token(secret) is None


def test_an_unverified_person_makes_no_tokens(client: Client, person: Callable[..., Person]):
    client.force_login(person("alice", verified=False))
    for path in ("/account/tokens/", "/account/organisations/request/"):
        assert client.get(path).headers["Location"] == "/account/email/"


# --- messages and the demonstration's outbox --------------------------------------------------------------------------


def test_people_read_their_own_messages(person: Callable[..., Person], signed_in: SignIn):
    alice, bob = person("alice"), person("bob")
    mine, secret = message(alice), message(alice, 1, secret=True)
    client = signed_in(alice)
    page = client.get("/account/messages/").content.decode()
    assert (f"/account/messages/{mine.id}/" in page, secret.id in page) == (True, False)
    text = client.get(f"/account/messages/{mine.id}/").content.decode()
    assert '<a href="http://127.0.0.1/x/" rel="nofollow">http://127.0.0.1/x/</a> &lt;b&gt;' in text
    assert signed_in(bob).get(f"/account/messages/{mine.id}/").status_code == 404
    assert client.get(f"/account/messages/{secret.id}/").status_code == 404


def test_the_outbox_is_the_demonstrations_alone(person: Callable[..., Person], settings: Any):
    message(person("alice"), secret=True)
    settings.RANGWAN_DEMO = False
    assert Client().get("/account/outbox/").status_code == 404
    settings.RANGWAN_DEMO = True
    page = Client().get("/account/outbox/", {"address": "alice@example.go.th"}).content.decode()
    assert '<a href="http://127.0.0.1/x/">' in page
    assert "alice@example.go.th" not in Client().get("/account/outbox/", {"address": "x@example.com"}).content.decode()
    assert 'href="/account/outbox/"' in Client().get("/account/password/reset/done/").content.decode()
    settings.RANGWAN_DEMO = False
    assert 'href="/account/outbox/"' not in Client().get("/account/password/reset/done/").content.decode()


def test_long_lists_come_in_pages(person: Callable[..., Person], signed_in: SignIn, settings: Any):
    settings.RANGWAN_DEMO = True
    alice = person("alice")
    for number in range(31):
        message(alice, number)
    client = signed_in(alice)
    first = client.get("/account/messages/").content.decode()
    assert ("เรื่อง 30<" in first, "เรื่อง 0<" in first) == (True, False)
    assert 'href="/account/messages/?page=2"' in first
    assert "เรื่อง 0<" in client.get("/account/messages/?page=2").content.decode()
    assert 'href="/account/outbox/?address=alice%40example.go.th&amp;page=2"' in client.get(
        "/account/outbox/?address=alice@example.go.th"
    ).content.decode()  # fmt: skip


def test_pages_cost_the_same_for_one_and_for_many(
    person: Callable[..., Person], signed_in: SignIn, yala: Organisation, staff: Person, settings: Any
):
    settings.RANGWAN_DEMO = True
    alice = person("alice")
    client, office = signed_in(alice), signed_in(staff)

    def cost() -> list[int]:
        costs = []
        for who, path in (
            (client, "/account/"), (client, "/account/organisations/?q=ยะลา"), (client, "/account/messages/"),
            (client, "/account/tokens/"), (client, "/account/outbox/"), (office, "/account/claims/"),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as context:
                assert who.get(path).status_code == 200
            costs.append(len(context))
        return costs

    def more(number: int) -> None:
        place = Organisation.objects.create(
            type="TAO", name_th=f"อบต.{number}", province_th="ยะลา", search=f"{number} ยะลา", code=f"69{number:05}"
        )
        actions.claim_membership(organisation=place, acting=alice, now=NOW)
        actions.make_token(person=alice, label=f"{number}", acting=alice, now=NOW)
        message(alice, number)
        actions.request_organisation(
            name=f"ทต.{number}", type="TM", province="ยะลา", amphoe="", tambon="", acting=person(f"p{number}"), now=NOW
        )

    more(0)
    cost()  # sessions and caches are warm
    few = cost()
    for number in range(1, 15):
        more(number)
    assert cost() == few
    assert max(few) <= 12


# --- the library's pages ---------------------------------------------------------------------------------------------

# What our configuration never shows: codes by mail, telephones, passkeys, changing the one address, trusted browsers.
NEVER_SHOWN = re.compile(
    r"code|phone|passkey|webauthn|email_change\.html|/trust|^account/base_|^mfa/base_|/base\.html|snippets"
)


def test_every_page_and_mail_of_the_library_is_ours():
    root = Path(allauth.__file__).parent / "templates"
    theirs = [
        str(path.relative_to(root))
        for folder in ("account", "mfa")
        for path in (root / folder).rglob("*.*")
        if not NEVER_SHOWN.search(str(path.relative_to(root)).replace("recovery_codes", "recovery"))
    ]
    assert len(theirs) > 50
    foreign = [name for name in theirs if "rangwan/web/account" not in str(get_template(name).origin.name)]  # type: ignore[attr-defined]
    assert foreign == []


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/",
     "confirm-email/", "confirm-email/xyz/", "password/reset/key/x-y/"],
)  # fmt: skip
def test_pages_for_strangers_are_whole_in_both_languages(db: None, path: str, language: str):
    page = Client().get(f"/account/{path}?lang={language}").content.decode()
    main = re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])
    assert bool(re.search("[ก-๙]", main)) is (language == "th")
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", ["email/", "password/change/", "2fa/", "logout/", "reauthenticate/", "security/"])
def test_pages_for_people_are_whole_in_both_languages(
    person: Callable[..., Person], signed_in: SignIn, path: str, language: str
):
    page = signed_in(person("alice")).get(f"/account/{path}?lang={language}").content.decode()
    main = re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])
    assert bool(re.search("[ก-๙]", main)) is (language == "th")


def test_who_has_no_password_chooses_one(client: Client, person: Callable[..., Person]):
    alice = person("alice", password=None)
    client.force_login(alice)
    assert client.get("/account/password/change/").headers["Location"] == "/account/password/set/"
    assert "ตั้งรหัสผ่าน" in client.get("/account/password/set/").content.decode()
