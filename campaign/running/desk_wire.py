"""A request and its answer, between a web process and its desk, over a pair of sockets of their own.

There: a line of JSON with the environment, then the body to the end. Back: a line of JSON with status, headers and
whether the answer is whole; then its pieces, each after its length, and an empty one as the end.
"""

import asyncio
import json
import socket
from io import BytesIO
from typing import Any

from campaign.running.environ import ALWAYS
from campaign.running.threads import Reply
from campaign.running.wsgi_calls import AT_ONCE, Answer

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
MOST_LINE = 1024 * 1024  # a request's head has 64 KB at most, which JSON writes longer
MOST_PIECE = 64 * 1024
LENGTH = 4  # bytes


async def streams(end: socket.socket) -> Streams:
    """Of one of the two sockets."""
    return await asyncio.open_connection(sock=end, limit=MOST_LINE)


async def send_request(environ: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    """All of it; what WSGI has always is left out. Raises OSError."""
    said = {name: value for name, value in environ.items() if not name.startswith("wsgi.")}
    writer.write(json.dumps(said).encode() + b"\n")
    writer.write(environ["wsgi.input"].read())
    writer.write_eof()
    await writer.drain()


async def read_request(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The environment, with the whole body. Raises OSError, ValueError for one that was broken off."""
    said = json.loads(await reader.readline())
    return {**ALWAYS, "wsgi.url_scheme": "http", **said, "wsgi.input": BytesIO(await reader.read())}


async def send_reply(reply: Reply, writer: asyncio.StreamWriter) -> None:
    """Piece by piece, as they are taken. Raises OSError once nobody takes them."""
    answer = reply.answer
    writer.write(json.dumps([answer.status, answer.headers, answer.whole]).encode() + b"\n")
    await _send_piece(answer.body, writer)
    while not answer.whole and (piece := await reply.more()) is not None:
        await _send_piece(piece, writer)
    writer.write(bytes(LENGTH))
    await writer.drain()


async def _send_piece(piece: bytes, writer: asyncio.StreamWriter) -> None:
    for start in range(0, len(piece), MOST_PIECE):
        part = piece[start : start + MOST_PIECE]
        writer.write(len(part).to_bytes(LENGTH) + part)
        await writer.drain()


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """The whole of a whole one, else its beginning: `read_piece` gives the rest.

    Raises OSError, EOFError, ValueError where it breaks off.
    """
    status, headers, whole = json.loads(await reader.readline())
    body = bytearray()
    while whole or len(body) < AT_ONCE:
        if (piece := await read_piece(reader)) is None:
            whole = True
            break
        body += piece
    return Answer(status, [(name, value) for name, value in headers], bytes(body), whole)


async def read_piece(reader: asyncio.StreamReader) -> bytes | None:
    """The next one; None at the end. Raises OSError, EOFError where the answer breaks off."""
    length = int.from_bytes(await reader.readexactly(LENGTH))
    return await reader.readexactly(length) if length else None
