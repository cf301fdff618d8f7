"""Answers kept in memory for a second or two: the same bytes for everyone, packed once."""

import gzip
import time
from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """A body, plain and gzipped, with the headers that belong to it."""

    plain: bytes
    packed: bytes
    content_type: str
    until: float


class Shelf:
    """What was made lately, by key. Only known addresses get a place, so it stays as small as the site."""

    def __init__(self) -> None:
        self._places: dict[Hashable, Kept] = {}

    def get(self, key: Hashable) -> Kept | None:
        """What lies there, unless its time is over."""
        found = self._places.get(key)
        return found if found is not None and found.until > time.monotonic() else None

    def put(self, key: Hashable, body: bytes, *, content_type: str, seconds: float) -> Kept:
        """Keep a body for some seconds."""
        kept = Kept(body, gzip.compress(body, 6, mtime=0), content_type, time.monotonic() + seconds)
        self._places[key] = kept
        return kept
