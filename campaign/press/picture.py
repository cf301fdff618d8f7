"""The count as a picture: the empty sky, the horizon as far as it is, the number and its hour.

It names the campaign only where having signed harms nobody: a picture is passed on without the page around it.
"""

import re
import unicodedata
from typing import Any

from flask_babel import ngettext

from campaign.lib import numerals
from campaign.lib.charts import reached
from campaign.lib.text import unended
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.web.filters import page_language

WIDTH, MARGIN = 1200, 60
LETTERS, LINES = 52, 2  # of a headline, in the size that it has there; a sign of Chinese is as wide as two
# What no line is broken within: a word, as far as one line has it, or a sign of Chinese with what closes behind it.
UNBROKEN = re.compile(r" ?(?:[\u2e80-\uffef][、。，！？：；）》」』”]*|[^ \u2e80-\uffef]{1,52})")


def drawn(campaign: Campaign, language: str) -> dict[str, Any]:
    """What the drawing needs; `share` is in its own units."""
    tally = tally_queries.public_tally(campaign.id)
    text = releases_queries.text_for(campaign.id, language)
    named = bool(text.sha256) and not campaign.protects_signers
    return {
        "tally": tally,
        "number": numerals.number(tally.total, spoken()),
        "words": unended(ngettext("person has signed.", "people have signed.", tally.total)),
        "headline": lines_of(text.headline) if named else [],
        "headline_language": text.language,
        "share": WIDTH * reached(tally.total, campaign.goal) // 1000,
        "language": page_language(),
    }


def lines_of(headline: str) -> list[str]:
    """Two at most, which fit into the drawing's width in any script."""
    lines = [""]
    for part in UNBROKEN.findall(" ".join(headline.split())):
        if lines[-1] and _width(lines[-1] + part) > LETTERS:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    if len(lines) > LINES:
        lines[LINES - 1 :] = [_cut(lines[LINES - 1])]
    return lines


def _cut(line: str) -> str:
    """With an ellipsis at its end, for which there is room."""
    while _width(line) >= LETTERS:
        line = line[:-1]
    return line.rstrip() + "…"


def _width(line: str) -> int:
    """In signs of Latin."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
