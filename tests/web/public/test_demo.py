"""The first page of a demonstration says who to sign in as, and shows no token."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.web.public.conftest import read

PEOPLE = [
    {
        "role": "chair", "email": "chair@example.go.th", "password": "น้ำใจ-2564", "token": "secret-token-1",
        "organisation": None, "name": "ประเสริฐ ประธาน", "organisation_name": None, "waiting": False,
    },
    {
        "role": "entrant", "email": "entrant@example.go.th", "password": "น้ำใจ-2564", "token": "secret-token-2",
        "organisation": "x", "name": "สมชาย รักถิ่น", "waiting": True,
        "organisation_name": {"th": "เทศบาลเมืองทดสอบ", "en": "Test Town"},
    },
]  # fmt: skip


@pytest.fixture
def folder(db: None, settings: Settings, tmp_path: Path) -> Path:
    """The data folder of a demonstration that nobody has prepared yet."""
    settings.RANGWAN_DEMO, settings.DATA_DIR = True, tmp_path
    return tmp_path


def prepare(folder: Path) -> None:
    """Write who is in the demonstration, as its preparation does."""
    content = {"edition": "digital-local-2564", "people": PEOPLE}
    (folder / "demo-people.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", ("นี่คือระบบสาธิต", "น้ำใจ-2564", "ประธาน", "ผู้ส่งผลงาน", "เทศบาลเมืองทดสอบ", "(รอการยืนยันสิทธิ)")),
        ("en", ("This is a demonstration", "น้ำใจ-2564", "Chair", "Entrant", "Test Town", "(waiting to be confirmed)")),
    ],
)
def test_who_to_sign_in_as(folder: Path, language: str, words: tuple[str, ...]):
    prepare(folder)
    content = read("/", language)
    assert [word for word in (*words, "chair@example.go.th", "entrant@example.go.th") if word not in content] == []
    assert "secret-token" not in content


def test_not_prepared_yet(folder: Path):
    assert "นี่คือระบบสาธิต" not in read("/").split("<main")[1]
    prepare(folder)
    assert "นี่คือระบบสาธิต" in read("/?fresh")


def test_in_earnest_nobody_is_named(folder: Path, settings: Settings):
    settings.RANGWAN_DEMO = False
    prepare(folder)
    assert "chair@example.go.th" not in read("/")
