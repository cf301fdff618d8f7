"""A published update as the file that `campaign mailout` sends from a holder's computer."""

from flask_babel import gettext

from campaign.extensions import spoken
from campaign.lib import numerals
from campaign.releases.models import Campaign
from campaign.updates import pages, queries


def as_file(campaign: Campaign, language: str, key: str) -> str | None:
    """Its words in this very language, as `# Subject` and a text; None where there are none.

    Where having signed could harm somebody, subject and first words name neither the campaign nor what is new.
    """
    told = queries.told_one(campaign, language, key)
    if told is None or not told.headline or told.language != language:
        return None
    corrections = [
        f"{gettext('Corrected on %(day)s:', day=numerals.day(day, spoken()))} {sentence}"
        for day, sentence in told.corrections
    ]
    where = f"{gettext('This update on our site:')}\n{pages.place(campaign, language)}/{key}"
    opening = [gettext("You asked to hear from us. This is new:"), told.headline]
    if not campaign.protects_signers:
        opening = []
    subject = gettext("An update that you asked for") if campaign.protects_signers else told.headline
    return "\n\n".join([f"# {subject}", *opening, told.body, *corrections, where]) + "\n"
