"""Slips as a PDF to print: what stands on them, in a language of our pages, set by typst."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask_babel import force_locale, gettext

from campaign.current import settings
from campaign.letters.font_files import families
from campaign.letters.qr import qr_code
from campaign.letters.typesetting import set_in_one_go
from campaign.letters.voices import voice
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.paper import actions, queries
from campaign.paper.actions import NewSlip
from campaign.paper.codes import in_groups, printed_number
from campaign.paper.consent import slip_consent
from campaign.paper.models import Keeping
from campaign.paths import ROOT
from campaign.releases.models import Campaign, Text
from campaign.web.filters import day

TEMPLATE = ROOT / "templates" / "paper" / "slips.typ"


class Layout(StrEnum):
    """What is printed: a slip for each person, or sheets on which ten sign below each other."""

    SLIPS = "slips"
    SHEETS = "sheets"


def print_slips(*, campaign: Campaign, language: str, count: int, layout: Layout) -> bytes:
    """A PDF of so many new slips. Their codes stand in it and nowhere else. Raises Refusal."""
    text, made = actions.make_slips(slug=campaign.slug, language=language, count=count)
    keeping = queries.keeping(campaign.id)
    assert keeping is not None  # or no slip would have been made
    values = slip_values(campaign, text, keeping, made, language=language, layout=layout)
    return set_in_one_go(TEMPLATE, values=values, day=clock.today())


def erasing_address(campaign: Campaign, language: str) -> str:
    """Where a code is typed."""
    return f"{settings().base_url}/{language}/{campaign.slug}/paper"


def slip_values(
    campaign: Campaign,
    text: Text,
    keeping: Keeping,
    slips: Sequence[NewSlip],
    *,
    language: str,
    layout: Layout,
) -> dict[str, Any]:
    """What the template sets."""
    address = erasing_address(campaign, language)
    with force_locale(LANGUAGES[language].locale):
        words = _words(campaign, keeping, address) | {"consent": slip_consent(campaign, language)}
        title = gettext("Slips to sign on paper: %(headline)s", headline=text.headline)
    return {
        **voice(language),
        "title": title,
        "author": campaign.organisers_in(language),
        "organisers": campaign.organisers_in(language),
        "paper": "a4",
        "families": families(),
        "kind": layout.value,
        "demand": {**voice(text.language, within=language), "text": text.demand},
        "words": words,
        "contact": campaign.contact or ", ".join(campaign.organisers_in(language)),
        "address": address.split("://")[-1],
        "qr": qr_code(address, like=address),
        "slips": [{"number": printed_number(each.number), "code": in_groups(each.code)} for each in slips],
    }


def _words(campaign: Campaign, keeping: Keeping, address: str) -> dict[str, str]:
    return {
        "support": gettext("I support this demand:"),
        "number": gettext("Slip"),
        "name": gettext("Name"),
        "country": gettext("Country (optional)"),
        "signature": gettext("Signature"),
        "keep": gettext("Tear off and keep"),
        "erase": gettext(
            "This is your code. With it you can have your signature erased at any time, without giving a reason:"
        ),
        "erase-short": gettext("The code to erase your signature with:"),
        "qr": gettext("QR code of the page on which you enter your code: %(address)s", address=address),
        "lost": gettext(
            "If you lose the code, write to %(contact)s. Your slip has the number %(number)s.",
            contact="{contact}",
            number="{number}",
        ),
        "kept-by": gettext(
            "%(keeper)s keeps the signed slips until %(day)s, and shreds them then.",
            keeper=keeping.keeper,
            day=day(keeping.shred_on),
        ),
    }
