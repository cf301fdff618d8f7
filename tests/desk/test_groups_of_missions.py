"""Groups of missions at the desk, and the years of elected members."""

from pathlib import Path

import pytest
import time_machine

from campaign.missions.groups import OWN
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.test_missions import at, noor
from tests.desk.walking import plain as words
from tests.organisers.browser import Desk, member

__all__ = ["noor"]


def test_groups_are_the_shipped_ones_or_the_organisers_own(site: Site, noor: Desk) -> None:
    page = words(noor.get(at(site, "?which=permanent")).text)
    assert "Source: Charter of the United Nations, Article 23 (1). Checked on 30 November 2026." in page
    assert page.count("France") == 1
    assert "Germany" not in page
    own = Path(site.settings.instance) / OWN
    own.write_text('checked = 2026-12-01\n[ours]\nnames = { en = "Ours" }\nsource = "us"\nstates = ["DE"]\n')
    page = words(noor.get(at(site, "?which=ours")).text)
    assert "Germany" in page
    assert "France" not in page
    own.write_text('checked = 2026-12-01\n[ours]\nnames = { en = "Ours" }\nsource = "us"\nstates = ["XX"]\n')
    page = words(noor.get(at(site)).text)
    assert "Not codes of Member or observer States: XX." in page
    assert "Germany" in page


def test_elected_members_are_shown_with_their_years(site: Site, noor: Desk) -> None:
    page = words(noor.get(at(site, "?which=elected")).text)
    assert "Bahrain 2026–2027" in page
    assert "Denmark 2025–2026" in page
    assert "2026–2027" not in words(noor.get(at(site)).text)


@pytest.mark.parametrize(
    "years", ['"2025"', '{ FR = "2025" }', "{ DE = 2025 }", '{ DE = "' + "x" * 41 + '" }']
)
def test_years_that_are_none_of_its_states_are_said(site: Site, noor: Desk, years: str) -> None:
    own = Path(site.settings.instance) / OWN
    own.write_text(
        f'checked = 2027-01-01\n[ours]\nnames = {{ en = "Ours" }}\nsource = "us"\nstates = ["DE"]\nyears = {years}\n'
    )
    page = words(noor.get(at(site)).text)
    assert "The years of the group ours are words behind codes of its States: DK = “2025–2026”." in page


def test_members_who_sit_no_longer_are_said(site: Site, noor: Desk) -> None:
    with time_machine.travel("2027-01-02T12:00:00Z", tick=False):
        noor = member(site.app, "rami@example.org", Role.ORGANISER, site.campaign.id)
        page = words(noor.get(at(site, "?which=elected")).text)
    assert "That was so until 31 December 2026: put the new ones into groups.toml." in page
