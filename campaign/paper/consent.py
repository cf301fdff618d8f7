"""The words on a slip that whoever signs it agrees to. A change of words is a new version.

Each record keeps its own. The words of earlier versions stay here, and in docs/sealed-lists.md.
"""

from flask_babel import force_locale, gettext

from campaign.lib.languages import LANGUAGES
from campaign.releases.models import Campaign
from campaign.signing.consent import plain_organiser

VERSION = "paper-1"


def slip_consent(campaign: Campaign, language: str) -> str:
    """The sentence above the signature, in the language of the slip."""
    with force_locale(LANGUAGES[language].locale):
        return gettext(
            "I agree that my name, country and support for this demand are stored by %(organisers)s in order to count "
            "my signature on paper. This reveals a political opinion. With the code on my half I can have it erased at "
            "any time.",
            organisers=plain_organiser(campaign),
        )
