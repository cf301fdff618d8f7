"""Two who edit at once: what one saw is compared with what stands when she sends it, and nothing is lost."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from campaign.extensions import transaction
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign

Values = Mapping[str, Any]


class Stale(Exception):
    """What the form showed isn't what stands any more."""


def version_of(values: Values) -> str:
    """What a form carries to say which values it showed."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


@contextmanager
def as_seen(slug: str, read: Callable[[Campaign], Values], version: str) -> Iterator[None]:
    """A transaction in which the values are still those of that version. Raises Stale, and Refusal."""
    with transaction():
        if version_of(read(existing(slug))) != version:
            raise Stale
        yield
