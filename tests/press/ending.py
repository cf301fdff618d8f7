"""The end of the cast's campaign: where its pages are, its close, and forms that are sent."""

from typing import Any

from campaign.releases import actions as releases
from tests.cast import SLUG, Site, hidden
from tests.organisers.browser import Desk

END = f"/desk/campaigns/{SLUG}/end"
REPORT = f"/en/{SLUG}/report"


def closed(site: Site) -> None:
    releases.close_campaign(slug=SLUG)
    site.number()


def sends(desk: Desk, path: str, **fields: Any) -> Any:
    """Send a form of the page that is shown now."""
    return desk.post(path, {"version": hidden(desk.page.text, "version"), **fields})
