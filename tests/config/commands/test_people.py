"""`rangwan people appoint`."""

from __future__ import annotations

import re

import pytest

from rangwan.accounts.models import Person
from rangwan.config.cli import main
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import roles_of
from tests.builders import PACK, make_edition

pytestmark = pytest.mark.django_db


def _appoint(*words: str) -> int:
    return main(["people", "appoint", "first@example.go.th", *words])


def test_the_first_organiser_gets_an_account_and_a_role_once(capsys: pytest.CaptureFixture[str]):
    edition = make_edition()
    assert _appoint("--edition", PACK) == 0
    told, appointed = capsys.readouterr().out.splitlines()
    password = re.fullmatch(r"a new account; password \(change it after signing in\): (\S{16})", told)
    assert password is not None
    assert appointed == f"first@example.go.th: organiser of {PACK}"
    person = Person.objects.get()
    assert person.check_password(password[1])
    assert _appoint("--edition", PACK, "--role", "auditor") == 0
    assert capsys.readouterr().out == f"first@example.go.th: auditor of {PACK}\n"
    assert roles_of(person, edition) == {Role.ORGANISER, Role.AUDITOR}


def test_an_edition_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]):
    assert _appoint("--edition", "nowhere") == 2
    assert capsys.readouterr().err == "nowhere: no such edition; load its pack first (rangwan award load PATH)\n"
    assert not Person.objects.exists()
