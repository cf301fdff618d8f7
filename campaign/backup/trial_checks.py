"""What any fact of a trial's file is judged by beside the action that stores it, and where a refusal says it stands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from campaign.lib.languages import LANGUAGES, LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.vault.keys import NoSecret

K = TypeVar("K")
SPOKEN = frozenset({"", *LANGUAGES, *LETTER_LANGUAGES})


@contextmanager
def within(section: str) -> Iterator[None]:
    """What an action refuses is said of this part of the file."""
    try:
        yield
    except NoSecret:  # that is about the machine
        raise
    except Refusal as refusal:
        if refusal.reason.startswith("backup/"):
            raise
        raise Refusal("backup/trial-within", section=section, problem=refusal) from None


def require_languages(named: Any, those: Any = SPOKEN) -> None:
    """Raises Refusal for a language that is none of those."""
    if unknown := sorted(set(named) - set(those)):
        raise Refusal("backup/trial-unknown-language", language=unknown[0][:20])


def one(kind: type[K], name: str, values: Mapping[str, Any]) -> K:
    """One of the values of an enum. Raises Refusal."""
    try:
        return kind(values[name])  # type: ignore[call-arg]  # of enums
    except ValueError:
        raise Refusal("backup/trial-fact", section=name, name=str(values[name])[:40]) from None
