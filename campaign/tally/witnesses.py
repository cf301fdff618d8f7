"""Asking a witness to cosign a checkpoint (C2SP tlog-witness): one request, within bounds. Knows no database."""

import re
import socket
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from campaign.lib.hosts import is_loopback
from campaign.lib.side_threads import Later

WITHIN, WHOLE = 5, 15  # seconds: for each step, and for all of it
MOST_BYTES = 1 << 16
SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\n")


@dataclass(frozen=True)
class Reply:
    """A status of HTTP, what stands in the body, and the size that the witness says it cosigned last."""

    status: int
    body: str
    size: int | None = None


class Unreached(Exception):
    """A witness that didn't answer, in time and in its form."""


def request_body(*, old: int, proof: Sequence[bytes], note: str) -> bytes:
    """What offers the checkpoint `note` to a witness that cosigned the one of `old` entries last."""
    lines = [f"old {old}", *(b64encode(each).decode() for each in proof)]
    return ("".join(f"{line}\n" for line in lines) + f"\n{note}").encode()


def ask(url: str, raw: bytes) -> Reply:
    """What a witness answers. Follows no redirect, and goes in plain text to this machine alone. Raises Unreached."""
    parts = urlsplit(url)
    line = _connection(parts.scheme, parts.hostname or "", parts.port)
    ends = None
    try:
        line.connect()
        ends = Later(WHOLE, _shut, line.sock)
        ends.start()
        headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "campaign"}
        line.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", raw, headers)
        answer = line.getresponse()
        body = answer.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES or answer.length:
            raise Unreached("too long, or cut")
        return _reply(answer.status, answer.headers.get_content_type(), body.decode())
    except (OSError, HTTPException, ValueError) as problem:
        raise Unreached(type(problem).__name__) from None
    finally:
        if ends:
            ends.cancel()
        line.close()


def may_be_asked(url: str) -> bool:
    """Whether this is an address of a witness: https, or plain http of this machine; no query, no fragment."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    return safe and not (parts.query or parts.fragment)


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=WITHIN)
    if scheme != "http" or not is_loopback(host):
        raise Unreached("neither https nor this machine")
    return HTTPConnection(host, port, timeout=WITHIN)


def _reply(status: int, kind: str, body: str) -> Reply:
    size = SIZE.fullmatch(body) if (status, kind) == (409, "text/x.tlog.size") else None
    return Reply(status, body, int(size[1]) if size else None)


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
