"""As much of a WebSocket as speaking to a browser takes: RFC 6455, text frames, a client's side."""

import os
import socket
import struct
from base64 import b64encode
from typing import Self

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class WebSocket:
    """A connection to `ws://127.0.0.1:PORT/path`. What is awaited is awaited for two minutes at most."""

    def __init__(self, port: int, path: str) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.read = self.line.makefile("rb")
        key = b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self.line.sendall(asked.encode())
        status = self.read.readline()
        assert b" 101 " in status, status
        while self.read.readline().strip():
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.read.close()
        self.line.close()

    def send(self, text: str) -> None:
        """One message; a client masks what it sends."""
        self._send(TEXT, text.encode())

    def receive(self) -> str:
        """The next message, whole. Raises EOFError once the browser has closed."""
        message = b""
        while True:
            last, kind, body = self._frame()
            if kind == PING:
                self._send(PONG, body)
            elif kind == CLOSE:
                raise EOFError
            elif kind != PONG:
                message += body
                if last:
                    return message.decode()

    def _send(self, kind: int, body: bytes) -> None:
        length = len(body)
        if length < 126:
            head = bytes([0x80 | kind, 0x80 | length])
        elif length < 1 << 16:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | kind, 0x80 | 127, length)
        mask = os.urandom(4)
        self.line.sendall(head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(body)))

    def _frame(self) -> tuple[bool, int, bytes]:
        first, second = self._bytes(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self._bytes(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self._bytes(8))
        return bool(first & 0x80), first & 0x0F, self._bytes(length)

    def _bytes(self, number: int) -> bytes:
        raw = self.read.read(number)
        if len(raw) < number:
            raise EOFError
        return raw
