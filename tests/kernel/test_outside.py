"""The door to the outside: whom it asks, whom it never asks, and when it stops listening."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel import outside
from rangwan.kernel.outside import Limits, NotFetched, fetch, is_allowed, is_public
from tests.catalogue import Catalogue, bomb, saying, sending_on

HOSTS = ["127.0.0.1", "localhost"]
QUICK = Limits(seconds=1.0, silence=0.5, size=10_000)


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Catalogue]:
    """A server on this machine that the installation allows to be asked."""
    with Catalogue() as running:
        settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = [f"127.0.0.1:{running.port}"]
        yield running


def refused(address: str, **more: object) -> str:
    """Return why an address is not fetched."""
    with pytest.raises(NotFetched) as caught:
        fetch(address, **{"hosts": HOSTS, "limits": QUICK, **more})  # type: ignore[arg-type]
    return caught.value.code


def at(*addresses: str) -> outside.Resolve:
    """Return a resolver that knows every name, and these addresses for it."""
    return lambda _host, _port: list(addresses)


def test_an_answer_comes_back_whatever_its_status(server):
    server.behaviour["/a"] = saying(b"yes")
    server.behaviour["/b"] = saying(b"no", 404)
    assert fetch(f"{server.base}/a", hosts=HOSTS) == outside.Answer(200, b"yes", f"{server.base}/a")
    assert fetch(f"{server.base}/b?x=1", hosts=HOSTS).status == 404


def test_nothing_of_ours_goes_along(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.behaviour["/a"] = saying(b"yes", Set_Cookie="a=b")
    for _ in range(2):
        assert fetch(f"{server.base}/a", hosts=HOSTS).body == b"yes"
    assert sorted(server.headers) == ["Accept-Encoding", "Connection", "Host", "User-Agent"]


@pytest.mark.parametrize(
    "address",
    [
        "", "x", "ftp://127.0.0.1/", "file:///etc/passwd", "//127.0.0.1/", "http://", "http://a:b@127.0.0.1/",
        "http://127.0.0.1:port/", "http://127.0.0.1:99999/", "http://[::1/", "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/ก", "http://127.0.0.1/a b", "gopher://127.0.0.1", "http://@127.0.0.1/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address(address):
    assert refused(address) == "address"


@pytest.mark.parametrize(
    "address",
    ["http://data.go.th/", "http://127.0.0.1.evil.example/", "http://127.1/", "http://2130706433/", "http://0x7f.1/"],
)
def test_a_host_that_nobody_named(address):
    assert refused(address) == "host"


@pytest.mark.parametrize("address", ["http://data.go.th:8080/", "https://data.go.th:80/", "http://data.go.th:22/"])
def test_an_unusual_port(address):
    assert refused(address, hosts=["data.go.th"], resolve=at("8.8.8.8")) == "host"


@pytest.mark.parametrize(
    "found",
    [
        ("127.0.0.1",), ("10.1.2.3",), ("192.168.1.1",), ("172.16.0.1",), ("169.254.169.254",), ("100.64.0.1",),
        ("0.0.0.0",), ("224.0.0.1",), ("255.255.255.255",), ("::1",), ("::",), ("fe80::1%eth0",), ("fc00::1",),
        ("::ffff:127.0.0.1",), ("::ffff:169.254.169.254",), ("64:ff9b::7f00:1",), ("2002:7f00:1::",), ("ff02::1",),
        ("8.8.8.8", "127.0.0.1"), ("2001:4860:4860::8888", "::1"),
    ],
)  # fmt: skip
def test_a_name_that_leads_into_a_private_network(found):
    assert refused("http://data.go.th/", hosts=["data.go.th"], resolve=at(*found)) == "private_address"


def test_a_private_address_is_private_whatever_its_name(server, settings):
    settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = []
    assert refused("http://127.0.0.1/") == "private_address"
    assert refused("http://localhost/") == "private_address"
    assert server.asked == []


def test_the_connection_goes_to_the_address_that_was_looked_at(server):
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    server.behaviour["/a"] = saying(b"yes")
    assert fetch(f"{server.base}/a", hosts=HOSTS, resolve=resolve).body == b"yes"
    assert asked == ["127.0.0.1"]


def test_a_name_that_nobody_knows():
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    def odd(_host: str, _port: int) -> list[str]:
        raise UnicodeError

    assert refused("http://data.go.th/", hosts=["data.go.th"], resolve=unknown) == "no_name"
    assert refused("http://data.go.th/", hosts=["data.go.th"], resolve=odd) == "no_name"
    assert refused("http://data.go.th/", hosts=["data.go.th"], resolve=at()) == "no_name"


def test_a_resolver_that_does_not_answer_is_left_behind():
    over = threading.Event()

    def stuck(_host: str, _port: int) -> list[str]:
        over.wait(30)
        return []

    begun = time.monotonic()
    assert refused("http://data.go.th/", hosts=["data.go.th"], resolve=stuck) == "timeout"
    over.set()
    assert time.monotonic() - begun < 5


def test_a_redirect_passes_the_same_guard(server, settings):
    with Catalogue() as other:
        server.behaviour["/private"] = sending_on(f"http://127.0.0.1:{other.port}/secret")
        server.behaviour["/host"] = sending_on("http://169.254.169.254/latest/meta-data/")
        server.behaviour["/scheme"] = sending_on("file:///etc/passwd")
        server.behaviour["/near"] = sending_on("/here")
        server.behaviour["/here"] = saying(b"here")
        assert refused(f"{server.base}/private") == "host"  # its port is not among those that may be asked
        settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = [f"127.0.0.1:{server.port}", f"localhost:{other.port}"]
        assert refused(f"{server.base}/private") == "host"
        assert refused(f"{server.base}/host") == "host"
        assert refused(f"{server.base}/scheme") == "address"
        assert other.asked == []
    assert fetch(f"{server.base}/near", hosts=HOSTS) == outside.Answer(200, b"here", f"{server.base}/here")


def test_a_redirect_to_this_machine_at_the_usual_port(server):
    server.behaviour["/a"] = sending_on("http://127.0.0.1/")
    assert refused(f"{server.base}/a") == "private_address"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_circle_of_redirects_ends(server, status):
    server.behaviour["/a"] = sending_on("/a", status)
    assert refused(f"{server.base}/a") == "redirect"
    assert len(server.asked) == 4


def test_a_redirect_without_a_target_is_an_answer(server):
    server.behaviour["/a"] = saying(b"", 302)
    assert fetch(f"{server.base}/a", hosts=HOSTS).status == 302


def test_silence_and_dripping_end_in_time(server):
    server.behaviour["/silent"] = server.silence()
    server.behaviour["/drip"] = server.drip(0.1)
    for path in ("silent", "drip"):
        begun = time.monotonic()
        assert refused(f"{server.base}/{path}") == "timeout"
        assert time.monotonic() - begun < 3


def test_headers_that_never_end(server):
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.over.wait(0.05):
            try:
                handler.wfile.write(b"X: y\r\n")
            except OSError:
                return

    server.behaviour["/a"] = behave
    assert refused(f"{server.base}/a") in ("timeout", "network")


def test_nobody_listens(server, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = [f"127.0.0.1:{port}"]
        assert refused(f"http://127.0.0.1:{port}/") == "network"


def test_what_is_no_http(server):
    server.behaviour["/a"] = lambda handler: handler.wfile.write(b"220 smtp.example ready\r\n") and None
    assert refused(f"{server.base}/a") == "network"


def test_an_answer_that_is_too_large(server):
    server.behaviour["/a"] = saying(b" " * 10_001)
    server.behaviour["/b"] = saying(b" " * 10_000)
    assert refused(f"{server.base}/a") == "too_large"
    assert len(fetch(f"{server.base}/b", hosts=HOSTS, limits=QUICK).body) == 10_000


def test_packed_answers_are_unpacked_within_bounds(server):
    server.behaviour["/good"] = saying(gzip.compress("ข้อมูล".encode()), Content_Encoding="gzip")
    server.behaviour["/bomb"] = bomb()
    server.behaviour["/broken"] = saying(b"not packed at all", Content_Encoding="gzip")
    server.behaviour["/other"] = saying(b"x", Content_Encoding="br")
    assert fetch(f"{server.base}/good", hosts=HOSTS, limits=QUICK).body.decode() == "ข้อมูล"
    assert refused(f"{server.base}/bomb", limits=Limits(seconds=10, silence=5, size=100_000)) == "too_large"
    assert refused(f"{server.base}/broken") == "encoding"
    assert refused(f"{server.base}/other") == "encoding"


def test_a_certificate_that_nobody_vouches_for(settings, tmp_path: Path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.handle_request)
    server.timeout = 5
    thread.start()
    settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE = [f"127.0.0.1:{server.server_port}"]
    assert refused(f"https://127.0.0.1:{server.server_port}/", limits=Limits()) == "network"
    thread.join()
    server.server_close()


def test_a_demonstration_asks_nobody(server, settings):
    settings.RANGWAN_DEMO = True
    assert refused("https://data.go.th/", hosts=["data.go.th"], resolve=at("8.8.8.8")) == "demo"
    assert fetch(f"{server.base}/a", hosts=HOSTS).status == 404


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
NAME = st.lists(LABEL, min_size=2, max_size=4).map(".".join)


@given(NAME, NAME)
def test_a_wildcard_stands_for_what_is_below_and_nothing_else(below, domain):
    assert is_allowed(f"{below}.{domain}", [f"*.{domain}"])
    assert is_allowed(f"{below}.{domain}".upper(), [f"*.{domain}"])
    assert not is_allowed(domain, [f"*.{domain}"])
    assert not is_allowed(f"{below}x{domain}", [f"*.{domain}"]) or f"{below}x{domain}".endswith(f".{domain}")
    assert not is_allowed(f".{domain}", [f"*.{domain}"])


@given(NAME, NAME)
def test_a_name_stands_for_itself_alone(name, other):
    assert is_allowed(name, [other]) == (name == other)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_as_itself(address):
    number = int(address)
    public = is_public(str(address))
    assert public == (address.is_global and not address.is_multicast)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(str(ipaddress.IPv6Address(wrapped))) == public


@given(st.text(max_size=60))
def test_any_text_is_fetched_or_refused_in_good_order(text):
    assert refused(text, resolve=at("127.0.0.1"), hosts=["data.go.th"]) in ("address", "host", "private_address")
