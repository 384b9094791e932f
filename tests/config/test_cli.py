"""The command line as a whole."""

from __future__ import annotations

import pytest

from rangwan.config import cli


@pytest.mark.parametrize("command", [*cli.COMMANDS, "award check", "award load", "award diff", "organisations import"])
def test_every_command_says_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        cli.main([*command.split(), "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].split("[")[0].strip().startswith(f"usage: rangwan {command}")


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        cli.main(["fly"])
    assert end.value.code == 2
    assert "invalid choice: 'fly'" in capsys.readouterr().err
