"""Asks other servers, on behalf of an organiser who named them: the only door to the outside for what people type.

An address that somebody typed may point into our own network. So only named hosts are asked, at their usual ports;
every address that a name stands for must be public, and the connection goes to the address that was looked at, not to
what the name says a moment later; each redirect passes the same guard. Time, size and unpacking are bounded. No
proxy of the environment, no cookie, no credentials.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

Resolve = Callable[[str, int], list[str]]
Code = Literal[
    "address", "host", "private_address", "no_name", "demo", "redirect", "timeout", "network", "too_large", "encoding",
]  # fmt: skip

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3
_UNICAST = ipaddress.ip_network("2000::/3")  # all that has been given out of IPv6 for the public internet
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_AGENT = "Rangwan (checks addresses that entrants give)"


class NotFetched(Exception):
    """Nothing was fetched. `code` says why.

    address: not an http address; host: not one of the allowed hosts, or an unusual port; private_address: it leads
    into a network that is not public; no_name: the name is not known; redirect: it redirects too often, or from https
    to http; timeout; network: no connection, or one that broke, or a certificate that does not fit; too_large;
    encoding: packed in a way that is not read here; demo: a demonstration asks nobody.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Limits:
    """How much one question may cost: seconds in all, seconds without a byte, bytes of the answer (unpacked, too)."""

    seconds: float = 20
    silence: float = 8
    size: int = 2_000_000


@dataclass(frozen=True)
class Answer:
    """What came back, and from where in the end."""

    status: int
    body: bytes
    address: str


def looked_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, as the system's resolver has them. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch(address: str, *, hosts: Sequence[str], limits: Limits | None = None, resolve: Resolve = looked_up) -> Answer:
    """GET an address and return the answer, whatever its status. Raises NotFetched.

    `hosts` are names, or "*.go.th" for every name below go.th.
    """
    limits = limits or Limits()
    ends_at = time.monotonic() + limits.seconds
    for _turn in range(_MOST_REDIRECTS + 1):
        target = _guarded(address, hosts)
        status, location, body = _get(target, _addresses(target, resolve, ends_at), limits, ends_at)
        if status not in _REDIRECTS or not location:
            return Answer(status, body, address)
        following = urljoin(address, location)
        if target.scheme == "https" and urlsplit(following).scheme != "https":
            raise NotFetched("redirect")
        address = following
    raise NotFetched("redirect")


def is_allowed(host: str, hosts: Sequence[str]) -> bool:
    """Return whether `hosts` names this host, or a domain that it is below."""
    host = host.lower()
    return any(
        host.endswith(name[1:].lower()) and len(host) >= len(name) if name.startswith("*.") else host == name.lower()
        for name in hosts
    )


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, what it carries inside it included."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped is None:
            return found in _UNICAST and found.is_global
        found = wrapped  # it leads to this one
    return found.is_global and not found.is_multicast


def _guarded(address: str, hosts: Sequence[str]) -> SplitResult:
    """Return the parts of an address that may be asked. Raises NotFetched (address, host)."""
    if not address.isascii() or any(character <= " " for character in address):
        raise NotFetched("address")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotFetched("address") from None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        raise NotFetched("address")
    usual = port in (None, _PORTS[parts.scheme])
    if not is_allowed(parts.hostname, hosts) or not (usual or _is_excepted(parts)):
        raise NotFetched("host")
    if settings.RANGWAN_DEMO and not _is_excepted(parts):
        raise NotFetched("demo")
    return parts


def _is_excepted(parts: SplitResult) -> bool:
    """Whether the installation itself says that this host and port may be private."""
    return f"{parts.hostname}:{_port(parts)}" in settings.RANGWAN_OUTSIDE_ALLOW_PRIVATE


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


def _addresses(target: SplitResult, resolve: Resolve, ends_at: float) -> list[str]:
    """Return where the host is. One private address among public ones is enough to refuse them all."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(resolve(target.hostname or "", _port(target)))
        except (OSError, UnicodeError) as failure:
            failed.append(failure)

    # The system's resolver knows no time limit: it is asked beside, and left behind when the time is over.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, ends_at - time.monotonic()))
    if asking.is_alive():
        raise NotFetched("timeout")
    if failed or not found:
        raise NotFetched("no_name")
    if not _is_excepted(target) and not all(is_public(address) for address in found):
        raise NotFetched("private_address")
    return list(dict.fromkeys(found))


def _get(target: SplitResult, addresses: Sequence[str], limits: Limits, ends_at: float) -> tuple[int, str, bytes]:
    """Ask one server once; return the status, the Location and the body."""
    connection = http.client.HTTPConnection(target.hostname or "", _port(target))
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    headers = {"Host": target.netloc, "User-Agent": _AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
    try:
        with _connected(target, addresses, limits, ends_at) as connected:
            line = _Line(connected, limits.silence, ends_at)
            connection.sock = line  # it has what http.client needs of a socket
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            packed = response.read(limits.size + 1)
            packing = response.headers.get("Content-Encoding", "").strip().lower()
            return response.status, response.headers.get("Location", ""), _unpacked(packed, packing, limits.size)
    except TimeoutError:
        raise NotFetched("timeout") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotFetched("network") from None


def _connected(target: SplitResult, addresses: Sequence[str], limits: Limits, ends_at: float) -> socket.socket:
    """Return a connection to the first address that takes one. Raises OSError."""
    failure = OSError("no address")
    for address in addresses:
        try:
            plain = socket.create_connection((address, _port(target)), timeout=_left(limits.silence, ends_at))
        except OSError as refused:
            failure = refused
            continue
        if target.scheme == "http":
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=target.hostname)
        except OSError:
            plain.close()
            raise
    raise failure


def _left(silence: float, ends_at: float) -> float:
    """Return how long the next step may take. Raises TimeoutError."""
    left = min(silence, ends_at - time.monotonic())
    if left <= 0:
        raise TimeoutError
    return left


class _Line:
    """A socket that keeps to the time in all: a server that sends a byte now and then does not hold us for ever."""

    def __init__(self, connected: socket.socket, silence: float, ends_at: float) -> None:
        self._socket, self._silence, self._ends_at = connected, silence, ends_at

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(_left(self._silence, self._ends_at))
        self._socket.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self))

    def recv_into(self, buffer: memoryview) -> int:
        self._socket.settimeout(_left(self._silence, self._ends_at))
        return self._socket.recv_into(buffer)

    def close(self) -> None:
        """Leave it open: http.client closes before the answer is read, and counts on sockets to wait."""


class _Reader(io.RawIOBase):
    """The reading side of a line, as http.client wants it."""

    def __init__(self, line: _Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._line.recv_into(buffer)


def _unpacked(packed: bytes, packing: str, size: int) -> bytes:
    """Return the body unpacked, never more than `size` bytes of it. Raises NotFetched (too_large, encoding)."""
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotFetched("encoding")
    if len(packed) > size:
        raise NotFetched("too_large")
    if packing in ("", "identity"):
        return packed
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # gzip or zlib, whichever it says
    try:
        body = unpack.decompress(packed, size + 1)
    except zlib.error:
        raise NotFetched("encoding") from None
    if len(body) > size or unpack.unconsumed_tail:
        raise NotFetched("too_large")
    return body
