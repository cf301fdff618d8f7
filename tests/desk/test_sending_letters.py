"""Letters on their way from the desk: who gets one and who none, the hour before, stopping."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from campaign.letters import queries as letters_queries
from campaign.letters.actions import deliver_letters
from campaign.letters.fates import SendingState
from campaign.letters.pace import new_york
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.mail.transports import Folder
from campaign.missions.actions import take_addresses
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.importing import read_contacts
from campaign.missions.models import Channel
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from tests.cast import Site
from tests.desk.lettering import SEND, at, issued, planned, waiting
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member

BRITISH = b"code,address,source,date\nGB,gb@example.org,a site,2016-09-24\n"


def test_the_plan_says_who_gets_none_and_why(site: Site, noor: Desk) -> None:
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(channel=Channel.HAND))
    issued(site, noor)
    page = planned(site, noor)
    assert "1 letter would go" in page
    assert "No address Syrian Arab Republic" in page
    assert "By post or by hand France" in page


def test_a_state_that_the_demand_is_about_needs_a_yes_or_a_no(site: Site, noor: Desk) -> None:
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(concerned=True))
    issued(site, noor, **{"write-FR": "yes"})
    page = noor.get(at(site, "/sending"))
    planned(site, noor)
    assert 'name="write-FR" value="yes">' in noor.page.text
    assert 'name="write-FR" value="no">' in noor.page.text
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert answer.status_code == 422
    assert "Answer yes or no." in plain(answer.text)
    assert waiting(site) == {}
    page = noor.post(at(site, "/sending/plan"), {**SEND, "write-FR": "no"})
    assert "1 letter would go" in plain(page.text)
    assert "You said no France" in plain(page.text)
    noor.post(at(site, "/sending"), {**SEND, "write-FR": "no", "number": "1"})
    assert waiting(site) == {"DE": SendingState.QUEUED}


@pytest.mark.usefixtures("for_the_public")
def test_letters_go_after_an_hour_in_which_owners_are_told_and_can_stop_them(site: Site, noor: Desk) -> None:
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    planned(site, noor)
    site.deliver()
    before = len(list(site.folder.glob("*.eml")))
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "3"})
    assert "Letters that would go: 2. Type that number; nothing was sent." in plain(answer.text)
    page = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert "They wait. The first goes at" in plain(page.text)
    (told,) = site.deliver()
    assert told.to == "rima@example.org"
    line = Folder(site.folder)
    assert not deliver_letters(transport=line)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert deliver_letters(transport=line)
        assert not deliver_letters(transport=line)
    assert sorted(waiting(site).values()) == [SendingState.QUEUED, SendingState.SENT]
    assert len(list(site.folder.glob("*.eml"))) == before + 2
    noor.get(at(site))
    assert "1 letter was stopped." in plain(noor.post(at(site, "/stopped")).text)
    assert sorted(waiting(site).values()) == [SendingState.SENT, SendingState.STOPPED]


def test_both_reasons_to_ask_are_named(site: Site, noor: Desk) -> None:
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(concerned=True))
    releases.change(slug=site.slug, withhold=["FR", "DE"])
    issued(site, noor, **{"write-FR": "yes", "write-DE": "yes"})
    page = planned(site, noor)
    both = "Its figure is withheld, and the demand is about this State: to write there could tell something."
    assert f"Write to France? {both}" in page
    assert "Write to Germany? Its figure is withheld: to write there could tell something." in page


def test_who_gets_none_since_no_letter_was_made_is_named(site: Site, noor: Desk) -> None:
    issued(site, noor)
    take_addresses(contacts=read_contacts(BRITISH, today=clock.today()))
    page = planned(site, noor, whom="permanent")
    assert "1 letter would go" in page
    assert "No letter was issued United Kingdom of Great Britain and Northern Ireland" in page
    assert (
        "No letter was issued, and no address is known China , Russian Federation , United States of America"
        in page
    )
    page = planned(site, noor, whom="elected")
    assert "0 letters would go" in page
    assert "No letter was issued, and no address is known" in page


def test_a_wave_goes_on_its_day_and_hour_in_new_york(site: Site, noor: Desk) -> None:
    issued(site, noor)
    day = clock.today() + timedelta(days=10)
    fields = {"whom": "permanent", "day": day.isoformat(), "hour": "10"}
    page = planned(site, noor, **fields)
    assert "1 letter would go" in page
    noor.post(at(site, "/sending"), {**SEND, **fields, "number": "1"})
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    (row,) = letters_queries.sendings(newest.id).values()
    due = row.due_at.astimezone(new_york())
    assert (row.country, row.wave, due.date(), due.hour) == ("FR", "permanent", day, 10)


def due_of_the_first(site: Site) -> datetime:
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    return min(row.due_at for row in letters_queries.sendings(newest.id).values()).astimezone(new_york())


@pytest.mark.long
@pytest.mark.parametrize(
    ("now", "fields", "due"),
    [
        ("2026-12-01T12:00Z", {"hour": "9"}, "2026-12-01T09:00-05:00"),
        ("2026-12-01T15:00Z", {"hour": "9"}, "2026-12-02T09:00-05:00"),
        ("2026-10-31T15:00Z", {"hour": "9"}, "2026-11-01T09:00-05:00"),  # clocks are put back in between
        ("2026-12-02T03:00Z", {"hour": "23"}, "2026-12-01T23:00-05:00"),
        ("2026-12-01T15:00Z", {"day": "2026-12-03"}, "2026-12-03T09:00-05:00"),
        ("2026-12-01T15:00Z", {"day": "2026-12-03", "hour": "0"}, "2026-12-03T00:00-05:00"),
        ("2026-12-01T15:00Z", {}, "2026-12-01T10:00-05:00"),
    ],
)
def test_an_hour_without_a_day_is_the_next_one(
    site: Site, noor: Desk, now: str, fields: dict[str, str], due: str
) -> None:
    issued(site, noor)
    with time_machine.travel(now, tick=False):
        noor = member(site.app, "aya@example.org", Role.ORGANISER, site.campaign.id)
        noor.get(at(site, "/sending"))
        assert 'name="hour" type="text" value=""' in noor.page.text
        noor.post(at(site, "/sending"), {**SEND, **fields, "number": "2"})
        assert due_of_the_first(site) == datetime.fromisoformat(due)


def test_on_this_computer_alone_letters_dont_wait(site: Site, noor: Desk) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    noor.get(at(site, "/sending"))
    assert "Empty: at once, since this site is on this computer alone." in plain(noor.page.text)
    assert "They don’t wait an hour: this site is on this computer alone." in planned(site, noor)
    site.deliver()
    page = plain(noor.post(at(site, "/sending"), {**SEND, "number": "2"}).text)
    assert (
        "They go from now on, or from the moment that you chose: this site is on this computer alone." in page
    )
    (told,) = site.deliver()
    assert told.message["Subject"] == "Something is being done at once"
    assert deliver_letters(transport=Folder(site.folder))
    assert "the first of" not in plain(rima.get(at(site)).text)


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"whom": "nobody"}, "Choose to whom they go."),
        ({"whom": "chosen"}, "Choose to whom they go."),
        ({"day": "soon"}, "Write the day like 2016-09-24."),
        ({"day": "9999-12-31"}, "Write the day like 2016-09-24."),
        ({"day": "2026-12-24", "hour": "24"}, "An hour is a number from 0 to 23."),
        ({"hour": "24"}, "An hour is a number from 0 to 23."),
        (
            {"whom": "permanent", "states": "FR"},
            "States are ticked as well. Choose “The States ticked below” for these alone, or untick them.",
        ),
        ({"per_hour": "0"}, "Between 1 and 3600 letters go in an hour."),
    ],
)
def test_a_sending_that_cant_be_is_refused_at_its_field(
    site: Site, noor: Desk, fields: dict[str, str], sentence: str
) -> None:
    issued(site, noor)
    assert sentence in planned(site, noor, **fields)
    assert noor.page.status_code == 422


def test_who_has_stopped_somebody_issues_and_sends_nothing_alone(site: Site, noor: Desk) -> None:
    issued(site, noor)
    sami = member(site.app, "sami@example.org", Role.VIEWER, site.campaign.id)
    assert sami.get(at(site)).status_code == 404  # letters are organisers'
    by, whom = (organisers_queries.by_email(f"{name}@example.org") for name in ("noor", "sami"))
    assert by
    assert whom
    organisers.freeze(organiser_id=whom.id, campaign_id=site.campaign.id, by_id=by.id)
    planned(site, noor)
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert answer.status_code == 403
    assert waiting(site) == {}


def test_nothing_is_queued_where_owners_cant_be_told(
    site: Site, noor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(site, noor)
    planned(site, noor)

    def fails(**_: Any) -> None:
        raise Refusal("organisers/not-here")

    monkeypatch.setattr(organisers, "tell_owners", fails)
    assert noor.post(at(site, "/sending"), {**SEND, "number": "2"}).status_code == 422
    assert waiting(site) == {}
