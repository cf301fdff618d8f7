"""A poster to put up and a leaflet to hand out, as PDF with the campaign's QR code, set by typst.

There is none where having signed could harm somebody: whoever carries one can be seen with it.
"""

import io
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask_babel import force_locale, gettext

from campaign.current import settings
from campaign.letters.font_files import families
from campaign.letters.qr import qr_code
from campaign.letters.quotation import of_one_kind
from campaign.letters.typesetting import set_in_one_go
from campaign.letters.voices import voice
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.paths import ROOT
from campaign.pictures.sharing import breakable
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.releases.rendering import blocks

TEMPLATE = ROOT / "templates" / "pictures" / "prints.typ"
MOST_PAGES = 2  # of a leaflet: its two sides


class Print(StrEnum):
    """What is printed."""

    POSTER = "poster"
    LEAFLET = "leaflet"


# On which papers; for each the margin and the height of the sky in millimetres, and the size of type in points, from
# which a leaflet is made smaller until it has two sides.
PAPERS: dict[Print, dict[str, tuple[tuple[int, int], tuple[float, ...]]]] = {
    Print.POSTER: {"a4": ((18, 62), (13.0,)), "a3": ((26, 88), (18.5,))},
    Print.LEAFLET: {"a5": ((13, 30), (9.5, 8.5, 7.5)), "a4": ((20, 44), (12.0, 10.5, 9.5))},
}


def offered(campaign: Campaign) -> None:
    """Raises Refusal where there is none."""
    if campaign.protects_signers:
        raise Refusal("pictures/no-prints-under-harm")
    if campaign.state not in (CampaignState.OPEN, CampaignState.PAUSED):
        raise Refusal("pictures/no-prints-yet")


def print_one(*, campaign: Campaign, kind: Print, paper: str, language: str) -> bytes:
    """A PDF/UA of it. Raises Refusal."""
    offered(campaign)
    if paper not in PAPERS[kind]:
        raise Refusal("pictures/no-such-paper", kind=kind, papers=", ".join(PAPERS[kind]).upper())
    texts = {text.language: text for text in releases_queries.texts(campaign.id)}
    if language not in texts or language not in LANGUAGES:
        raise Refusal("pictures/no-text-in-language", language=language)
    values = print_values(campaign, texts[language], kind, paper)
    sizes = PAPERS[kind][paper][1]
    if kind == Print.POSTER:
        return _set(values, sizes[0])
    return _on_two_sides(values, sizes)


def print_values(campaign: Campaign, text: Text, kind: Print, paper: str) -> dict[str, Any]:
    """What the template sets, in the text's language."""
    language = text.language
    address = f"{settings().base_url}/{language}/{campaign.slug}"
    headline, demand, *body = of_one_kind(
        [
            breakable(text.headline),
            breakable(text.demand),
            *(breakable(words) for _, words in blocks(text.body)),
        ]
    )
    with force_locale(LANGUAGES[language].locale):
        words = _words(address)
    spoken = voice(language)
    return {
        "kind": kind.value,
        "paper": paper,
        "measures": PAPERS[kind][paper][0],
        "lang": spoken["lang"],
        "dir": spoken["dir"],
        "families": families(),
        "voice": spoken,
        "title": headline,
        "organisers": campaign.organisers_in(language),
        "headline": {**spoken, "text": headline},
        "demand": {**spoken, "text": demand},
        "body": {**spoken, "blocks": _blocks(text.body, body)},
        "rest": False,
        "words": words,
        "address": address.split("://")[-1],
        "qr": qr_code(address, like=address),
    }


def _words(address: str) -> dict[str, str]:
    return {
        "demand": gettext("The demand, to the Member States of the United Nations"),
        "sign": gettext("Sign the demand"),
        "takes": gettext("Takes a minute. You confirm by email."),
        "qr": gettext("QR code of the page on which the demand is signed: %(address)s", address=address),
        "rest": gettext("The rest of the text is on that page."),
    }


def _blocks(body: str, words: Sequence[str]) -> list[dict[str, str]]:
    kinds = [kind for kind, _ in blocks(body)]  # the number of an item stands in its words already
    return [
        {"marker": "–" if kind == "item" else "", "text": each}
        for kind, each in zip(kinds, words, strict=True)
    ]


def _on_two_sides(values: dict[str, Any], sizes: Sequence[float]) -> bytes:
    """As large as it fits there; what doesn't fit in the smallest size is left out from its end, which it says."""
    for size in sizes:
        pdf = _set(values, size)
        if _pages(pdf) <= MOST_PAGES:
            return pdf
    fewest, most = 0, len(values["body"]["blocks"]) - 1
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _pages(_set(_first(values, middle), sizes[-1])) <= MOST_PAGES:
            fewest = middle
        else:
            most = middle - 1
    return _set(_first(values, fewest), sizes[-1])


def _first(values: dict[str, Any], count: int) -> dict[str, Any]:
    body = {**values["body"], "blocks": values["body"]["blocks"][:count]}
    return {**values, "body": body, "rest": True}


def _set(values: dict[str, Any], size: float) -> bytes:
    return set_in_one_go(TEMPLATE, values={**values, "size": size}, day=clock.today())


def _pages(pdf: bytes) -> int:
    import pikepdf  # as what sets type in letters/typesetting.py

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
