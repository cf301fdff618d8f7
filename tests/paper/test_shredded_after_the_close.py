"""After the close the desk asks whether the slips are shredded, and the end is not over before somebody says so."""

import re
from datetime import timedelta
from html import unescape

from babel import Locale

from campaign.desk.conclusion_facts import standing_of
from campaign.lib import clock, numerals
from campaign.paper import actions
from campaign.releases import actions as releases
from tests.cast import SLUG, Site
from tests.organisers.browser import Desk
from tests.paper.signing import typist

HERE = f"/desk/campaigns/{SLUG}/end"
ENGLISH = Locale.parse("en_GB")
ASKED = "Shred the slips of paper, and say so"


def due(desk: Desk) -> dict[str, str]:
    """What the page has to do, and how it stands."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", desk.get(HERE).text, re.DOTALL)
    return {_plain(what): _plain(state) for what, state in pairs}


def _plain(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]*>", "", html).split()))


def closed(site: Site) -> Site:
    releases.close_campaign(slug=SLUG)
    return site


def test_it_is_asked_until_it_is_said(collection: Site) -> None:
    desk = typist(closed(collection))
    by = numerals.day(clock.today() + timedelta(days=100), ENGLISH)
    assert due(desk)[ASKED] == f"by {by} · to do"
    standing = standing_of(collection.campaign)
    assert standing is not None
    assert (standing.slips, standing.is_open) == ((clock.today() + timedelta(days=100), None), True)
    actions.note_shredded(slug=SLUG)
    assert due(desk)[ASKED] == f"{numerals.day(clock.today(), ENGLISH)} · done"


def test_without_paper_it_is_not(site: Site) -> None:
    assert ASKED not in due(typist(closed(site)))
