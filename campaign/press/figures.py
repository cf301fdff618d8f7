"""The figures that the press is given: the exact total, and complete tens of all else, once there is a statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from campaign.letters import queries as letters_queries
from campaign.letters.figures import Forms
from campaign.lib import numerals
from campaign.lib.tens import STEP, complete_tens
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason, by_reason
from campaign.tally.queries import PublicTally
from campaign.tally.removal import on_pages

ENOUGH_FOR_A_RATE = 500  # with two figures in full tens that is two in a hundred too low at most


@dataclass(frozen=True)
class Figures:
    """`forms` are those sent until the day of the last statement, in complete tens; None while they aren't known."""

    tally: PublicTally
    forms: Forms | None


def figures(campaign: Campaign) -> Figures:
    """As they may be told now."""
    tally = tally_queries.public_tally(campaign.id)
    return Figures(tally, forms_told(campaign, tally))


def forms_told(campaign: Campaign, tally: PublicTally) -> Forms | None:
    """The forms of a campaign as letters tell them: as they were counted for its last statement."""
    return letters_queries.stated_forms(campaign.id, tally.size)


def rate(forms: Forms | None) -> int | None:
    """How many forms in a hundred were confirmed at least, out of the tens alone: it tells no more than they do.

    None below ENOUGH_FOR_A_RATE forms, where full tens would make it far too low.
    """
    if forms is None or forms.sent < ENOUGH_FOR_A_RATE:
        return None
    return 100 * forms.confirmed // (forms.sent + STEP - 1)


def at_least(count: int) -> str:
    """A count as it may be told, in the language of the page."""
    tens = complete_tens(count)
    if not tens:
        return gettext("fewer than ten")
    return gettext("at least %(figure)s", figure=numerals.number(tens, spoken()))


def removed_told(removed: Mapping[RemovalReason, int]) -> list[tuple[str, str]]:
    """(reason, how many) in words, in the order of reasons, without those that nothing was removed for."""
    return [(on_pages(reason, gettext), at_least(count)) for reason, count in by_reason(removed)]
