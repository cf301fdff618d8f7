"""Which campaign a mail is about: it says so only where harm is ruled out, since others may read the mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext

from campaign.organisers.actions.inviting import site_address
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign


@dataclass(frozen=True)
class About:
    """The site as a whole, or one campaign: its headlines by language, and its slug. Both are empty under harm."""

    headlines: Mapping[str, str] = field(default_factory=dict)
    slug: str = ""

    def headed(self, subject: str, language: str) -> str:
        """The subject, with the headline behind it where that may be said."""
        headline = self.headlines.get(language) or next(iter(self.headlines.values()), "")
        return gettext("%(label)s: %(named)s", label=subject, named=headline) if headline else subject

    def link(self, page: str = "") -> str:
        """To a page of the campaign; to the desk alone where its address would name it."""
        desk = f"{site_address()}/desk/"
        return f"{desk}campaigns/{self.slug}/{page}" if self.slug else desk


SITE = About()


def about(campaign: Campaign | None) -> About:
    """How mails name it."""
    if campaign is None or campaign.protects_signers:
        return SITE
    texts = releases_queries.shown_texts(campaign)
    return About({text.language: text.headline for text in texts}, campaign.slug)
