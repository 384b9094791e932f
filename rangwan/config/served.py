"""The application as `rangwan serve` runs it: ready before its first request, and gone when the server is killed."""

from __future__ import annotations

import multiprocessing
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

# A telephone that lost its line says no goodbye. After a minute of silence its end is asked for three times, and then
# its thread is free again.
_SILENCE, _INTERVAL, _QUESTIONS = 60, 15, 3
_PATIENCE = 30.0  # seconds until the server listens
_OURS = Path("/proc/self/fd")


def application() -> WSGIHandler:
    """Return the WSGI application of a web process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rangwan.config.settings")
    made = get_wsgi_application()
    _ = get_resolver().url_patterns  # where this is no fork: import every face before the first reader waits
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_notice_lost_lines, daemon=True).start()
    return made


def _end_with_parent() -> None:
    """End this process at once when the one that started it was killed: nobody could stop it any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _notice_lost_lines() -> None:
    """Let the kernel end connections whose other end is gone: what a listening socket is told, its connections inherit.

    The server opens that socket itself and has no setting for it, so it is looked for among our own.
    """
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        found = list(_listening())
        for listening in found:
            with listening:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SILENCE)
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _INTERVAL)
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _QUESTIONS)
        if found:
            return
        time.sleep(0.2)


def _listening() -> Iterator[socket.socket]:
    """Yield the listening TCP sockets of this process (Linux; elsewhere nothing), each as a copy to be closed."""
    if not _OURS.is_dir():
        return
    for path in list(_OURS.iterdir()):
        with suppress(OSError):  # closed meanwhile, as the one that read the list
            number = int(path.name)
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                copy = socket.socket(fileno=os.dup(number))
                if copy.family in (socket.AF_INET, socket.AF_INET6) and _listens(copy):
                    yield copy
                else:
                    copy.close()


def _listens(one: socket.socket) -> bool:
    with suppress(OSError):
        return bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    return False
