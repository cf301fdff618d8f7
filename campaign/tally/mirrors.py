"""A copy of a log that somebody kept, in a folder or on the web: read, and held to its checkpoint."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import SignedTree
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.origins import folder_of
from campaign.tally.tiles import places, tile_path, unbundle

CHECKPOINT = "log/checkpoint"
WEB = ("https://", "http://")
LARGEST = 1 << 24  # bytes; a bundle of the longest entries there can be


class BadMirror(Refusal):
    """A copy that can't be read, or isn't what its checkpoint covers; another one may be."""


@dataclass(frozen=True)
class Mirror:
    """`base` is the folder, or the address, below which log/ stands."""

    base: str

    @classmethod
    def of(cls, where: str) -> "Mirror":
        """From a folder, an address, or either's log/checkpoint."""
        if _on_the_web(where):
            return cls(re.sub(r"/+(?:log(?:-\d+)?(?:/+checkpoint)?/*)?$", "", where))
        place = Path(where).resolve()
        named = [each for each in (place, place.parent, place.parent.parent) if place == each / CHECKPOINT]
        within = (
            [place.parent] if place == place.parent / "log" and not (place / CHECKPOINT).is_file() else []
        )
        return cls([*named, *within, place][0].as_posix())

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises BadMirror."""
        try:
            if _on_the_web(self.base):
                with urlopen(f"{self.base}/{path}", timeout=60) as answer:  # nosec B310 # noqa: S310  (an operator's own words)
                    return bytes(answer.read(LARGEST))
            return Path(self.base, path).read_bytes()
        except (OSError, HTTPException, ValueError) as problem:
            raise BadMirror("tally/mirror-unread", place=f"{self.base}/{path}", says=_kind(problem)) from None

    def lines(self, tree: SignedTree) -> Iterator[str]:
        """The entries that `tree` covers. Raises BadMirror, at the end, where they aren't those."""
        edge, folder = Edge(), folder_of(tree.origin)
        for place in places(tree.size):
            if place.level is not None:
                break  # bundles come first; hashes are made from them
            path = f"{folder}/{tile_path(None, place.index, place.width)}"
            try:
                entries = unbundle(self.read(path))
                yield from (entry.decode("ascii") for entry in entries)
            except ValueError:
                raise BadMirror("tally/mirror-without-entries", place=f"{self.base}/{path}") from None
            edge, _ = append(edge, map(leaf_hash, entries))
        if (edge.size, edge.root()) != (tree.size, tree.root):
            raise BadMirror("tally/mirror-differs", place=self.base)


def _kind(problem: Exception) -> str:
    """In words of ours: what a server says goes to no terminal."""
    if isinstance(problem, HTTPError):
        problem.close()
        return f"HTTPError {problem.code}"
    if isinstance(problem, URLError):
        problem = problem.reason if isinstance(problem.reason, OSError) else problem
    return getattr(problem, "strerror", None) or type(problem).__name__


def _on_the_web(where: str) -> bool:
    return where.startswith(WEB)
