"""A console that knows fewer signs than Unicode has: what it lacks is written in others, and nothing stops for it."""

import codecs
import encodings.ascii
import io
import os
import sys
import unicodedata

READABLE = "readable"
"""The name of the error handler that `speak_plainly` gives the console."""
PLAIN = "plain_ascii"
"""ASCII by another name: click takes a console of that name for a wrong one, and writes UTF-8 to it."""
IN_OTHER_SIGNS = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("–—−‐‑", "-"),
    **dict.fromkeys("·•", "*"),
    **dict.fromkeys("\u00a0\u202f\u2009", " "),
    **dict.fromkeys("\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff", ""),
    "…": "...",
    "→": "->",
    "×": "x",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "Ł": "L",
    "Ø": "O",
    "Æ": "AE",
    "Œ": "OE",
    "đ": "d",
    "ı": "i",
}


def speak_plainly() -> None:
    """Have the program's output readable on any console, whatever the environment says of it."""
    codecs.register_error(READABLE, _replacing)
    codecs.register({PLAIN: _ascii()}.get)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_alone = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=PLAIN if ascii_alone else None, errors=READABLE)


def read_utf8() -> None:
    """Where the locale has no letters but ASCII's, begin anew with UTF-8: what is typed and files' names are that."""
    if codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # nosec B606 # noqa: S606 - our own command line


def _ascii() -> codecs.CodecInfo:
    codec = encodings.ascii.getregentry()
    return codecs.CodecInfo(
        codec.encode, codec.decode, codec.streamreader, codec.streamwriter, codec.incrementalencoder,
        codec.incrementaldecoder, PLAIN,
    )  # fmt: skip


def _replacing(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return "".join(map(in_ascii, problem.object[problem.start : problem.end])), problem.end


def in_ascii(sign: str) -> str:
    """A sign in ASCII: its like, the letter without its accent, or its number as \\u0645."""
    if (like := IN_OTHER_SIGNS.get(sign)) is not None:
        return like
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or (f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}")
