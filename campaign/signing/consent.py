"""The words a signer agrees to. A change of words is a new version; each signature keeps what it was given under."""

from babel.lists import format_list
from flask_babel import get_locale, gettext

from campaign.releases.models import Campaign

VERSION = "1"


def consent_wording(campaign: Campaign) -> str:
    """The sentence beside the box, in the language of the page."""
    return gettext(
        "I agree that %(organiser)s stores my name, email address, country and support for this demand in order to "
        "count my signature. This reveals a political opinion. I can withdraw at any time.",
        organiser=organiser(campaign),
    )


def organiser(campaign: Campaign) -> str:
    """Who is behind the campaign, as a sentence names them."""
    if not campaign.organisers:
        return gettext("the organiser")
    return format_list(campaign.organisers, locale=get_locale())
