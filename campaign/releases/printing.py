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
    """Runs of characters in a part of a campaign. `language` is None for what all languages share."""

    part: str
    language: str | None
    runs: tuple[str, ...]


def init_app(app: Flask, *, unprintable: Callable[[str], tuple[str, ...]]) -> None:
    """Tell the app how the runs of a text are told that no letter can print."""
    app.extensions[UNPRINTABLE] = unprintable


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
    unprintable = current_app.extensions[UNPRINTABLE]
    for part, words in parts.items():
        if runs := unprintable(words):
            yield Unprintable(part=part, language=language, runs=runs)
