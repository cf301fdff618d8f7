"""A published update as the file that `campaign mailout` sends from a holder's computer."""

from datetime import date

from flask_babel import gettext

from campaign.lib import numerals
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.updates import pages, queries


def as_file(campaign: Campaign, language: str, key: str) -> str | None:
    """Its words in this very language, as `# Subject` and a text; None where there are none.

    Where having signed could harm somebody, subject and first words name neither the campaign nor what is new.
    """
    told = queries.told_one(campaign, language, key)
    if told is None or not told.headline or told.language != language:
        return None
    subject, opening = told.headline, []
    if campaign.protects_signers:
        subject = gettext("An update that you asked for")
        opening = [gettext("You asked to hear from us. This is new:"), told.headline]
    where = "\n".join([gettext("This update on our site:"), f"{pages.place(campaign, language)}/{key}"])
    corrections = [_corrected(day, sentence) for day, sentence in told.corrections]
    return "\n\n".join([f"# {subject}", *opening, told.body, *corrections, where]) + "\n"


def _corrected(day: date, sentence: str) -> str:
    return " ".join([gettext("Corrected on %(day)s:", day=numerals.day(day, spoken())), sentence])
