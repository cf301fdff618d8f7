"""The files of a log, as C2SP tlog-tiles has them: tiles of 256 hashes, bundles of 256 entries, and their paths."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HASH = 32
HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = "entries"
LONGEST = 0xFFFF
PATH = re.compile(
    r"tile/(?P<level>0|[1-9]|[1-5][0-9]|6[0-3]|entries)/"
    r"(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True)
class Tile:
    """Consecutive subtree hashes of one level, 32 bytes each: 256 of them, or fewer at the right edge."""

    level: int
    index: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it has, 1 to 256."""
        return len(self.hashes) // HASH

    @property
    def path(self) -> str:
        """Its path below the log's prefix."""
        return tile_path(self.level, self.index, self.width)


@dataclass(frozen=True)
class Place:
    """What a path asks for: a tile of a level, or a bundle where `level` is None, by index, `width` items wide."""

    level: int | None
    index: int
    width: int


def tile_path(level: int | None, index: int, width: int = WIDTH) -> str:
    """`tile/0/x001/x234/067`, `tile/entries/000.p/44` (level None); narrower than 256 is partial."""
    digits = f"{index:03}"
    digits = digits.zfill(-len(digits) // 3 * -3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    number = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    end = "" if width == WIDTH else f".p/{width}"
    return f"tile/{ENTRIES if level is None else level}/{number}{end}"


def parse_path(path: str) -> Place:
    """What `tile_path` was given. Raises ValueError for a path that it never makes."""
    match = PATH.fullmatch(path)
    if match is None:
        raise ValueError(f"no path of a tile: {path[:80]!r}")
    level = None if match["level"] == ENTRIES else int(match["level"])
    place = Place(level, int(re.sub("[x/]", "", match["index"])), int(match["width"] or WIDTH))
    if tile_path(place.level, place.index, place.width) != path:
        raise ValueError(f"not the one path of that tile: {path[:80]!r}")
    return place


def width_at(size: int, level: int | None, index: int) -> int:
    """How many items a tile or bundle has in a tree of `size` entries, 0 to 256."""
    items = size >> HEIGHT * (level or 0)
    return max(0, min(WIDTH, items - index * WIDTH))


def places(size: int) -> Iterator[Place]:
    """Every tile and bundle of a tree of `size` entries, bundles first, then level by level."""
    levels = range((max(size, 1).bit_length() - 1) // HEIGHT + 1)
    for level in (None, *levels):
        for index in range(-(-(size >> HEIGHT * (level or 0)) // WIDTH)):
            yield Place(level, index, width_at(size, level, index))


def bundle(entries: Iterable[bytes]) -> bytes:
    """At most 256 entries, each behind its length in two bytes, big-endian. Raises ValueError for a longer one."""
    parts = []
    for entry in entries:
        if len(entry) > LONGEST:
            raise ValueError(f"an entry of {len(entry)} bytes; a bundle holds 65,535")
        parts.append(len(entry).to_bytes(2, "big") + entry)
    return b"".join(parts)


def unbundle(raw: bytes) -> list[bytes]:
    """The entries that `bundle` was given. Raises ValueError where the bytes end within one."""
    entries, at = [], 0
    while at < len(raw):
        stop = at + 2 + int.from_bytes(raw[at : at + 2], "big")
        if len(raw) < at + 2 or len(raw) < stop:
            raise ValueError("a bundle that ends within an entry")
        entries.append(raw[at + 2 : stop])
        at = stop
    return entries
