"""A data catalogue (CKAN) on this machine, for tests: answers of the shape that a real one gave, and every bad manner.

with Catalogue() as catalogue:
    catalogue.datasets["water-2564"] = dataset(licence="Open Data Common", formats=("CSV",))
    catalogue.behaviour["slow"] = slowly(seconds)
    catalogue.address("water-2564")        # http://127.0.0.1:<port>/dataset/water-2564
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Behaviour = Callable[[BaseHTTPRequestHandler], None]
NOT_FOUND = {"success": False, "error": {"__type": "Not Found Error", "message": "Not found"}}
DENIED = {"success": False, "error": {"__type": "Authorization Error", "message": "Access denied"}}


def dataset(
    *,
    licence: str | None = "Open Data Common",
    formats: tuple[str, ...] = ("CSV", "PDF"),
    category: str | None = "ข้อมูลสาธารณะ",
    private: Any = False,
    resource_private: str | None = None,
) -> dict[str, Any]:
    """Return a data set as package_show of CKAN 2.12 with the Thai schema describes one, in the parts that count."""
    hidden = {"resource_private": resource_private} if resource_private else {}
    return {
        "data_category": category,
        "id": "075153a0-5f65-4bf5-9871-01a3c305ed3c",
        "isopen": False,
        "license_id": licence,
        "license_title": licence,
        "name": "pangmu-water-2564",
        "num_resources": len(formats),
        "private": private,
        "state": "active",
        "title": "ข้อมูลผู้ใช้น้ำประปาหมู่บ้าน ปี 2564",
        "type": "dataset",
        "resources": [
            {"format": name, "id": f"8087976{place}", "name": "ไฟล์", "state": "active", "url": "http://x/", **hidden}
            for place, name in enumerate(formats)
        ],
    }


class Catalogue:
    """The server. `asked` lists the paths that were asked for, `headers` what came with the last question."""

    def __init__(self) -> None:
        self.datasets: dict[str, dict[str, Any]] = {}
        self.behaviour: dict[str, Behaviour] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.over = threading.Event()  # set when the test is over, so that nobody sleeps on
        catalogue = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                catalogue.asked.append(self.path)
                catalogue.headers = dict(self.headers)
                wanted = parse_qs(urlsplit(self.path).query).get("id", [self.path])[0]
                behave = catalogue.behaviour.get(wanted)
                if behave is not None:
                    behave(self)
                elif wanted in catalogue.datasets:
                    answer(self, {"help": "…", "success": True, "result": catalogue.datasets[wanted]})
                else:
                    answer(self, NOT_FOUND, 404)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def address(self, name: str) -> str:
        """Return the address of a data set's page."""
        return f"{self.base}/dataset/{name}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def drip(self, every: float) -> Behaviour:
        """Return the behaviour of a server that sends a byte now and then, for ever."""

        def behave(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
            while not self.over.wait(every):
                try:
                    handler.wfile.write(b" ")
                except OSError:
                    return

        return behave

    def silence(self) -> Behaviour:
        """Return the behaviour of a server that takes the question and says nothing."""
        return lambda _handler: _wait(self.over)


def _wait(event: threading.Event) -> None:
    event.wait(30)


def answer(handler: BaseHTTPRequestHandler, body: Any, status: int = 200, **headers: str) -> None:
    """Send JSON, or bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    try:
        handler.wfile.write(content)
    except OSError:  # the other side has heard enough
        handler.close_connection = True


def saying(body: Any, status: int = 200, **headers: str) -> Behaviour:
    """Return the behaviour of answering this."""
    return lambda handler: answer(handler, body, status, **headers)


def sending_on(target: str, status: int = 302) -> Behaviour:
    """Return the behaviour of redirecting there."""
    return saying(b"", status, Location=target)


def bomb(size: int = 50_000_000) -> Behaviour:
    """Return the behaviour of sending little that unpacks to much."""
    return saying(gzip.compress(b" " * size), Content_Encoding="gzip")
