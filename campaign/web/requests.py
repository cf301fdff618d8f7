"""A request whose body stays in memory: names out of a file from paper lie on no disk unsealed."""

import io
from typing import IO
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

URLENCODED = "application/x-www-form-urlencoded"


class InMemory(Request):
    """A file past half a megabyte would go into a temporary one; here it is as bounded as any body, by `bodies.py`."""

    def take_body(self, length: int) -> bytes:
        """Read what was announced, or as much of it as came; whoever asks for it from here on gets that."""
        body: bytes | None = getattr(self, "_cached_data", None)
        if body is None:
            body = self._cached_data = self.environ["wsgi.input"].read(length)
        return body

    def _load_form_data(self) -> None:
        """Of a form of the usual kind that was taken the fields are read at once, and by Werkzeug of any other."""
        body: bytes | None = getattr(self, "_cached_data", None)
        if body is None or self.mimetype != URLENCODED or "form" in self.__dict__:
            super()._load_form_data()
            return
        try:
            fields = fields_of(body)
        except UnicodeDecodeError:
            super()._load_form_data()
            return
        self.__dict__.update(form=ImmutableMultiDict(fields), files=ImmutableMultiDict(), stream=io.BytesIO())

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def fields_of(body: bytes) -> list[tuple[str, str]]:
    """Names and values of a form. Raises UnicodeDecodeError."""
    pairs = []
    for piece in body.replace(b"+", b" ").decode().split("&"):
        name, _, value = piece.partition("=")
        if "%" in piece:
            name, value = unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()
        if piece:
            pairs.append((name, value))
    return pairs
