"""The words a signer agrees to. A change of words is a new version; each signature keeps what it was given under.

The words of earlier versions stay here, and in docs/sealed-lists.md: lists and receipts name a version for years.
"""

import secrets

from flask_babel import gettext
from markupsafe import Markup, escape

from campaign.lib.name_rows import plain_row, row
from campaign.releases.models import Campaign
from campaign.signing.records import Record
from campaign.spoken import spoken

VERSION = "2"
VERSIONS = ("1", VERSION)


def consent_wording(campaign: Campaign) -> str:
    """The sentence beside the box as plain text, in the language of the page: what is stored."""
    return wording(VERSION) % {"organisers": plain_organiser(campaign)}


def consent_shown(campaign: Campaign) -> Markup:
    """The same as the page has it."""
    return Markup(escape(wording(VERSION))) % {"organisers": organiser(campaign)}  # nosec B704 # noqa: S704  escaped


def wording(version: str) -> str:
    """What is agreed to by a version, in the language of the page, with `%(organisers)s` where they stand.

    Raises ValueError for a version that was never given.
    """
    match version:
        case "1":  # until November 2026
            return gettext(
                "I agree that %(organiser)s stores my name, email address, country and support for this demand in "
                "order to count my signature. This reveals a political opinion. I can withdraw at any time.",
                organiser="%(organisers)s",
            )
        case "2":
            return gettext(
                "I agree that my name, email address, country and support for this demand are stored by "
                "%(organisers)s in order to count my signature. This reveals a political opinion. I can withdraw at "
                "any time.",
                organisers="%(organisers)s",
            )
    raise ValueError(f"no words of consent have the version {version!r}")


def agreed(
    *, campaign: str, name: str, address: str, country: str, wants_updates: bool, consent: str, text: str
) -> Record:
    """What a signer gives by agreeing to the wording `consent` under the text of this hash; `s` is new."""
    return Record(
        campaign=campaign, name=name, address=address, country=country, text=text,
        consent=consent, consent_version=VERSION, s=secrets.token_bytes(32).hex(),
        updates="yes" if wants_updates else "no",
    )  # fmt: skip


def organiser(campaign: Campaign) -> Markup:
    """Who is behind the campaign, as a sentence of a page names them."""
    locale = str(spoken())
    names = campaign.organisers_in(locale)
    return row(names, locale) if names else escape(gettext("the organiser"))


def plain_organiser(campaign: Campaign) -> str:
    """The same in plain text."""
    locale = str(spoken())
    names = campaign.organisers_in(locale)
    return plain_row(names, locale) if names else gettext("the organiser")
