"""A line between browser and site that can be slow, and can be cut: a small TCP proxy in the test's own process."""

from __future__ import annotations

import socket
import threading
import time
from types import TracebackType
from typing import Self


class Line:
    """Listens at `port` and carries bytes to the site's port. Use it as a context."""

    def __init__(self, target: int, *, rate: float = 0) -> None:
        """`rate`: bytes a second that go up on one connection; 0 for as fast as it can."""
        self._target, self.rate = target, rate
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._whole = threading.Event()
        self._whole.set()
        self.carried = 0  # bytes that went up

    @property
    def url(self) -> str:
        """The site's address at this end of the line."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.close()
        self.cut()

    def cut(self) -> None:
        """Tear every connection, and refuse new ones until `mend`."""
        self._whole.clear()
        for end in list(self._open):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def mend(self) -> None:
        """Let connections through again."""
        self._whole.set()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._server.accept()
            except OSError:
                return
            try:
                if not self._whole.is_set():
                    raise ConnectionRefusedError
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            self._open |= {near, far}
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        try:
            while data := source.recv(4096 if up and self.rate else 65536):
                if up and self.rate and len(data) > 2000:  # requests without a body are not held up
                    time.sleep(len(data) / self.rate)
                sink.sendall(data)
                self.carried += len(data) if up else 0
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._open.discard(source)
        source.close()
