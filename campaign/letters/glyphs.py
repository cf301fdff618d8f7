"""Which characters the letters' fonts have, read from the fonts themselves.

The tables read are those of OpenType: `cmap` in the formats 4 and 12, which every font for Unicode has.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from campaign.letters.font_files import awaited, font_files

TABLE = struct.Struct(">4sIII")
UNICODE = ((0, 3), (0, 4), (0, 6), (3, 1), (3, 10))
"""Platform and encoding of subtables whose codes are Unicode's."""


def unprintable(text: str) -> tuple[str, ...]:
    """The runs of a text that no letter can print, in their order, each once.

    What `make fonts` would bring (see `awaits_fonts`) and what nothing can print are runs of their own.
    """
    if all(map(_prints, set(text))):
        return ()
    runs: list[str] = []
    run, awaits = "", False
    for character in text:
        if run and unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
            run += character  # it belongs to the sign before it
        elif _prints(character):
            runs.append(run)
            run = ""
        elif run and awaits != awaits_fonts(character):
            runs.append(run)
            run, awaits = character, not awaits
        else:
            run, awaits = run + character, awaits_fonts(character)
    return tuple(dict.fromkeys(run for run in [*runs, run] if run))


def awaits_fonts(run: str) -> bool:
    """Whether a run that isn't printable is of a script whose fonts `make fonts` installs, and they aren't here."""
    return unicodedata.name(run[:1], "").startswith(awaited())


def _prints(character: str) -> bool:
    """Whether some font has it or its parts; what is never seen needs no glyph."""
    if unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp") or _selects(character):
        return True
    own = _characters()
    return ord(character) in own or all(ord(part) in own for part in unicodedata.normalize("NFD", character))


def _selects(character: str) -> bool:
    """Whether it only chooses among the shapes of the sign before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


@cache
def _characters() -> frozenset[int]:
    """Of all fonts that letters are set in: a language falls back to the others' fonts."""
    return frozenset().union(*(_of_font(path) for path in font_files()))


def _of_font(path: Path) -> set[int]:
    raw = path.read_bytes()
    (count,) = struct.unpack_from(">H", raw, 4)
    tables = (TABLE.unpack_from(raw, 12 + TABLE.size * number) for number in range(count))
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", raw, cmap + 2)
    codes: set[int] = set()
    for number in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", raw, cmap + 4 + 8 * number)
        if (platform, encoding) in UNICODE:
            codes |= _of_subtable(raw, cmap + offset)
    return codes


def _of_subtable(raw: bytes, start: int) -> set[int]:
    (shape,) = struct.unpack_from(">H", raw, start)
    match shape:
        case 4:
            return _segments(raw, start)
        case 12:
            return _groups(raw, start)
    return set()


def _segments(raw: bytes, start: int) -> set[int]:
    """Format 4: ranges of codes up to U+FFFF, each with a shift or a list of glyphs; glyph 0 is none."""
    (twice,) = struct.unpack_from(">H", raw, start + 6)
    count = twice // 2
    column = struct.Struct(f">{count}H")
    ends, starts, shifts, lists = (
        column.unpack_from(raw, start + 14 + twice * number + 2 * (number > 0)) for number in range(4)
    )
    lists_at = start + 16 + 3 * twice
    codes: set[int] = set()
    for segment in range(count):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code
            if lists[segment]:
                place = lists_at + 2 * segment + lists[segment] + 2 * (code - starts[segment])
                (glyph,) = struct.unpack_from(">H", raw, place)
                glyph = glyph and glyph + shifts[segment]
            else:
                glyph += shifts[segment]
            if glyph % 65536 and code != 0xFFFF:
                codes.add(code)
    return codes


def _groups(raw: bytes, start: int) -> set[int]:
    """Format 12: ranges of codes, each with its first glyph."""
    (count,) = struct.unpack_from(">I", raw, start + 12)
    codes: set[int] = set()
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", raw, start + 16 + 12 * number)
        codes.update(range(first + (glyph == 0), last + 1))
    return codes
