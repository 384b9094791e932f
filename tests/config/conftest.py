"""One demonstration for all tests here: its preparation is killed in the middle once, then done."""

from __future__ import annotations

import subprocess

import pytest

from tests.config.running import COMMAND, ROOT, Prepared, ask, environment, run, until


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Return a prepared demonstration. Tests may read it and serve it; what they add must not disturb the others."""
    data = tmp_path_factory.mktemp("demo")
    command = [*COMMAND, "demo", "--prepare-only", "--data", str(data)]
    killed = subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until(lambda: len(list(data.glob("files/kept/*/*"))) > 3 or killed.poll() is not None, "files are kept")
    killed.kill()
    assert killed.wait() == -9
    counts = ask(data, "SELECT (SELECT count(*) FROM programmes_edition), (SELECT count(*) FROM accounts_person)")
    done = run("demo", "--prepare-only", "--data", data)
    assert done.returncode == 0, done.stderr
    return Prepared(data, done.stdout, (counts[0][0], counts[0][1]))
