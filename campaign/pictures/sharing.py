"""What stands in the picture of a link: the empty sky, the horizon as far as it is, the headline, the number of a day.

There is none where having signed could harm somebody: nothing is pushed to be passed on there, and a picture stays in
telephones. Nor is there one of words that may not be read.
"""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from flask_babel import force_locale, gettext, ngettext

from campaign.current import settings
from campaign.letters.glyphs import unprintable
from campaign.letters.voices import voice
from campaign.lib import numerals
from campaign.lib.charts import reached
from campaign.lib.languages import LANGUAGES
from campaign.lib.text import unended
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.spoken import spoken

SHOWN = (CampaignState.OPEN, CampaignState.PAUSED, CampaignState.CLOSED)
LONGEST_RUN = 24  # of signs without a place to break a line at


@dataclass(frozen=True)
class Figure:
    """The exact total as it was when a day's picture was first drawn: nothing finer than the day is told."""

    day: date
    total: int


def is_shared(campaign: Campaign) -> bool:
    """Whether its links are shown with a picture."""
    return campaign.state in SHOWN and not campaign.protects_signers and campaign.taken_down_at is None


def values(campaign: Campaign, text: Text, figure: Figure, language: str) -> dict[str, Any] | None:
    """What the template sets, in a language of pages; None where no font of ours has a sign of it."""
    organisers = campaign.organisers_in(language)
    with force_locale(LANGUAGES[language].locale):
        drawn = {
            "lang": language.split("-")[0],
            "dir": voice(language)["dir"],
            "voice": voice(language),
            "organisers": breakable(" · ".join(organisers)),
            "headline": {**voice(text.language), "text": breakable(text.headline)},
            "share": reached(figure.total, campaign.goal),
            **_counted(figure),
        }
    return None if unprintable(json.dumps(drawn, ensure_ascii=False)) else drawn


def _counted(figure: Figure) -> dict[str, str]:
    """The number, its words and its day; before anybody has signed, where that can be done."""
    if not figure.total:
        return {"number": "", "words": "", "foot": settings().host}
    as_of = gettext("As of %(day)s", day=numerals.day(figure.day, spoken()))
    return {
        "number": numerals.number(figure.total, spoken()),
        "words": unended(ngettext("person has signed.", "people have signed.", figure.total)),
        "foot": f"{as_of} · {settings().host}",
    }


def breakable(words: str) -> str:
    """In one line, with a place to break at in what is too long for one, such as an address."""
    return " ".join(map(_broken, words.split()))


def _broken(word: str) -> str:
    if len(word) <= LONGEST_RUN:
        return word
    half = LONGEST_RUN // 2
    return "\u200b".join(word[place : place + half] for place in range(0, len(word), half))


def fingerprint(drawn: dict[str, Any]) -> str:
    """Of what a picture is drawn of: another one where that has changed."""
    return sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()
