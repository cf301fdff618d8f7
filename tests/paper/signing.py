"""A campaign that collects on paper, the desk that types, and what a printed slip says."""

import io
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from pypdf import PdfReader

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.paper import actions
from tests.cast import SLUG, Site
from tests.organisers.browser import Desk, member

BASE = f"/desk/campaigns/{SLUG}/paper"
PAGE = f"/en/{SLUG}/paper"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
KEEPER = "Nour, Skies, Paris"


@dataclass(frozen=True)
class Printed:
    """A slip as whoever tears it off has it: its number with the last digit, and her code."""

    number: str
    code: str


def harmless(site: Site) -> Site:
    """The same campaign, for which an owner ruled harm out before it opened."""
    with transaction():
        site.campaign.at_risk = False
    return site


def collecting(site: Site) -> Site:
    """One whose slips have a keeper."""
    harmless(site)
    actions.keep(slug=SLUG, keeper=KEEPER, shred_on=clock.today() + timedelta(days=100))
    return site


def typist(site: Site, role: Role = Role.ORGANISER) -> Desk:
    """An organiser at her desk."""
    return member(site.app, f"{role}@example.org", role, site.campaign.id)


def printed(desk: Desk, count: int = 3, **fields: str) -> list[Printed]:
    """New slips, read off the PDF that the desk hands out."""
    desk.get(BASE)
    answer = desk.post(
        f"{BASE}/printed", {"count": str(count), "language": "en", "layout": "slips", **fields}
    )
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return read_off(answer.data)


def read_off(pdf: bytes) -> list[Printed]:
    """The slips in their order."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    codes = CODE.findall(text)
    numbers = sorted({int(each) for each in re.findall(r"number\s+(\d+)\.", text)})
    if not numbers:  # a sheet
        numbers = sorted(int(each) for each in re.findall(r"^\s*(\d{2,7})\s*$", text, re.M))
    return [Printed(str(number), code) for number, code in zip(numbers, codes, strict=True)]


def typed(desk: Desk, slip: Printed, name: str, country: str = "France") -> None:
    """One row, as it is typed at the desk."""
    desk.get(f"{BASE}/rows")
    answer = desk.post(f"{BASE}/rows", {"number": slip.number, "name": name, "country": country})
    assert answer.status_code == 200, answer.text


def entered(site: Site) -> None:
    """The worker's turn, and the sequencer's."""
    actions.enter_due()
    site.number()


@pytest.fixture
def collection(site: Site) -> Site:
    """A campaign that collects on paper."""
    return collecting(site)
