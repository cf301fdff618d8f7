"""Proofs of inclusion and consistency (RFC 6962 sections 2.1.1 and 2.1.2), made from tiles and checked: pure."""

from collections.abc import Callable, Sequence

from campaign.tally.merkle import EMPTY, node_hash, perfect_root
from campaign.tally.tiles import HASH, HEIGHT, WIDTH, width_at

# (level, index, width) -> that tile's hashes, joined; it may be wider by now, never narrower.
Reader = Callable[[int, int, int], bytes]


class Tree:
    """A tree of `size` entries whose tiles `read` fetches, each at most once."""

    def __init__(self, size: int, read: Reader) -> None:
        self.size = size
        self._read = read
        self._tiles: dict[tuple[int, int], bytes] = {}

    def root(self) -> bytes:
        """The tree's hash."""
        return self._hash(0, self.size) if self.size else EMPTY

    def inclusion(self, index: int) -> list[bytes]:
        """The proof that the entry at `index` is in the tree, from the leaf's sibling up. Raises IndexError."""
        if not 0 <= index < self.size:
            raise IndexError(f"a tree of {self.size} has no entry {index}")
        path, start, stop = [], 0, self.size
        while stop - start > 1:
            middle = start + _split(stop - start)
            if index < middle:
                path.append(self._hash(middle, stop))
                stop = middle
            else:
                path.append(self._hash(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the tree of the first `old` entries is what this one grew from. Raises IndexError."""
        if not 0 <= old <= self.size:
            raise IndexError(f"a tree of {self.size} didn't grow from one of {old}")
        path, start, stop = [], 0, self.size
        while 0 < old < stop:
            middle = start + _split(stop - start)
            if old <= middle:
                path.append(self._hash(middle, stop))
                stop = middle
            else:
                path.append(self._hash(start, middle))
                start = middle
        # The old tree's own hash is known to whoever checks, unless only a part of it stands here.
        if start:
            path.append(self._hash(start, stop))
        return path[::-1]

    def _hash(self, start: int, stop: int) -> bytes:
        """The hash over entries `start` to `stop`, a range that the RFC's splitting arrives at."""
        count = stop - start
        if count & (count - 1):
            middle = start + _split(count)
            return node_hash(self._hash(start, middle), self._hash(middle, stop))
        level = (count.bit_length() - 1) // HEIGHT
        index, offset = divmod(start >> HEIGHT * level, WIDTH)
        hashes = self._tile(level, index)
        return perfect_root(hashes[offset * HASH : (offset + (count >> HEIGHT * level)) * HASH])

    def _tile(self, level: int, index: int) -> bytes:
        if (level, index) not in self._tiles:
            width = width_at(self.size, level, index)
            hashes = self._read(level, index, width)[: width * HASH]
            if len(hashes) != width * HASH:
                raise ValueError(f"tile {index} of level {level} is narrower than {width}")
            self._tiles[level, index] = hashes
        return self._tiles[level, index]


def _split(count: int) -> int:
    """The largest power of two below `count`, which is 2 or more."""
    return 1 << (count - 1).bit_length() - 1


def included(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that `leaf` (a leaf hash) stands at `index` in the tree of `size` with that root."""
    if not 0 <= index < size:
        return False
    below, last, got = list(proof), size - 1, leaf
    while last:
        # A last node without a sibling moves up as it is.
        if index & 1 or index < last:
            if not below:
                return False
            sibling = below.pop(0)
            got = node_hash(sibling, got) if index & 1 else node_hash(got, sibling)
        index, last = index >> 1, last >> 1
    return not below and got == root


def consistent(*, old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `old` entries is what the tree of `size` grew from."""
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not proof and old_root == (EMPTY if old == 0 else root)
    below = list(proof)
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    if index and not below:
        return False
    was = now = below.pop(0) if index else old_root
    while last:
        if index & 1 or index < last:
            if not below:
                return False
            sibling = below.pop(0)
            was = node_hash(sibling, was) if index & 1 else was
            now = node_hash(sibling, now) if index & 1 else node_hash(now, sibling)
        index, last = index >> 1, last >> 1
    return not below and was == old_root and now == root
