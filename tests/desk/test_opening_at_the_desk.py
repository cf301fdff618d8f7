"""Opening, pausing, going on and closing at the desk: what is missing is named, with the step that settles it."""

import re
from html import unescape

import time_machine

from campaign.lib import clock
from campaign.organisers import actions as organisers
from campaign.organisers.roles import Role
from campaign.vault import actions as vault
from tests.cast import Site, change, heading
from tests.desk.walking import (
    ENDING,
    HERE,
    ORGANISATION,
    SLUG,
    answers,
    campaign,
    colleague,
    drafted,
)
from tests.organisers.browser import Desk, member


def test_on_this_computer_the_text_alone_hinders(site: Site, rima: Desk) -> None:
    page = rima.get(f"{HERE}/state").text
    stops, _, rest = page.partition(
        "For the public, this would be missing. On this computer it doesn’t stop you:"
    )
    assert re.findall(r'<li><a href="([^"]+)">(.*?)</a>', stops.split('class="missing"')[1]) == [
        (f"{HERE}/text", "a text")
    ]
    assert "who is behind it" in rest
    assert "Open it to everybody" not in page
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert rima.page.status_code == 422
    assert "hope has no text yet." in rima.page.text
    drafted()
    assert "Still missing:" not in rima.get(f"{HERE}/state").text
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert (heading(rima.page.text), campaign().state) == ("It is open", "open")


def test_in_public_it_opens_when_nothing_is_missing_and_every_line_leads_to_its_step(site: Site) -> None:
    change(site.app, base_url="https://hope.example.org")
    rima = member(site.app, "rima@example.org", Role.OWNER, None, base_url="https://hope.example.org")
    rima.with_codes()
    rima.get("/desk/")
    rima.post("/desk/campaigns", {"slug": SLUG})
    assert missing(rima) == [
        ("who is behind it", "/start/organisation"), ("an address for questions", "/start/ending"),
        ("which countries are withheld", "/start/risk"), ("a text", "/text"),
        ("an answer to whether having signed could harm somebody", "/start/risk"),
        (
            "two owners who each sign in with a second factor, or one who has entered a recovery code",
            "/start/second",
        ),
        ("two holders of keys in two places, or one whose key somebody else keeps on paper", "/keys"),
    ]  # fmt: skip
    assert "Open it to everybody" not in rima.page.text
    rima.get("/desk/account")  # a page with a form, since this one has no button
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert (rima.page.status_code, campaign().state) == (422, "draft")
    vault.keep_apart(name="skies", place="Beirut", paper_keeper="Nour", paper_place="Paris")
    answers(rima, "risk", {"at_risk": "yes"})
    answers(rima, "organisation", ORGANISATION)
    drafted()
    answers(rima, "ending", ENDING)
    rima.get("/desk/account")
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert rima.page.status_code == 422
    assert "Too much of hope depends on one person to open it in public." in rima.page.text
    nour = colleague(site, Role.OWNER, base_url="https://hope.example.org")
    nour.with_codes()
    assert missing(rima) == []
    assert "Open it to everybody" in rima.page.text
    rima.post(f"{HERE}/state/open", {"typed": SLUG})
    assert (heading(rima.page.text), campaign().state) == ("It is open", "open")


def missing(desk: Desk) -> list[tuple[str, str]]:
    """What the last step names, and where each leads."""
    listed = desk.get(f"{HERE}/state").text.partition('<ul class="missing">')[2].partition("</ul>")[0]
    found = re.findall(rf'<li><a href="{HERE}(/[^"]+)">(.*?)</a></li>', listed)
    return [(unescape(words), address) for address, words in found]


def test_pausing_going_on_and_closing_with_the_slug(site: Site, for_the_public: None) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    here = f"/desk/campaigns/{site.slug}/state"
    desk.get(here)
    desk.post(f"{here}/pause", {"typed": site.slug, "until": "2016-01-01"})
    assert desk.page.status_code == 422
    assert "2016-01-01 is not in the future." in desk.page.text
    desk.post(f"{here}/pause", {"typed": site.slug, "until": "soon"})
    assert desk.page.status_code == 422
    assert "Enter a day like 2017-03-24." in desk.page.text
    desk.post(f"{here}/pause", {"typed": site.slug, "until": "2099-01-01"})
    assert heading(desk.page.text) == "It is paused"
    assert "Its page says that it is expected to resume on 1 January 2099." in desk.page.text
    desk.post(f"{here}/open", {"typed": site.slug})
    assert heading(desk.page.text) == "It is open"
    desk.post(f"{here}/close", {"typed": "clear"})
    assert desk.page.status_code == 422
    assert "Nothing was changed." in desk.page.text
    assert site.campaign.state == "open"
    with time_machine.travel(clock.now(), tick=False) as now:
        desk.post(f"{here}/close", {"typed": site.slug})
        assert (heading(desk.page.text), site.campaign.state) == ("It is open", "open")
        assert "this campaign will close for good, as Rima has asked." in desk.page.text
        now.shift(59 * 60)
        assert organisers.do_due() == 0
        now.shift(60)
        assert organisers.do_due() == 1
    assert site.campaign.state == "closed"
    desk.get("/desk/account")
    desk.post(f"{here}/open", {"typed": site.slug})
    assert (desk.page.status_code, heading(desk.page.text)) == (422, "It is closed")
