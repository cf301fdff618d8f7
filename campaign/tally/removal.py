"""Why signatures left the count, in words: on pages, to a signer, at the terminal. Pure.

Letters have words of their own, under `removed_<reason>` in each language's wording. Each map is whole: an unknown
reason fails, and is never told as another.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import assert_never

from campaign.tally.entries import RemovalReason, by_reason

Gettext = Callable[[str], str]


class InvalidationReason(StrEnum):
    """Why organisers take a signature out of the count: every reason but that its signer withdrew it."""

    DUPLICATE = RemovalReason.DUPLICATE
    FRAUD = RemovalReason.FRAUD
    LEGAL = RemovalReason.LEGAL


AT_THE_TERMINAL: Mapping[InvalidationReason, str] = {
    InvalidationReason.DUPLICATE: "the same person twice",
    InvalidationReason.FRAUD: "forged",
    InvalidationReason.LEGAL: "for a legal reason",
}


def on_pages(reason: RemovalReason, gettext: Gettext) -> str:
    """As a table of what was removed names it, in the language that `gettext` speaks."""
    match reason:
        case RemovalReason.WITHDRAWN:
            return gettext("Withdrawn by the signer")
        case RemovalReason.DUPLICATE:
            return gettext("The same person twice")
        case RemovalReason.FRAUD:
            return gettext("Forged")
        case RemovalReason.LEGAL:
            return gettext("For a legal reason")
    assert_never(reason)


def table(removed: Mapping[RemovalReason, int], gettext: Gettext) -> list[tuple[str, int]]:
    """(words, withdrawals) for pages, in the order of reasons, without those that nothing was removed for."""
    return [(on_pages(reason, gettext), count) for reason, count in by_reason(removed)]


def to_its_signer(reason: InvalidationReason | None, gettext: Gettext) -> str:
    """A sentence for her whose signature it was; where the log has no reason it names none."""
    match reason:
        case None:
            return gettext("The organisers have removed it from the count.")
        case InvalidationReason.DUPLICATE:
            return gettext(
                "The organisers have removed it from the count because they believe that one person had signed twice."
            )
        case InvalidationReason.FRAUD:
            return gettext(
                "The organisers have removed it from the count because they believe that it is forged."
            )
        case InvalidationReason.LEGAL:
            return gettext("The organisers have removed it from the count for a legal reason.")
    assert_never(reason)
