"""The words a signer agrees to. A change of words is a new version; each signature keeps what it was given under."""

import secrets

from babel.lists import format_list
from flask_babel import get_locale, gettext

from campaign.releases.models import Campaign
from campaign.signing.records import Record

VERSION = "1"


def consent_wording(campaign: Campaign) -> str:
    """The sentence beside the box, in the language of the page."""
    return gettext(
        "I agree that %(organiser)s stores my name, email address, country and support for this demand in order to "
        "count my signature. This reveals a political opinion. I can withdraw at any time.",
        organiser=organiser(campaign),
    )


def agreed(*, campaign: str, name: str, address: str, country: str, consent: str, text: str) -> Record:
    """What a signer gives by agreeing to the wording `consent` under the text of this hash; `s` is new."""
    return Record(
        campaign=campaign, name=name, address=address, country=country, text=text,
        consent=consent, consent_version=VERSION, s=secrets.token_bytes(32).hex(),
    )  # fmt: skip


def organiser(campaign: Campaign) -> str:
    """Who is behind the campaign, as a sentence names them."""
    if not campaign.organisers:
        return gettext("the organiser")
    return format_list(campaign.organisers, locale=get_locale())
