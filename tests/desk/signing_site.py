"""A campaign whose signatures organisers look through: members of each role, and the worker's looks."""

import re
from html import unescape

from campaign.moderation import actions as moderation
from campaign.moderation import surveys
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.moderation.removals import gathered_all
from tests.organisers.browser import Desk, member

BASE = "/desk/campaigns/clear-skies"


def organiser(site: Site, role: Role = Role.ORGANISER) -> Desk:
    """Somebody who is signed in, with that role in the cast's campaign."""
    return member(site.app, f"{role}@example.org", role, site.campaign.id)


def worked() -> None:
    """The worker's looks, and what it gathers and lets leave."""
    while surveys.take_due():
        pass
    gathered_all()
    while moderation.remove_due():
        pass


def cells(html: str) -> list[list[str]]:
    """The words in each row of the bodies of a page's tables."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", "".join(re.findall(r"<tbody>(.*?)</tbody>", html, re.S)), re.S)
    return [[words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def words(html: str) -> str:
    """What is read of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def alert(html: str) -> str:
    """The sentence that says what is to be mended, or what changed."""
    (found,) = re.findall(r'<p class="summary"[^>]*>(.*?)</p>', html, re.S)
    return words(found)


def wrong(html: str) -> dict[str, str]:
    """The sentences at fields, by the field."""
    return {
        name: words(said)
        for name, said in re.findall(r'<p class="error" id="f-([\w-]+)-error">(.*?)</p>', html)
    }
