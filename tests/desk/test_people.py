"""People of a campaign: inviting, and their roles."""

import re
from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.people import HUDA, LINA, is_in, number, press
from tests.organisers.browser import PASSWORD, Desk, _path, member

# The first of the roles that an invitation may be to; where somebody's is changed it is the last.
ROLES = (
    '<fieldset><legend>What this person may do</legend><label class="choice">'
    '<input type="radio" name="role" value="owner"{}><span>Owner'
)
NO_ADDRESS = "Enter an email address like name@example.org. This one has no @."


@pytest.mark.parametrize("role", [{}, {"role": "queen"}])
def test_a_role_that_is_none_is_asked_for_and_the_address_stays(
    site: Site, lina: Desk, role: dict[str, str]
) -> None:
    lina.get(f"/desk/campaigns/{site.slug}/people")
    assert ROLES.format("") in lina.page.text
    lina.post(f"/desk/campaigns/{site.slug}/people/invitations", {"email": HUDA, **role})
    assert lina.page.status_code == 422
    said = '<p class="error" id="role-error">Choose one of the roles.</p>'
    assert f'<fieldset class="wrong"><legend>What this person may do</legend>{said}' in lina.page.text
    assert f'name="email" type="email" value="{HUDA}"' in lina.page.text
    assert organisers_queries.invitations_to(site.campaign.id) == []


def test_the_role_that_was_chosen_stays_beside_an_address_that_is_none(site: Site, lina: Desk) -> None:
    assert press(lina, site, "invitations", email="nobody", role="owner") == NO_ADDRESS
    assert ROLES.format(" checked") in lina.page.text


def test_an_owner_invites_and_the_link_leads_in(site: Site, lina: Desk) -> None:
    lina.get(f"/desk/campaigns/{site.slug}/people")
    page = lina.post(
        f"/desk/campaigns/{site.slug}/people/invitations", {"email": HUDA, "role": "viewer"}
    ).text
    (mail,) = (letter for letter in site.deliver() if letter.to == HUDA)
    (link,) = re.findall(r"http://localhost:8000/desk/invitations/\S+", mail.message.get_content())
    assert link in page
    assert site.slug not in mail.message.get_content()
    guest = Desk(site.app)
    guest.get(_path(link))
    guest.post(_path(link), {"name": "Huda", "password": PASSWORD})
    guest.post("/desk/account/later")
    assert is_in(guest, site)
    assert organisers_queries.role_in(organiser_id=number(HUDA), campaign_id=site.campaign.id) is Role.VIEWER


HERE_ALREADY = "This person is in the campaign already. Change what they may do under “People”."


@pytest.mark.parametrize("email", [HUDA, "Huda@Example.org "])
def test_who_is_here_is_not_made_an_owner_by_an_invitation(
    site: Site, lina: Desk, huda: Desk, email: str
) -> None:
    assert press(lina, site, "invitations", email=email, role="owner") == HERE_ALREADY
    assert lina.page.status_code == 422
    lina.get(f"/desk/campaigns/{site.slug}/start/second")
    page = lina.post(f"/desk/campaigns/{site.slug}/start/second", {"email": email})
    assert page.status_code == 422
    assert HERE_ALREADY in page.text
    assert organisers_queries.invitations_to(site.campaign.id) == []


def test_an_invitation_takes_nothing_from_who_is_here(site: Site, lina: Desk) -> None:
    """A command may invite who is here: to more, but not to less."""
    for email, role in ((LINA, Role.VIEWER), (HUDA, Role.ORGANISER), (HUDA, Role.VIEWER), (HUDA, Role.OWNER)):
        link = actions.invite(email=email, role=role, campaign_id=site.campaign.id)
        organiser = organisers_queries.by_email(email)
        token = link.rpartition("/")[2]
        if organiser:
            actions.join(token=token, organiser=organiser)
        else:
            actions.take_up(token=token, name="Huda", email=email, password=PASSWORD, language="en")
        roles = [organisers_queries.role_in(organiser_id=number(email), campaign_id=site.campaign.id)]
        expected = {LINA: Role.OWNER, HUDA: Role.OWNER if role is Role.OWNER else Role.ORGANISER}
        assert roles == [expected[email]]


def test_the_last_owner_stays_one(site: Site, lina: Desk, huda: Desk) -> None:
    last = "A campaign needs an owner. Make somebody else one first."
    assert press(lina, site, f"{number(LINA)}/role", role="viewer") == last
    assert press(lina, site, f"{number(LINA)}/removal") == last
    with time_machine.travel(clock.now(), tick=False) as now:
        press(lina, site, f"{number(HUDA)}/role", role="owner")
        now.shift(timedelta(minutes=59))
        assert actions.do_due() == 0
        assert press(lina, site, f"{number(LINA)}/role", role="viewer") == "Is that you?"
        lina.get("/desk/again")
        lina.post("/desk/again", {"password": PASSWORD})
        assert press(lina, site, f"{number(LINA)}/role", role="viewer") == last
        now.shift(timedelta(minutes=2))
        assert (actions.do_due(), actions.do_due()) == (1, 0)
        assert press(lina, site, f"{number(LINA)}/role", role="viewer") == "Done."
    roles = [
        organisers_queries.role_in(organiser_id=number(each), campaign_id=site.campaign.id)
        for each in (LINA, HUDA)
    ]
    assert roles == [Role.VIEWER, Role.OWNER]


def test_people_of_other_campaigns_are_not_here(site: Site, lina: Desk) -> None:
    site.open_campaign("other")
    from campaign.releases import queries as releases_queries

    other = releases_queries.campaign("other")
    assert other is not None
    member(site.app, HUDA, Role.OWNER, other.id)
    for act in ("removal", "stop", "stop/end", "anew", "role"):
        lina.get(f"/desk/campaigns/{site.slug}/people")
        answer = lina.post(f"/desk/campaigns/{site.slug}/people/{number(HUDA)}/{act}", {"role": "viewer"})
        assert (act, answer.status_code) in {(act, 404), ("role", 422)}
    assert organisers_queries.role_in(organiser_id=number(HUDA), campaign_id=other.id) is Role.OWNER
