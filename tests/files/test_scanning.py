"""Files go through a real clamd before anybody may open them."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from rangwan.files.scanning import Clamd, ScannerUnavailable, UnableToScan, scanner
from tests.harness.clamd import INFECTED, LIMIT, SIGNATURE, ClamdServer


def test_without_a_setting_there_is_no_scanner(settings):
    settings.RANGWAN_CLAMD_URL = ""
    assert scanner() is None


@pytest.mark.parametrize("url", ["clamd", "http://127.0.0.1:3310", "unix:", "tcp://", "tcp://host:no"])
def test_an_address_that_is_none_is_told(url):
    with pytest.raises(ImproperlyConfigured) as caught:
        Clamd(url)
    assert url in str(caught.value)


def test_what_is_clean_passes_and_what_is_not_is_named(clamd: ClamdServer):
    chosen = Clamd(clamd.url)
    assert chosen.scan([b"a clean ", b"", b"text"]) == ""
    assert chosen.scan([b"before ", INFECTED[:10], INFECTED[10:]]) == f"{SIGNATURE}.UNOFFICIAL"
    assert chosen.scan([b"x" * 900_000 + INFECTED]) == f"{SIGNATURE}.UNOFFICIAL"


def test_it_says_what_it_is(clamd: ClamdServer):
    assert Clamd(clamd.url).version().startswith("ClamAV 1.")


def test_a_file_above_its_limit_is_said_to_be_so(clamd: ClamdServer):
    with pytest.raises(UnableToScan):
        Clamd(clamd.url).scan(b"x" * 100_000 for _ in range(LIMIT // 100_000 + 50))


def test_where_nothing_listens_it_is_unavailable(tmp_path: Path):
    with pytest.raises(ScannerUnavailable):
        Clamd(f"unix://{tmp_path}/nobody").scan([b"x"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(ScannerUnavailable):
            Clamd(f"tcp://127.0.0.1:{free.getsockname()[1]}").version()


@pytest.mark.parametrize("answer", [b"", b"nonsense\0", b"stream: what ERROR\0", b"stream: OK, or so\0", b"\xff\xfe\0"])
def test_what_answers_something_else_is_unavailable(answer):
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_answer_once, args=(door, answer))
        thread.start()
        with pytest.raises(ScannerUnavailable):
            Clamd(f"tcp://127.0.0.1:{door.getsockname()[1]}").scan([b"a file"])
        thread.join()


def test_what_never_answers_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(ScannerUnavailable):
        Clamd(f"tcp://127.0.0.1:{door.getsockname()[1]}", seconds=0.2).scan([b"a file"])


def _answer_once(door: socket.socket, answer: bytes) -> None:
    line, _ = door.accept()
    with line:
        line.settimeout(10)
        received = b""
        while not received.endswith(b"\0\0\0\0"):
            received += line.recv(4096)
        line.sendall(answer)
