"""What somebody turns off at the desk, whose a key is, and what becomes of that when she goes."""

import re

from campaign.extensions import db, transaction
from campaign.notifications import actions as notifications
from campaign.notifications import queries as notifications_queries
from campaign.notifications import server
from campaign.notifications.kinds import Kind
from campaign.notifications.models import HolderAccount, TurnedOff
from campaign.organisers import actions as organisers
from campaign.organisers.models import Membership, Organiser
from campaign.organisers.roles import Role
from campaign.vault import queries as vault_queries
from tests.cast import Site
from tests.notifications.people import NOOR, RIMA, mails, organiser, person
from tests.organisers.browser import Desk, member
from tests.tables import count

OWNERS = ["backup", "mail", "bounces", "disk", "log"]
WORKING = ["held", "mission", "closing", "monday"]
HOLDERS = ["erasure", "drill"]


def offered(desk: Desk) -> dict[str, bool]:
    """The boxes of the account's page, and whether they are ticked."""
    page = desk.get("/desk/account").text
    boxes = re.findall(r'<input type="checkbox" name="mails" value="(\w+)"( checked)?>', page)
    return {kind: bool(ticked) for kind, ticked in boxes}


def test_what_an_owner_turns_off_she_gets_no_more_until_she_turns_it_on(site: Site) -> None:
    rima = member(site.app, RIMA, Role.OWNER, site.campaign.id)
    person("sami@example.org", Role.OWNER, site.campaign.id)
    everything = [*OWNERS, *WORKING, *HOLDERS]
    assert offered(rima) == dict.fromkeys(everything, True)
    mails(site)
    page = rima.post("/desk/account/mails", {"mails": [each for each in everything if each != "log"]}).text
    assert "Saved." in page
    assert offered(rima) == {each: each != "log" for each in everything}
    server.watch_logs(stopped=True)
    assert [to for to, *_ in mails(site)] == ["sami@example.org"]
    rima.post("/desk/account/mails", {"mails": everything})
    assert offered(rima) == dict.fromkeys(everything, True)
    assert count(TurnedOff) == 0


def test_what_concerns_nobody_of_her_kind_isnt_offered(site: Site) -> None:
    noor = member(site.app, NOOR, Role.ORGANISER, site.campaign.id)
    vera = member(site.app, "vera@example.org", Role.VIEWER, site.campaign.id)
    assert list(offered(noor)) == WORKING
    assert list(offered(vera)) == []
    assert "Mails to you" not in vera.page.text
    notifications.know_holder(
        holder_id=vault_queries.holders()[0].id, organiser_id=organiser("vera@example.org").id
    )
    assert list(offered(vera)) == HOLDERS


def test_nothing_that_isnt_offered_is_turned_off_or_on(site: Site) -> None:
    noor = member(site.app, NOOR, Role.ORGANISER, site.campaign.id)
    key = organiser(NOOR).id
    notifications.choose(organiser_id=key, offered=[Kind.DISK], wanted=[])
    offered(noor)
    noor.post("/desk/account/mails", {"mails": ["disk", "nonsense", "held"]})
    assert notifications_queries.turned_off(key) == {Kind.DISK, Kind.MISSION, Kind.CLOSING, Kind.MONDAY}


def test_a_stranger_turns_nothing_off(site: Site) -> None:
    member(site.app, NOOR, Role.ORGANISER, site.campaign.id)
    stranger = Desk(site.app)
    stranger.get("/desk/sign-in")
    stranger.post("/desk/account/mails", {"mails": []})
    assert count(TurnedOff) == 0


def test_whose_a_key_is_is_said_on_the_page_of_keys(site: Site) -> None:
    rima = member(site.app, RIMA, Role.OWNER, site.campaign.id)
    noor = person(NOOR, Role.ORGANISER, site.campaign.id)
    elsewhere = person("lina@example.org", None, is_site_owner=True)
    holder = vault_queries.holders()[0].id
    here = f"/desk/campaigns/{site.slug}/keys"
    rima.get(here)
    for chosen, known in (
        (str(noor), {holder: noor}),
        (str(elsewhere), {}),
        ("x", {}),
        (str(noor), {holder: noor}),
    ):
        rima.post(f"{here}/{holder}/place", {"place": "Beirut", "account": chosen})
        assert notifications_queries.accounts() == known
    assert f'<option value="{noor}" selected>Noor</option>' in rima.get(here).text
    rima.post(f"{here}/{holder}/place", {"place": "Paris"})
    assert notifications_queries.accounts() == {holder: noor}
    rima.post(f"{here}/{holder}/place", {"place": "Paris", "account": ""})
    assert notifications_queries.accounts() == {}


def test_an_account_of_another_campaign_stays_when_the_place_is_changed(site: Site) -> None:
    rima = member(site.app, RIMA, Role.OWNER, site.campaign.id)
    elsewhere = person("lina@example.org", None, is_site_owner=True)
    holder = vault_queries.holders()[0].id
    notifications.know_holder(holder_id=holder, organiser_id=elsewhere)
    here = f"/desk/campaigns/{site.slug}/keys"
    rima.get(here)
    rima.post(f"{here}/{holder}/place", {"place": "Paris", "account": str(elsewhere)})
    assert notifications_queries.accounts() == {holder: elsewhere}


def test_her_choices_go_with_her(site: Site) -> None:
    rima = person(RIMA, Role.OWNER, site.campaign.id)
    noor = person(NOOR, Role.ORGANISER, site.campaign.id)
    for key in (rima, noor):
        notifications.choose(organiser_id=key, offered=list(Kind), wanted=[Kind.HELD])
    notifications.know_holder(holder_id=vault_queries.holders()[0].id, organiser_id=noor)
    assert notifications.tidy() == 0
    organisers.remove(organiser_id=noor, campaign_id=site.campaign.id)
    assert (notifications.tidy(), notifications.tidy()) == (1, 0)
    assert notifications_queries.turned_off(noor) == set()
    notifications.choose(organiser_id=rima, offered=list(Kind), wanted=[])
    with transaction() as session:  # as whoever erases a person does
        session.execute(db.delete(Membership))
        session.execute(db.delete(Organiser))
    assert (count(TurnedOff), count(HolderAccount)) == (0, 0)


def test_everybody_gets_everything_until_she_says_otherwise(site: Site) -> None:
    person(RIMA, Role.OWNER, site.campaign.id)
    assert all(notifications_queries.wanting([organiser(RIMA)], kind) == [organiser(RIMA)] for kind in Kind)
