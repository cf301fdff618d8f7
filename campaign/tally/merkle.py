"""The log's Merkle tree (RFC 6962 section 2.1, SHA-256), grown from its right edge alone: pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from campaign.tally.tiles import HASH, HEIGHT, WIDTH, Tile, tile_path, width_at

TILE = WIDTH * HASH
EMPTY = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry, 32 bytes."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\1" + left + right).digest()


def perfect_root(hashes: bytes) -> bytes:
    """The root over a power of two of joined hashes."""
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join([sha256(b"\1" + hashes[at : at + 2 * HASH]).digest() for at in pairs])
    return hashes


@dataclass(frozen=True)
class Edge:
    """All that growing a tree needs: its size and, level by level from the leaves, the hashes of its partial tile.

    A level whose last tile is full, or that has none, is b"". At most 255 hashes a level: 8 KB for each power of 256.
    """

    size: int = 0
    levels: tuple[bytes, ...] = ()

    def root(self) -> bytes:
        """The tree's hash, MTH in the RFC; that of nothing for an empty tree."""
        peaks = [peak for hashes in reversed(self.levels) for peak in _peaks(hashes)]
        if not peaks:
            return EMPTY
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


def edge_widths(size: int) -> list[tuple[int, int, int]]:
    """(level, index, width) of the partial tiles of a tree: what to read to know its edge."""
    widths = []
    for level in range((max(size, 1).bit_length() - 1) // HEIGHT + 1):
        index = (size >> HEIGHT * level) // WIDTH
        if width := width_at(size, level, index):
            widths.append((level, index, width))
    return widths


def edge_of(size: int, partial: dict[int, bytes]) -> Edge:
    """The edge of a tree from its partial tiles by level. Raises ValueError when one is missing or of another width."""
    wanted = {level: width for level, _, width in edge_widths(size)}
    for level, width in wanted.items():
        if len(partial.get(level, b"")) != width * HASH:
            raise ValueError(f"{tile_path(level, (size >> HEIGHT * level) // WIDTH, width)} isn't that wide")
    levels = range(max(wanted, default=-1) + 1)
    return Edge(size, tuple(partial[level] if level in wanted else b"" for level in levels))


def append(edge: Edge, leaves: Iterable[bytes]) -> tuple[Edge, list[Tile]]:
    """Grow a tree by leaf hashes. The tiles are those that changed: full ones and, last of each level, the partial.

    Costs two hashes a leaf, whatever the size before.
    """
    levels: list[bytes] = []
    tiles: list[Tile] = []
    level = 0
    carried = b"".join(leaves)
    size = edge.size + len(carried) // HASH
    while carried:
        before = edge.levels[level] if level < len(edge.levels) else b""
        row = before + carried
        first = (edge.size >> HEIGHT * level) // WIDTH
        cut = len(row) - len(row) % TILE
        full = [row[at : at + TILE] for at in range(0, cut, TILE)]
        tiles += [Tile(level, first + number, hashes) for number, hashes in enumerate(full)]
        if row[cut:]:
            tiles.append(Tile(level, first + len(full), row[cut:]))
        levels.append(row[cut:])
        carried = b"".join(map(perfect_root, full))
        level += 1
    return Edge(size, (*levels, *edge.levels[level:])), tiles


def _peaks(hashes: bytes) -> Iterator[bytes]:
    """The roots of the perfect trees that a partial tile decomposes into, the widest first."""
    at, width = 0, len(hashes) // HASH
    for bit in reversed(range(HEIGHT)):
        if width >> bit & 1:
            yield perfect_root(hashes[at : at + (HASH << bit)])
            at += HASH << bit
