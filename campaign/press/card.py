"""What goes onto an organiser's own site: a card with the count, shown in a frame, and a badge, shown as a picture.

Neither is there where having signed could harm somebody: both are made to be passed on, and the browser of whoever
reads that other site would fetch them from here unasked.
"""

from typing import Any

from flask_babel import gettext, ngettext

from campaign.current import settings
from campaign.lib import numerals
from campaign.lib.charts import reached
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.tally.queries import PublicTally
from campaign.web.filters import page_language

HEIGHT, PADDING, SIZE = 40, 14, 16  # of the badge
# Advance widths in thousandths of the size, as the widest of usual fonts have them; measured by a test in a browser.
NARROW, WIDE, ARABIC, DIGIT, OTHER = 340, 960, 560, 640, 600


def card(campaign: Campaign, language: str) -> dict[str, Any]:
    """What the card shows: nothing that its page doesn't."""
    tally = tally_queries.public_tally(campaign.id)
    return {
        "campaign": campaign,
        "release": releases_queries.text_for(campaign.id, language),
        "tally": tally,
        "reached": reached(tally.total, campaign.goal),
        "host": settings().authority,
    }


def badge(campaign: Campaign) -> dict[str, Any]:
    """What its drawing needs: `width` fits the words, and `share` of the goal is in its units."""
    tally = tally_queries.public_tally(campaign.id)
    words = signed(tally)
    width = 2 * PADDING + advance(words) * SIZE // 1000
    return {
        "words": words,
        "told": f"{words} {_as_of(tally)}".strip(),
        "width": width,
        "height": HEIGHT,
        "size": SIZE,
        "share": width * reached(tally.total, campaign.goal) // 1000,
        "language": page_language(),
    }


def signed(tally: PublicTally) -> str:
    """The total in words, as the tally's page says it."""
    if not tally.total:
        return gettext("Nobody has signed yet.")
    words = ngettext("person has signed.", "people have signed.", tally.total)
    return f"{numerals.number(tally.total, spoken())} {words}"


def advance(words: str) -> int:
    """How wide the words are at most, in thousandths of their size."""
    return sum(map(_advance, words))


def _advance(letter: str) -> int:
    if letter.isdigit():
        return DIGIT
    if letter in "iljtfrI .,'’٬،\u00a0\u202f":
        return NARROW
    if letter in "mwMW" or ord(letter) > 0x2E7F:  # CJK
        return WIDE
    return ARABIC if "\u0600" <= letter <= "\u06ff" else OTHER


def _as_of(tally: PublicTally) -> str:
    if tally.as_of is None:
        return ""
    return gettext("As of %(day)s", day=numerals.day(tally.as_of, spoken()))
