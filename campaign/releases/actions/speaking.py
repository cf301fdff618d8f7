"""In which languages a campaign's pages are."""

from collections.abc import Sequence

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign


def speak(*, slug: str, further: Sequence[str]) -> Campaign:
    """Have pages in these languages besides those that every campaign has, and in no other. Raises Refusal.

    Links that went out in a language that is switched off go on; its pages lead to the English ones.
    """
    if unknown := sorted(set(further) - set(LANGUAGES)):
        raise Refusal("releases/no-pages-in", languages=unknown).about("languages")
    chosen = [code for code in LANGUAGES if code in further and code not in ALWAYS_ON]
    with transaction() as session:
        campaign = existing(slug)
        if (campaign.further_languages or []) != chosen:
            campaign.further_languages = chosen
            audit.note(Act.CHANGE, campaign=slug, fields=["further_languages"])
        session.flush()
        return campaign
