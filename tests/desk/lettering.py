"""An organiser at the desk's letters: a campaign that thirty signed, and whose letters go to three States."""

from datetime import timedelta
from typing import Any

from campaign.jobs import runner
from campaign.letters import queries as letters_queries
from campaign.letters.fates import SendingState
from campaign.lib import clock
from campaign.releases.actions.addressing import plan_the_end
from campaign.releases.models import Addressees
from campaign.running.schedule import job_kinds
from tests.cast import Site
from tests.desk.walking import plain
from tests.organisers.browser import Desk

ADDRESSES = (
    b"code,address,source,date\nFR,fr@example.org,a site,2016-09-24\nDE,de@example.org,a site,2016-09-24\n"
)
HEAD = {"person": "R. K., +961 1 234567", "paper": "a4", "refers": "y"}
SEND = {"whom": "all", "day": "", "hour": "", "per_hour": "60"}


def planned_end(site: Site, **more: Any) -> None:
    plan = {
        "slug": site.slug, "closes": clock.today() + timedelta(days=90), "contact": "press@example.org",
        "addressees": Addressees.CHOSEN, "states": ["DE", "FR", "SY"],
    }  # fmt: skip
    plan_the_end(**plan | more)


def at(site: Site, rest: str = "") -> str:
    return f"/desk/campaigns/{site.slug}/letters{rest}"


def made(site: Site, noor: Desk) -> str:
    """Have letters made; the page then."""
    noor.get(at(site))
    assert "The letters are being made." in plain(noor.post(at(site, "/made"), HEAD).text)
    assert runner.run_next(kinds=job_kinds())
    return plain(noor.get(at(site)).text)


def issued(site: Site, noor: Desk, **answers: str) -> str:
    """The same, and issued; `answers` are a yes or a no for each State that is asked about."""
    made(site, noor)
    return plain(noor.post(at(site, "/issued"), {"number": "3", **answers}).text)


def planned(site: Site, noor: Desk, **fields: str) -> str:
    noor.get(at(site, "/sending"))
    return plain(noor.post(at(site, "/sending/plan"), {**SEND, **fields}).text)


def waiting(site: Site) -> dict[str, SendingState]:
    newest = letters_queries.last_issued(site.campaign.id)
    return {code: row.state for code, row in letters_queries.sendings(newest.id).items()} if newest else {}
