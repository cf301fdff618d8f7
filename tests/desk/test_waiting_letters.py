"""Letters that wait: said on every page of the desk and in a mail, stopped wave by wave, and then offered again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.letters import queries as letters_queries
from campaign.letters.actions import deliver_letters
from campaign.letters.fates import SendingState
from campaign.lib import clock
from campaign.mail.transports import Folder
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases.models import Campaign
from tests.cast import Site
from tests.desk.lettering import SEND, at, issued, planned, planned_end, waiting
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member

NOON = "2026-12-01T12:00Z"
ALL_WAIT = (
    "At 13:00 UTC the first of 2 letters goes to Germany. To whom: All to whom none went yet. "
    "Until then an owner can stop them. Stop these letters"
)
PAGES = ("/", "/letters", "/text", "/signatures", "/people", "/acts")

pytestmark = pytest.mark.usefixtures("for_the_public")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def noor(noon: None, noor: Desk) -> Desk:
    """The same, at noon."""
    return noor


def send(site: Site, noor: Desk, number: int, **fields: str) -> str:
    noor.get(at(site, "/sending"))
    return plain(noor.post(at(site, "/sending"), {**SEND, **fields, "number": str(number)}).text)


def public(site: Site) -> str:
    return plain(site.client().get(f"/en/{site.slug}/letters").text)


def test_every_page_says_what_waits_to_who_can_stop_it(site: Site, noor: Desk) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    sami = member(site.app, "sami@example.org", Role.VIEWER, site.campaign.id)
    issued(site, noor)
    send(site, noor, 2)
    for page in PAGES:
        for desk in (rima, noor):
            assert ALL_WAIT in plain(desk.get(f"/desk/campaigns/{site.slug}{page}").text)
    assert "letters goes to" not in plain(sami.get(f"/desk/campaigns/{site.slug}/").text)
    assert "2 letters were stopped." in plain(rima.post(at(site, "/stopped"), {"wave": "all"}).text)
    assert "goes to Germany" not in plain(rima.get(at(site)).text)
    assert "On 3 December 2026 at 14:00 UTC the first of 2 letters goes to Germany." in send(
        site, noor, 2, day="2026-12-03"
    )


def test_each_wave_is_stopped_alone(site: Site, noor: Desk) -> None:
    issued(site, noor)
    send(site, noor, 1, whom="chosen", states="DE")
    page = send(site, noor, 1, whom="permanent")
    assert "At 13:00 UTC a letter goes to Germany. To whom: The States that were ticked." in page
    assert "At 13:00 UTC a letter goes to France. To whom: Permanent members" in page
    assert page.count("Stop this letter") == 2
    assert "1 letter was stopped." in plain(noor.post(at(site, "/stopped"), {"wave": "chosen"}).text)
    assert waiting(site) == {"DE": SendingState.STOPPED, "FR": SendingState.QUEUED}
    send(site, noor, 1, whom="chosen", states="DE")
    (first, second) = letters_queries.waiting_waves(site.campaign.id)
    assert {first.name, second.name} == {"permanent", "chosen 2"}
    noor.post(at(site, "/stopped"), {"wave": "chosen"})
    assert waiting(site) == {"DE": SendingState.QUEUED, "FR": SendingState.QUEUED}
    assert "2 letters were stopped." in plain(noor.post(at(site, "/stopped")).text)


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({}, 2),
        ({"whom": "permanent"}, 1),
        ({"whom": "chosen", "states": "FR"}, 1),
        ({"whom": "chosen", "again": "FR"}, 1),
        ({"again": "FR"}, 1),
    ],
)
def test_what_was_stopped_is_offered_like_any_other(
    site: Site, noor: Desk, fields: dict[str, str], number: int
) -> None:
    issued(site, noor)
    send(site, noor, 2)
    noor.post(at(site, "/stopped"))
    form = plain(noor.get(at(site, "/sending")).text)
    assert "France (was stopped on 1 December 2026)" in form
    assert "Once more" not in form
    page = planned(site, noor, **fields)
    assert f"{number} letter{'s' if number > 1 else ''} would go" in page
    assert "France (was stopped on 1 December 2026) fr@example.org" in page
    assert "(time" not in page
    assert send(site, noor, number, **fields).startswith("Letters Desk")
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    row = letters_queries.sendings(newest.id)["FR"]
    assert (row.state, row.round, row.ended_at) == (SendingState.QUEUED, 1, None)


def test_what_waits_or_went_goes_once_more_only_where_it_is_ticked(site: Site, noor: Desk) -> None:
    issued(site, noor)
    send(site, noor, 2)
    page = planned(site, noor)
    assert "0 letters would go" in page
    assert "One waits to be sent France , Germany" in page
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert deliver_letters(transport=Folder(site.folder))
    noor.post(at(site, "/stopped"))
    assert waiting(site) == {"DE": SendingState.SENT, "FR": SendingState.STOPPED}
    form = plain(noor.get(at(site, "/sending")).text)
    assert "Once more to those to which one went Germany" in form
    page = planned(site, noor)
    assert "1 letter would go" in page
    assert "One went before Germany" in page
    page = planned(site, noor, again="DE")
    assert "1 letter would go" in page
    assert "Germany (time 2) de@example.org" in page


def test_the_mail_leads_to_the_desk_and_says_what_it_is_where_that_harms_nobody(
    site: Site, noor: Desk
) -> None:
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    site.deliver()
    with transaction() as session:
        session.execute(update(Campaign).values(at_risk=False))
    send(site, noor, 1, whom="permanent")
    (told,) = site.deliver()
    assert (told.to, told.message["Subject"]) == ("rima@example.org", "Something will happen in an hour")
    assert told.message.get_content().replace("\r\n", "\n") == (
        "Somebody has asked for letters to be sent to missions. It will be done in an hour at the earliest, unless you "
        "stop it.\n\nSign in to see what it is. If you can’t reach that person by telephone, stop it: it can be asked "
        f"for again.\n\nhttp://localhost:8000/desk/campaigns/{site.slug}/letters\n"
    )
    releases.change(slug=site.slug, at_risk=True)
    send(site, noor, 1)
    (told,) = site.deliver()
    assert told.message.get_content().replace("\r\n", "\n") == (
        "Somebody has asked for something serious at the desk. It will be done in an hour at the earliest, unless you "
        "stop it.\n\nSign in to see what it is. If you can’t reach that person by telephone, stop it: it can be asked "
        "for again.\n\nhttp://localhost:8000/desk/\n"
    )


def test_the_same_form_sent_twice_is_told_once(site: Site, noor: Desk) -> None:
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    site.deliver()
    send(site, noor, 2)
    assert noor.post(at(site, "/sending"), {**SEND, "number": "2"}).status_code == 422
    assert [told.to for told in site.deliver()] == ["rima@example.org"]


def test_the_public_hears_of_nothing_in_the_hour(site: Site, noor: Desk) -> None:
    issued(site, noor)
    size = letters_queries.newest_set(site.campaign.id).size  # type: ignore[union-attr]
    before = public(site)
    send(site, noor, 2)
    assert public(site) == before
    own = plain(site.client().get(f"/en/{site.slug}/letters/DE/{size}").text)
    assert "Email to the mission" not in own
    noor.post(at(site, "/stopped"))
    assert public(site) == before
    send(site, noor, 1, states="DE")
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert "Waiting to be sent" in public(site)
        assert deliver_letters(transport=Folder(site.folder))
        went = public(site)
        assert "Sent on 1 December 2026" in went
        send(site, noor, 1)  # another wave, whose hour begins
        assert public(site) == went


def test_lists_of_states_are_by_name_as_the_reader_has_it(site: Site, noor: Desk) -> None:
    planned_end(site, states=["SY", "FR", "DE"])
    assert "One for each of: France, Germany, Syrian Arab Republic." in plain(noor.get(at(site)).text)
    issued(site, noor)
    page = planned(site, noor)
    assert page.index("France fr@example.org") < page.index("Germany de@example.org")


def test_activity_says_that_they_were_asked_for_and_stopped(site: Site, noor: Desk) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    send(site, noor, 2)
    noor.post(at(site, "/stopped"))
    page = plain(rima.get(f"/desk/campaigns/{site.slug}/acts").text)
    assert "asked for letters to be sent" in page
    assert "stopped letters" in page
    assert "sent letters" not in page
