"""A load generator in one process: keep-alive connections to one address, a bounded number of requests.

`python -m tests.bench.load http://127.0.0.1:8000/en/skies` asks any site, such as a peer's:

    --requests 8000 --connections 16    how many, and how many at once
    --field name=Load --field email=load{n}@example.org    a form's POST; {n} is the number of the request
    --header "Cookie: …"    as often as it takes
    --status 200    what each answer has to be

It says how many answers came a second, and in what time; with `--process PID`, of a site on this machine, also what
that process and those it started computed for each.
"""

import argparse
import selectors
import socket
import ssl
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote_plus, urlsplit

from tests.bench.processes import computed_of

HERE = "127.0.0.1"


@dataclass
class Result:
    """What came back: latencies in seconds, statuses counted, and the wall time of the whole."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that `share` of the answers kept, in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Address:
    """Where a site answers."""

    port: int
    host: str = HERE
    is_secret: bool = False  # by TLS

    def connected(self) -> socket.socket:
        """A connection."""
        made = socket.create_connection((self.host, self.port), timeout=30)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.is_secret:
            return made
        return ssl.create_default_context().wrap_socket(made, server_hostname=self.host)


class _Connection:
    def __init__(self, address: Address) -> None:
        self.socket = address.connected()
        self.answer = b""
        self.sent_at = 0.0

    def send(self, request: bytes) -> None:
        self.answer = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bytes | None:
        """The whole answer once it is there."""
        piece = self.socket.recv(262_144)
        while isinstance(self.socket, ssl.SSLSocket) and self.socket.pending():
            piece += self.socket.recv(262_144)
        if not piece:
            raise ConnectionResetError
        self.answer += piece
        return self.answer if _is_whole(self.answer) else None


def _is_whole(answer: bytes) -> bool:
    """Whether all of it is there: its length is said, or it comes in chunks of which the last is empty."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    if b"content-length" in fields:
        return len(body) >= int(fields[b"content-length"])
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        return body.endswith(b"0\r\n\r\n")
    return answer[9:12] in {b"204", b"304"}


def run(
    requests: Iterator[bytes],
    *,
    port: int = 0,
    address: Address | None = None,
    connections: int = 16,
    keep: list[bytes] | None = None,
) -> Result:
    """Send every request over `connections` sockets to a port of this machine, or an address, and time each answer.

    `keep` gets the answers whole.
    """
    address, result = address or Address(port), Result()
    chosen = selectors.DefaultSelector()
    begun = time.perf_counter()
    for _ in range(connections):
        _next(_Connection(address), requests, chosen)
    while chosen.get_map():
        for key, _ in chosen.select(timeout=30):
            connection: _Connection = key.data
            answer = connection.read()
            if answer is None:
                continue
            result.latencies.append(time.perf_counter() - connection.sent_at)
            result.statuses[int(answer[9:12])] += 1
            if keep is not None:
                keep.append(answer)
            chosen.unregister(connection.socket)
            if b"connection: close" in answer[:600].lower():
                connection.socket.close()
                connection = _Connection(address)
            _next(connection, requests, chosen)
    result.seconds = time.perf_counter() - begun
    return result


def _next(connection: _Connection, requests: Iterator[bytes], chosen: selectors.BaseSelector) -> None:
    request = next(requests, None)
    if request is None:
        connection.socket.close()
        return
    connection.send(request)
    chosen.register(connection.socket, selectors.EVENT_READ, connection)


def get(path: str, port: int, *, takes: str = "gzip") -> bytes:
    """A GET as a browser that takes gzip, or other encodings, sends it."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {takes}\r\n\r\n".encode()


def post(path: str, body: bytes, port: int) -> bytes:
    """A form's POST."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def main() -> int:
    """Ask one address, and say what came of it."""
    words = argparse.ArgumentParser(prog="python -m tests.bench.load")
    words.add_argument("address")
    words.add_argument("--requests", type=int, default=8_000)
    words.add_argument("--connections", type=int, default=16)
    words.add_argument("--field", action="append", default=[], metavar="NAME=VALUE")
    words.add_argument("--header", action="append", default=[])
    words.add_argument("--status", type=int, default=200)
    words.add_argument("--process", type=int)
    asked = words.parse_args()
    url = urlsplit(asked.address)
    requests = (_request(url, asked.field, asked.header, number) for number in range(asked.requests))
    before = computed_of(asked.process) if asked.process else 0.0
    answered = run(requests, address=_address(url), connections=asked.connections)
    print(
        f"{asked.address}: {answered.rate:,.0f} answers a second, half within {answered.percentile(0.5):.1f} ms, "
        f"99 % within {answered.percentile(0.99):.1f} ms; statuses {dict(answered.statuses)}"
    )
    if asked.process:
        each = 1_000 * (computed_of(asked.process) - before) / asked.requests
        print(f"{each:.2f} ms of a processor each")
    return 0 if set(answered.statuses) == {asked.status} else 1


def _address(url: SplitResult) -> Address:
    is_secret = url.scheme == "https"
    return Address(url.port or (443 if is_secret else 80), url.hostname or HERE, is_secret)


def _request(url: SplitResult, fields: list[str], headers: list[str], number: int) -> bytes:
    """A GET, or with fields a form's POST."""
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    lines = [f"{'POST' if fields else 'GET'} {path} HTTP/1.1", f"Host: {url.netloc}", *headers]
    pairs = (each.replace("{n}", str(number)).split("=", 1) for each in fields)
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()
    lines += (
        ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        if fields
        else ["Accept-Encoding: gzip"]
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


if __name__ == "__main__":
    sys.exit(main())
