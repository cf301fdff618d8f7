"""A load generator in one process: keep-alive connections to this machine, a bounded number of requests."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


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


class _Connection:
    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address
        self.socket = socket.create_connection(address, timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.sent_at = 0.0

    def send(self, request: bytes) -> None:
        self.answer = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bytes | None:
        """The whole answer once it is there."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionResetError
        self.answer += piece
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        return self.answer if len(body) >= length else None


def run(
    requests: Iterator[bytes], *, port: int, connections: int = 16, keep: list[bytes] | None = None
) -> Result:
    """Send every request over `connections` sockets to 127.0.0.1 and time each answer; `keep` gets them whole."""
    address, result = ("127.0.0.1", port), Result()
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
