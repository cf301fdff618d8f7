"""The count as a picture: the empty sky, the horizon as far as it is, the number and its hour.

It names the campaign only where having signed harms nobody: a picture is passed on without the page around it.
"""

import textwrap
from typing import Any

from flask_babel import ngettext

from campaign.lib import numerals
from campaign.lib.charts import reached
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.web.filters import page_language

WIDTH, MARGIN = 1200, 60
LETTERS, LINES = 52, 2  # of a headline, in the size that it has there


def drawn(campaign: Campaign, language: str) -> dict[str, Any]:
    """What the drawing needs; `share` is in its own units."""
    tally = tally_queries.public_tally(campaign.id)
    text = releases_queries.text_for(campaign.id, language)
    named = bool(text.sha256) and not campaign.protects_signers
    return {
        "tally": tally,
        "number": numerals.number(tally.total, spoken()),
        "words": ngettext("person has signed.", "people have signed.", tally.total).rstrip("."),
        "headline": _lines(text.headline) if named else [],
        "headline_language": text.language,
        "share": WIDTH * reached(tally.total, campaign.goal) // 1000,
        "language": page_language(),
    }


def _lines(headline: str) -> list[str]:
    return textwrap.wrap(" ".join(headline.split()), LETTERS, max_lines=LINES, placeholder="…")
