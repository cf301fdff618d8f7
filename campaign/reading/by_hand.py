"""What somebody says about a release instead of what a reading understood."""

import datetime as dt
from dataclasses import dataclass

from campaign.reading.pieces import Keep


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Parts that take the place of those in the text; None leaves a part as it was read. A `place` of "" is none.

    `keep` names what would be taken out and stays in the text.
    """

    headline: str | None = None
    place: str | None = None
    date: dt.date | None = None
    demand: str | None = None
    keep: Keep = frozenset()


NOTHING = ByHand()
