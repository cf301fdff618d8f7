"""The instance's `.env`, in whatever encoding an editor wrote it; what can't be read for certain is a sentence."""

import io
import re
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

MOST_BYTES = 65_536
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Without a mark, every other byte of wide ASCII is zero.
UNMARKED = (("utf-16-le", re.compile(rb"(?:[^\0]\0)+")), ("utf-16-be", re.compile(rb"(?:\0[^\0])+")))


class Unread(Exception):
    """A sentence that says what is wrong with the file."""


def read_env(path: Path, *, prefix: str) -> dict[str, str]:
    """The lines NAME=VALUE of a file, of none where there is no file; of another encoding than UTF-8 only those whose
    values are ASCII where they begin with `prefix`. Raises Unread.
    """
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as problem:
        raise Unread(f"{path} can't be read: {problem.strerror}.") from None
    if len(raw) > MOST_BYTES:
        raise Unread(f"{path} is longer than any file of settings: {len(raw):,} bytes.")
    text, certain = _decoded(raw)
    if "\0" in text:
        raise Unread(f"{path} is no text. Save it as plain text in UTF-8, with lines NAME=VALUE.")
    _require_lines(path, text)
    values = {
        name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None
    }
    for name, value in values.items():
        if not certain and name.startswith(prefix) and not value.isascii():
            raise Unread(f"{path} isn't UTF-8, so {name} can't be read for certain. Save the file as UTF-8.")
    return values


def _decoded(raw: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding is certain."""
    wide = WIDE.get(raw[:2]) or next((name for name, shape in UNMARKED if shape.fullmatch(raw)), None)
    try:
        return raw.decode(wide or "utf-8-sig"), True
    except UnicodeDecodeError:
        return raw.decode("latin-1"), False


def _require_lines(path: Path, text: str) -> None:
    """dotenv leaves out what it can't read, and would leave a setting out with it."""
    for line in parse_stream(io.StringIO(text)):
        if line.error:
            raise Unread(f"{path}, line {line.original.line}, is no line NAME=VALUE.")
