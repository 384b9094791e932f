"""`rangwan doctor`."""

from __future__ import annotations

import sys

import pytest
from django.conf import settings
from django.db import connection

from rangwan.config.cli import main


@pytest.mark.django_db
def test_it_names_every_part(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["Python", "database", "files", "LibreOffice", "Chromium"]
    assert lines[0] == f"Python      {sys.version.split()[0]}"
    assert lines[1].split()[1] == connection.vendor
    assert lines[2] == f"files       {settings.RANGWAN_FILES_DIR}"
    assert [line.split("(")[0].split(maxsplit=1)[1] for line in lines[3:]] == ["not here "] * 2
