"""The pieces of HTML that an organiser copies into her own site."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from campaign.current import settings
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

CARD = Markup(
    '<iframe src="{address}/card" title="{title}" width="340" height="380" loading="lazy"'
    ' referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>'
)
BADGE = Markup('<a href="{address}"><img src="{address}/badge.svg" alt="{title}" height="40"></a>')
LINK = Markup('<a href="{address}">{title}</a>')
FEED = Markup(
    '<link rel="alternate" type="application/atom+xml" title="{title}" href="{address}/updates.atom">'
)


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """In one language, each a line of HTML whose words are escaped."""

    card: str
    badge: str
    link: str
    feed: str


def pieces(campaign: Campaign, language: str) -> Pieces:
    """Those of a campaign in the language that is spoken now."""
    address = f"{settings().base_url}/{language}/{campaign.slug}"
    headline = " ".join(releases_queries.text_for(campaign.id, language).headline.split())
    counted = gettext("How many have signed: %(headline)s", headline=headline)
    return Pieces(
        card=str(CARD.format(address=address, title=counted)),
        badge=str(BADGE.format(address=address, title=counted)),
        link=str(LINK.format(address=address, title=headline)),
        feed=str(FEED.format(address=address, title=gettext("Updates"))),
    )
