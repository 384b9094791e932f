"""Bearer tokens, and nothing else, open the API."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rangwan.accounts.actions import make_token, revoke_token
from rangwan.accounts.models import ApiToken
from tests.api.calling import Caller, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PASSWORD


def test_without_a_token_it_is_said_what_is_needed(db: None, nobody: Caller):
    answer = nobody.get("me")
    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="rangwan"'


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer", "Bearer ", "Basic c29tOmNoYWk=", "nonsense", "Bearer \xff", "Bearer a b"]
)
def test_a_wrong_token_is_refused_where_none_is_needed_too(db: None, header: str):
    for path in ("me", "awards"):
        answer = Client().get(f"/api/v1/{path}", headers={"Authorization": header})
        refused(answer, 401)
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="rangwan", error="invalid_token"'


def test_a_revoked_token_and_a_closed_account_open_nothing(world: World):
    assert ok(world.alice.get("me"))["email"] == world.somchai.email
    revoke_token(token_id=ApiToken.objects.get().id, acting=world.somchai, now=NOW)
    refused(world.alice.get("me"), 401)
    again = Caller(world.somchai)
    world.somchai.is_active = False
    world.somchai.save()
    refused(again.get("me"), 401)


def test_the_scheme_may_be_written_in_any_case(world: World):
    secret = make_token(person=world.somchai, label="x", acting=None, now=NOW)
    assert ok(Caller().get("me", Authorization=f"bearer {secret}"))["id"] == world.somchai.id


def test_a_cookie_opens_nothing(world: World):
    browser = Client()
    assert browser.login(username=world.somchai.email, email=world.somchai.email, password=PASSWORD)
    refused(browser.get("/api/v1/me"), 401)


def test_looking_the_token_up_costs_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    world.alice.get("awards")
    with django_assert_num_queries(2):
        ok(world.alice.get("awards"))
