"""Two who edit at once: what one saw is compared with what stands when she sends it, and nothing is lost."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from campaign.extensions import transaction
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign

Values = Mapping[str, Any]


class Stale(Exception):
    """What the form showed isn't what stands any more."""


def version_of(values: Values) -> str:
    """What a form carries to say which values it showed."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


@contextmanager
def as_seen(slug: str, read: Callable[[Campaign], Values], version: str | None) -> Iterator[None]:
    """A transaction in which the values are still those of that version; None is a form that showed none.

    Raises Stale, and Refusal.
    """
    with transaction():
        stands = read(existing(slug))
        if version is not None and version_of(stands) != version:
            raise Stale
        yield


def as_stored(typed: Values, fit: Callable[[], Values]) -> Values:
    """What was typed as `fit` makes it to be stored; what can't be stored, as it was typed."""
    try:
        return fit()
    except Refusal:
        return typed


def is_there(now: Any, fit: Callable[[], Any]) -> bool:
    """Whether what was typed, as `fit` makes it to be stored, stands there: as of a form that was sent twice."""
    try:
        return bool(fit() == now)
    except Refusal:
        return False


def is_done(now: Values, *, before: Values, after: Values, version: str | None) -> bool:
    """Whether what a button does stands there, of just what its page showed: as of one that was pressed twice."""
    return now == after and version_of(before) == version


def differing(
    now: Values, typed: Values, said_as: Callable[[str, Any], tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """(field, what stands now, what was typed), each in words, of those that differ. Of a form sent twice none do.

    `said_as` gives, for a field's name and a value, what the field is called and the value in words.
    """
    return [
        (*said_as(name, now[name]), said_as(name, words)[1])
        for name, words in typed.items()
        if words != now[name]
    ]
