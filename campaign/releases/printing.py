"""What no letter can print of a campaign's words: said while they can still be changed, and not after people signed.

Letters, a room above, have the fonts and tell the app here what these lack.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from flask import Flask, current_app

from campaign.releases import queries
from campaign.releases.models import Campaign, Draft, Text
from campaign.releases.rendering import blocks

UNPRINTABLE = "what letters can't print"


@dataclass(frozen=True, kw_only=True)
class Unprintable:
    """Runs of characters in a part of a campaign. `language` is None for what all languages share.

    They are all of scripts whose fonts `make fonts` installs (`awaits_fonts`), or none is.
    """

    part: str
    language: str | None
    runs: tuple[str, ...]
    awaits_fonts: bool


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """How the runs of a text are told that no letter can print, and those of them that `make fonts` is for."""

    unprintable: Callable[[str], tuple[str, ...]]
    awaits_fonts: Callable[[str], bool]


def init_app(app: Flask, *, fonts: Fonts) -> None:
    """Tell the app what the letters' fonts have."""
    app.extensions[UNPRINTABLE] = fonts


def unprintable_in_text(text: Text | Draft) -> tuple[Unprintable, ...]:
    """What letters can't print of a text or a draft, part by part."""
    parts = {
        "headline": text.headline,
        "place": text.place or "",
        "demand": text.demand,
        "text": "\n".join(words for _, words in blocks(text.body)),
    }
    return tuple(_told(parts, text.language))


def unprintable_in_campaign(campaign: Campaign) -> tuple[Unprintable, ...]:
    """What letters can't print of its organisers' names, and of each text that is current."""
    names = [*campaign.organisers, *chain.from_iterable((campaign.called or {}).values())]
    organisers = tuple(_told({"organisers": "\n".join(names)}, None))
    texts = queries.current_texts(campaign.id)
    return organisers + tuple(each for text in texts for each in unprintable_in_text(text))


def _told(parts: dict[str, str], language: str | None) -> Iterator[Unprintable]:
    fonts: Fonts = current_app.extensions[UNPRINTABLE]
    for part, words in parts.items():
        runs = fonts.unprintable(words)
        for awaits in (True, False):
            if own := tuple(run for run in runs if fonts.awaits_fonts(run) == awaits):
                yield Unprintable(part=part, language=language, runs=own, awaits_fonts=awaits)
