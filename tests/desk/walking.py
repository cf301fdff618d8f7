"""An owner on the path to the opening, without JavaScript: she fills in the form that a page shows."""

import re
from datetime import date
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.cast import Site, hidden
from tests.organisers.browser import Desk, member

SLUG = "hope"
HERE = f"/desk/campaigns/{SLUG}"
TEXT = "Clear the skies\n\nNew York, 24 September 2016 – Hospitals were hit. We ask for action."
ORGANISATION = {
    "organisers": "Clear Skies\nRooftop Watch", "legal_form": "coalition", "legal_name": "Clear Skies, Rooftop Watch",
    "seat": "Beirut, Lebanon", "website": "https://skies.example.org", "person": "R. K.", "office": "Coordinator",
    "telephone": "+961 1 234567",
}  # fmt: skip
ENDING = {"closes": "2099-03-24", "contact": "press@example.org", "addressees": "council"}


def owner(site: Site, email: str = "rima@example.org") -> Desk:
    """A site owner who has just founded a campaign, at its path."""
    desk = member(site.app, email, Role.OWNER, None)
    desk.get("/desk/")
    desk.post("/desk/campaigns", {"slug": SLUG})
    return desk


def colleague(site: Site, role: Role, email: str = "nour@example.org", **more: Any) -> Desk:
    """Somebody else in that campaign."""
    campaign = releases_queries.campaign(SLUG)
    assert campaign is not None
    return member(site.app, email, role, campaign.id, **more)


def answers(desk: Desk, step: str, fields: dict[str, Any]) -> TestResponse:
    """Open a step, fill it in, send it."""
    desk.get(f"{HERE}/start/{step}")
    return sends(desk, step, fields)


def sends(desk: Desk, step: str, fields: dict[str, Any]) -> TestResponse:
    """Send the step's form that is shown now."""
    more = {"version": hidden(desk.page.text, "version")} if 'name="version"' in desk.page.text else {}
    return desk.post(f"{HERE}/start/{step}", {**more, **fields})


def steps(page: str) -> dict[str, str]:
    """What the path says of each step."""
    rows = re.findall(r'<a class="row"[^>]*><span>(.*?)</span> <span class="hint">(.*?)</span>', page)
    return {unescape(name): unescape(state) for name, state in rows}


def plain(html: str) -> str:
    """A page's words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def campaign() -> Any:
    """The campaign, as it stands now."""
    found = releases_queries.campaign(SLUG)
    assert found is not None
    return found


def drafted() -> None:
    """A text, from elsewhere."""
    actions.publish(
        slug=SLUG, language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24), demand="We ask.",
        body="Hospitals were hit.",
    )  # fmt: skip
