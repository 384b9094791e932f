"""Programs on strangers' files: limits that hold, a bare environment, no network."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import pytest

from rangwan.files.sandbox import Limits, TookTooLong, has_no_network, run

WIDE = Limits(seconds=60, memory=2 << 30, processor=30)


def _python(code: str, folder: Path, limits: Limits = WIDE, **more: str) -> tuple[int, str]:
    status, said = run([sys.executable, "-I", "-c", code], folder=folder, limits=limits, environment=more)
    return status, said.decode()


def test_a_program_runs_in_its_folder_and_what_it_says_comes_back(tmp_path: Path):
    code = "import os, sys; open('made', 'w').close(); sys.stderr.write(os.getcwd()); sys.exit(3)"
    assert _python(code, tmp_path) == (3, str(tmp_path))
    assert (tmp_path / "made").is_file()


def test_only_the_end_of_much_talk_comes_back(tmp_path: Path):
    status, said = _python("import sys; sys.stderr.write('x' * 100_000 + 'end')", tmp_path)
    assert (status, len(said), said[-4:]) == (0, 2000, "xend")


def test_nothing_of_our_environment_reaches_it(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("RANGWAN_SECRET_KEY", "do-not-tell")
    code = "import os, sys; sys.stderr.write(' '.join(sorted(os.environ)))"
    status, said = _python(code, tmp_path, EXTRA="1")
    assert (status, said) == (0, "EXTRA HOME LANG PATH TMPDIR")


@pytest.mark.parametrize(
    ("code", "limits", "statuses"),
    [
        ("x = bytearray(900 << 20)", Limits(60, 300 << 20, 30), {1}),
        ("while True: pass", Limits(60, 2 << 30, 1), {-24, -9}),  # SIGXCPU, or SIGKILL at the hard limit
        ("with open('large', 'wb') as file: file.write(bytes(5000))", Limits(60, 2 << 30, 30, file=1000), {1, -25}),
    ],
)
def test_limits_hold(tmp_path: Path, code: str, limits: Limits, statuses: set[int]):
    assert _python(code, tmp_path, limits)[0] in statuses


def test_one_that_takes_too_long_is_ended_with_what_it_started(tmp_path: Path):
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)'])\n"
        "open('pid', 'w').write(str(child.pid)); time.sleep(99)"
    )
    with pytest.raises(TookTooLong):
        _python(code, tmp_path, Limits(seconds=3, memory=2 << 30, processor=30))
    process = Path(f"/proc/{(tmp_path / 'pid').read_text()}/stat")
    deadline = time.monotonic() + 10
    while _is_alive(process) and time.monotonic() < deadline:
        pass
    assert not _is_alive(process)


def _is_alive(stat: Path) -> bool:
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_it_reaches_no_server_not_even_on_this_machine(tmp_path: Path):
    assert has_no_network()
    with socket.create_server(("127.0.0.1", 0)) as door:
        code = f"import socket; socket.create_connection(('127.0.0.1', {door.getsockname()[1]}))"
        status, said = _python(code, tmp_path)
    assert status == 1
    assert "PermissionError" in said


def test_its_children_have_no_network_either(tmp_path: Path):
    inner = "import socket, sys\ntry: socket.socket(socket.AF_INET6)\nexcept PermissionError: sys.exit(7)"
    code = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {inner!r}]).returncode)"
    assert _python(code, tmp_path)[0] == 7


def test_sockets_within_the_machine_stay(tmp_path: Path):
    assert _python("import socket; socket.socketpair(); socket.socket(socket.AF_UNIX)", tmp_path) == (0, "")


def test_it_can_gain_no_rights(tmp_path: Path):
    code = "import sys; sys.stderr.write([l for l in open('/proc/self/status') if l.startswith('NoNewPrivs')][0][-2])"
    assert _python(code, tmp_path) == (0, "1")
