"""The page of people, pressed by whoever may."""

import re

from campaign.organisers import queries as organisers_queries
from tests.cast import Site, heading
from tests.organisers.browser import Desk

LINA, SAMI, HUDA = "lina@example.org", "sami@example.org", "huda@example.org"


def number(email: str) -> int:
    """Of an organiser."""
    found = organisers_queries.by_email(email)
    assert found is not None
    return found.id


def press(desk: Desk, site: Site, act: str, **fields: str) -> str:
    """Press a button of the page of people; what is said then."""
    desk.get(f"/desk/campaigns/{site.slug}/people")
    page = desk.post(f"/desk/campaigns/{site.slug}/people/{act}", fields).text
    if heading(page) not in {"People", "A phone is gone, or somebody is detained"}:
        return heading(page)
    said = re.search(r'<p class="notice" role="status">([^<]+)</p>', page)
    wrong = re.search(r'<p class="summary" id="answer"[^>]*>([^<]+)</p>', page)
    return (wrong or said)[1]  # type: ignore[index]


def is_in(desk: Desk, site: Site) -> bool:
    """Whether a browser comes to the campaign."""
    return heading(desk.get(f"/desk/campaigns/{site.slug}/").text) == "Overview"
