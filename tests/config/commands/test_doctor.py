"""`rangwan doctor`."""

from __future__ import annotations

import sys

import pytest
from django.conf import LazySettings, settings
from django.db import connection

from rangwan.config.cli import main


@pytest.mark.django_db
def test_it_names_every_part(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "Python", "database", "files", "LibreOffice", "Chromium", "sandbox", "fonts", "clamd",
    ]  # fmt: skip
    assert lines[0] == f"Python      {sys.version.split()[0]}"
    assert lines[1].split()[1] == connection.vendor
    assert lines[2] == f"files       {settings.RANGWAN_FILES_DIR}"
    assert [line.split("(")[0].split(maxsplit=1)[1] for line in lines[3:5]] == ["not here "] * 2
    assert lines[5] == "sandbox     limits on time, memory and file size; no network (system calls are filtered)"
    assert lines[7].startswith("clamd       not asked (RANGWAN_CLAMD_URL is not set)")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "said"),
    [("unix:///nowhere/clamd", "clamd does not answer"), ("nonsense", "must be unix:///path or tcp://")],
)
def test_a_scanner_that_is_asked_for_and_does_not_answer_is_a_fault(
    url: str, said: str, capsys: pytest.CaptureFixture[str], settings: LazySettings
):
    settings.RANGWAN_CLAMD_URL = url
    assert main(["doctor"]) == 1
    assert said in capsys.readouterr().out.splitlines()[-1]
