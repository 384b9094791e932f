"""A web process notices that the other end of a line is gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from rangwan.config import served


def test_connections_of_a_listening_socket_are_asked_whether_they_live():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        before = len(list(Path("/proc/self/fd").iterdir()))
        served._notice_lost_lines()
        assert len(list(Path("/proc/self/fd").iterdir())) == before  # nothing is left open
        with socket.create_connection(listening.getsockname()) as near, listening.accept()[0] as far:
            asked = far.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            silence = far.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE)
            questions = far.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT)
            assert (asked, silence, questions) == (1, 60, 3)
            assert near.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 0  # what does not listen is left alone


def test_files_and_pipes_are_left_alone():
    reading, writing = os.pipe()
    try:
        assert [found for found in served._listening() if found.fileno() in (reading, writing)] == []
    finally:
        os.close(reading)
        os.close(writing)
