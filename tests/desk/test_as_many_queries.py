"""A page takes as many queries for many of what it shows as for few."""

from datetime import timedelta

import pytest
from pyrage.x25519 import Identity
from sqlalchemy import event

from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers import actions as organisers
from campaign.organisers.roles import Role
from campaign.vault import actions as vault
from campaign.vault import key_offers
from tests.cast import AMELIE, SLUG, Site
from tests.desk.signing_site import worked
from tests.moderation.crowd import crowd
from tests.organisers.browser import Desk, member

PAGES = (
    "", "people", "people/gone", "keys", "lists", "acts", "letters", "missions", "text", "text/en", "text/en/revisions",
    "start", "start/second", "start/rehearsal", "state", "press", "signatures", "signatures/held", "signatures/unusual",
    "signatures/invalidations", "signatures/invalidations/new", "signatures?country=FR&language=en&state=counted",
)  # fmt: skip


def more(site: Site, number: int, called: str) -> None:
    """So many of everything more."""
    crowd(site, 12 * number, country="FR", domain="gmail.com", at=clock.now() - timedelta(hours=5))
    site.number()
    for each in range(number):
        site.client().sign(AMELIE, wait=0)
        member(
            site.app,
            f"{called}{each}@example.org",
            Role.ORGANISER,
            site.campaign.id,
            address=f"198.51.{len(called)}.{each}",
        )
        organisers.invite(
            email=f"{called}-{each}@example.net", role=Role.VIEWER, campaign_id=site.campaign.id
        )
        key_offers.ask_for_key(name=f"{called}{each}", campaign_id=site.campaign.id)
        vault.add(name=f"{called}-holder-{each}", recipient=str(Identity.generate().to_public()))
    worked()


@pytest.fixture
def selects() -> list[str]:
    """The queries that are asked from here on."""
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    return seen


def test_of_each_page(site: Site, selects: list[str]) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    counts: list[dict[str, int]] = []
    for number, called in ((3, "few"), (12, "many")):
        more(site, number, called)
        counts.append({page: asked(rima, page, selects) for page in PAGES})
    few, many = counts
    # The statement behind the figures is one more, from the twentieth signature on.
    assert {page: (few[page], many[page]) for page in PAGES if many[page] > few[page] + 1} == {}


def asked(desk: Desk, page: str, selects: list[str]) -> int:
    """How many queries a page takes, the second time."""
    path = f"/desk/campaigns/{SLUG}/{page}"
    assert desk.get(path).status_code == 200, page
    selects.clear()
    desk.get(path)
    return sum(statement.startswith("SELECT") for statement in selects)
