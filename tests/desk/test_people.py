"""People of a campaign: inviting, roles, stopping somebody at once, letting somebody in anew."""

import re
from datetime import timedelta

import pytest
import time_machine

from campaign.jobs.runner import run_next
from campaign.lib import clock
from campaign.lists import exports
from campaign.notifications import acts
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases.states_cli import close
from campaign.running.worker import job_kinds
from campaign.vault import trusted_time
from tests.cast import Site, heading
from tests.organisers.browser import PASSWORD, Desk, _path, member
from tests.organisers.test_signing_in import shown_codes

RIMA, SAMI, NOOR = "rima@example.org", "sami@example.org", "noor@example.org"


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, RIMA, Role.OWNER, site.campaign.id)


@pytest.fixture
def sami(site: Site, rima: Desk) -> Desk:
    return member(site.app, SAMI, Role.OWNER, site.campaign.id, address="203.0.113.8")


@pytest.fixture
def noor(site: Site, rima: Desk) -> Desk:
    return member(site.app, NOOR, Role.ORGANISER, site.campaign.id, address="203.0.113.9")


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


# The first of the roles that an invitation may be to; where somebody's is changed it is the last.
ROLES = (
    '<fieldset><legend>What this person may do</legend><label class="choice">'
    '<input type="radio" name="role" value="owner"{}><span>Owner'
)
NO_ADDRESS = "Enter an email address like name@example.org. This one has no @."


@pytest.mark.parametrize("role", [{}, {"role": "queen"}])
def test_a_role_that_is_none_is_asked_for_and_the_address_stays(
    site: Site, rima: Desk, role: dict[str, str]
) -> None:
    rima.get(f"/desk/campaigns/{site.slug}/people")
    assert ROLES.format("") in rima.page.text
    rima.post(f"/desk/campaigns/{site.slug}/people/invitations", {"email": NOOR, **role})
    assert rima.page.status_code == 422
    said = '<p class="error" id="role-error">Choose one of the roles.</p>'
    assert f'<fieldset class="wrong"><legend>What this person may do</legend>{said}' in rima.page.text
    assert f'name="email" type="email" value="{NOOR}"' in rima.page.text
    assert organisers_queries.invitations_to(site.campaign.id) == []


def test_the_role_that_was_chosen_stays_beside_an_address_that_is_none(site: Site, rima: Desk) -> None:
    assert press(rima, site, "invitations", email="nobody", role="owner") == NO_ADDRESS
    assert ROLES.format(" checked") in rima.page.text


def is_in(desk: Desk, site: Site) -> bool:
    """Whether a browser comes to the campaign."""
    return heading(desk.get(f"/desk/campaigns/{site.slug}/").text) == "Overview"


def test_an_owner_invites_and_the_link_leads_in(site: Site, rima: Desk) -> None:
    rima.get(f"/desk/campaigns/{site.slug}/people")
    page = rima.post(
        f"/desk/campaigns/{site.slug}/people/invitations", {"email": NOOR, "role": "viewer"}
    ).text
    (mail,) = (letter for letter in site.deliver() if letter.to == NOOR)
    (link,) = re.findall(r"http://localhost:8000/desk/invitations/\S+", mail.message.get_content())
    assert link in page
    assert site.slug not in mail.message.get_content()
    guest = Desk(site.app)
    guest.get(_path(link))
    guest.post(_path(link), {"name": "Noor", "password": PASSWORD})
    guest.post("/desk/account/later")
    assert is_in(guest, site)
    assert organisers_queries.role_in(organiser_id=number(NOOR), campaign_id=site.campaign.id) is Role.VIEWER


HERE_ALREADY = "This person is in the campaign already. Change what they may do under “People”."


@pytest.mark.parametrize("email", [NOOR, "Noor@Example.org "])
def test_who_is_here_is_not_made_an_owner_by_an_invitation(
    site: Site, rima: Desk, noor: Desk, email: str
) -> None:
    assert press(rima, site, "invitations", email=email, role="owner") == HERE_ALREADY
    assert rima.page.status_code == 422
    rima.get(f"/desk/campaigns/{site.slug}/start/second")
    page = rima.post(f"/desk/campaigns/{site.slug}/start/second", {"email": email})
    assert page.status_code == 422
    assert HERE_ALREADY in page.text
    assert organisers_queries.invitations_to(site.campaign.id) == []


def test_an_invitation_takes_nothing_from_who_is_here(site: Site, rima: Desk) -> None:
    """A command may invite who is here: to more, but not to less."""
    for email, role in ((RIMA, Role.VIEWER), (NOOR, Role.ORGANISER), (NOOR, Role.VIEWER), (NOOR, Role.OWNER)):
        link = actions.invite(email=email, role=role, campaign_id=site.campaign.id)
        organiser = organisers_queries.by_email(email)
        token = link.rpartition("/")[2]
        if organiser:
            actions.join(token=token, organiser=organiser)
        else:
            actions.take_up(token=token, name="Noor", email=email, password=PASSWORD, language="en")
        roles = [organisers_queries.role_in(organiser_id=number(email), campaign_id=site.campaign.id)]
        expected = {RIMA: Role.OWNER, NOOR: Role.OWNER if role is Role.OWNER else Role.ORGANISER}
        assert roles == [expected[email]]


def test_the_last_owner_stays_one(site: Site, rima: Desk, noor: Desk) -> None:
    last = "A campaign needs an owner. Make somebody else one first."
    assert press(rima, site, f"{number(RIMA)}/role", role="viewer") == last
    assert press(rima, site, f"{number(RIMA)}/removal") == last
    with time_machine.travel(clock.now(), tick=False) as now:
        press(rima, site, f"{number(NOOR)}/role", role="owner")
        now.shift(timedelta(minutes=59))
        assert actions.do_due() == 0
        assert press(rima, site, f"{number(RIMA)}/role", role="viewer") == "Is that you?"
        rima.get("/desk/again")
        rima.post("/desk/again", {"password": PASSWORD})
        assert press(rima, site, f"{number(RIMA)}/role", role="viewer") == last
        now.shift(timedelta(minutes=2))
        assert (actions.do_due(), actions.do_due()) == (1, 0)
        assert press(rima, site, f"{number(RIMA)}/role", role="viewer") == "Done."
    roles = [
        organisers_queries.role_in(organiser_id=number(each), campaign_id=site.campaign.id)
        for each in (RIMA, NOOR)
    ]
    assert roles == [Role.VIEWER, Role.OWNER]


def test_people_of_other_campaigns_are_not_here(site: Site, rima: Desk) -> None:
    site.open_campaign("other")
    from campaign.releases import queries as releases_queries

    other = releases_queries.campaign("other")
    assert other is not None
    member(site.app, NOOR, Role.OWNER, other.id)
    for act in ("removal", "stop", "stop/end", "anew", "role"):
        rima.get(f"/desk/campaigns/{site.slug}/people")
        answer = rima.post(f"/desk/campaigns/{site.slug}/people/{number(NOOR)}/{act}", {"role": "viewer"})
        assert (act, answer.status_code) in {(act, 404), ("role", 422)}
    assert organisers_queries.role_in(organiser_id=number(NOOR), campaign_id=other.id) is Role.OWNER


def test_whoever_is_stopped_is_out_at_once_and_stays_out(site: Site, rima: Desk, sami: Desk) -> None:
    assert is_in(sami, site)
    said = press(rima, site, f"{number(SAMI)}/stop")
    assert said == "Stopped: signed out everywhere, and kept out until this is lifted."
    assert not is_in(sami, site)
    sami.sign_in(SAMI)
    assert not is_in(sami, site)
    assert press(rima, site, f"{number(SAMI)}/stop/end") == "Done."
    sami.sign_in(SAMI)
    sami.post("/desk/account/later")
    assert is_in(sami, site)


def test_whoever_stops_somebody_waits_herself_until_a_second_person_confirms(
    site: Site, rima: Desk, sami: Desk, noor: Desk
) -> None:
    press(rima, site, f"{number(SAMI)}/stop")
    assert press(rima, site, f"{number(NOOR)}/role", role="viewer") == "This is waiting for a second person"
    assert press(rima, site, f"{number(SAMI)}/stop/confirmation") == (
        "A second person has to confirm this, or you do so with one of your own recovery codes."
    )
    assert press(noor, site, f"{number(SAMI)}/stop/confirmation") == "Done."
    assert press(rima, site, f"{number(NOOR)}/role", role="viewer") == "Done."


def test_or_until_she_types_a_recovery_code(site: Site, rima: Desk, sami: Desk) -> None:
    rima.with_codes()
    rima.get("/desk/recovery-codes")
    codes = shown_codes(rima.post("/desk/recovery-codes").text)
    press(rima, site, f"{number(SAMI)}/stop")
    assert press(rima, site, f"{number(SAMI)}/stop/confirmation", code=codes[2]) == "Done."
    assert not organisers_queries.is_held(number(RIMA))


def test_an_owner_stopped_by_an_organiser_comes_back_after_a_day(
    site: Site, rima: Desk, sami: Desk, noor: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(noor, site, f"{number(SAMI)}/stop")
        now.shift(timedelta(hours=23))
        trusted_time.accept()
        assert actions.end_freezes() == 0
        now.shift(timedelta(hours=2))
        trusted_time.accept()
        assert actions.end_freezes() == 1
        sami.sign_in(SAMI)
        sami.post("/desk/account/later")
        assert is_in(sami, site)
        press(sami, site, f"{number(NOOR)}/stop")
        now.shift(timedelta(hours=25))
        trusted_time.accept()
        assert actions.end_freezes() == 0


def test_unless_another_owner_has_confirmed_it(site: Site, rima: Desk, sami: Desk, noor: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(noor, site, f"{number(SAMI)}/stop")
        assert press(rima, site, f"{number(SAMI)}/stop/confirmation") == "Done."
        now.shift(timedelta(hours=30))
        trusted_time.accept()
        assert actions.end_freezes() == 0


def test_the_last_owner_who_can_sign_in_is_only_signed_out(site: Site, rima: Desk, noor: Desk) -> None:
    said = press(noor, site, f"{number(RIMA)}/stop")
    assert said == "Signed out everywhere. The last owner can’t be stopped: nobody could lift it."
    assert not is_in(rima, site)
    rima.sign_in(RIMA)
    rima.post("/desk/account/later")
    assert is_in(rima, site)


def test_a_viewer_stops_nobody_and_nobody_herself(site: Site, rima: Desk) -> None:
    viewer = member(site.app, NOOR, Role.VIEWER, site.campaign.id)
    viewer.get("/desk/account")  # the token of her session: the page of people has no button of hers
    answer = viewer.post(f"/desk/campaigns/{site.slug}/people/{number(RIMA)}/stop")
    assert (answer.status_code, heading(answer.text)) == (403, "That isn’t yours to do")
    assert organisers_queries.standing_freeze(number(RIMA)) is None
    assert (
        press(rima, site, f"{number(RIMA)}/stop") == "You can’t stop yourself. Sign out everywhere instead."
    )


def test_an_owner_lets_somebody_in_anew_a_day_later_and_all_owners_hear_of_it(
    site: Site, rima: Desk, sami: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        sami.with_codes()
        assert press(rima, site, f"{number(SAMI)}/anew") == "Done."
        told = {
            letter.to
            for letter in site.deliver()
            if letter.message["Subject"] == "Somebody’s sign-in is to be reset"
        }
        assert told == {RIMA, SAMI}
        now.shift(timedelta(hours=23))
        trusted_time.accept()
        assert actions.mail_readmissions() == 0
        now.shift(timedelta(hours=2))
        trusted_time.accept()
        assert (actions.mail_readmissions(), actions.mail_readmissions()) == (1, 0)
        (mail,) = (
            letter for letter in site.deliver() if letter.message["Subject"] == "Choose a new way to sign in"
        )
        (path,) = re.findall(r"http://localhost:8000(/desk/anew/\S+)", mail.message.get_content())
        fresh = Desk(site.app)
        fresh.get(path)
        assert heading(fresh.post(path, {"password": "another orchard lantern"}).text) == "Your account"
        assert heading(Desk(site.app).get(path).text) == "This invitation is no longer valid"
        assert heading(sami.get("/desk/account").text) == "Sign in"
        owner = organisers_queries.by_email(SAMI)
        assert owner is not None
        assert (owner.has_second_factor, mail.to) == (False, SAMI)


def test_an_owner_can_stop_that(site: Site, rima: Desk, sami: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(rima, site, f"{number(SAMI)}/anew")
        assert press(sami, site, f"{number(SAMI)}/anew/end") == "Done."
        now.shift(timedelta(hours=25))
        trusted_time.accept()
        assert actions.mail_readmissions() == 0


def test_whoever_runs_the_server_does_it_at_once(site: Site, rima: Desk) -> None:
    run = site.app.test_cli_runner().invoke
    from campaign.desk.organiser_cli import organiser

    answer = run(organiser, ["anew", RIMA])
    assert answer.exit_code == 0
    path = _path(answer.output.strip())
    fresh = Desk(site.app)
    fresh.get(path)
    assert heading(fresh.post(path, {"password": "short"}).text) == "Choose a new way to sign in"
    assert "A password has 12 to 200 characters." in fresh.page.text
    assert heading(fresh.post(path, {"password": "another orchard lantern"}).text) == "Your account"
    unknown = run(organiser, ["anew", "x@example.org"])
    assert (unknown.exit_code, unknown.output) == (
        2, "There is no organiser x@example.org. campaign organiser list shows those there are.\n",
    )  # fmt: skip


def test_becoming_an_owner_waits_an_hour_in_which_another_owner_stops_it(
    site: Site, rima: Desk, sami: Desk, noor: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(rima, site, f"{number(NOOR)}/role", role="owner")
        press(rima, site, f"{number(NOOR)}/role", role="owner")
        told = [
            mail.to
            for mail in site.deliver()
            if mail.message["Subject"] == "Something will happen in an hour"
        ]
        assert told == [SAMI]
        page = sami.get(f"/desk/campaigns/{site.slug}/").text
        assert re.search(
            r"At <time [^>]*>\d\d:\d\d</time> UTC Noor will become an owner, as Rima has asked\. "
            r"Until then an owner can stop it\.",
            page,
        )
        (act,) = organisers_queries.acts_waiting(site.campaign.id)
        assert noor.post(f"/desk/campaigns/{site.slug}/waiting/{act.id}/stop").status_code == 403
        sami.post(f"/desk/campaigns/{site.slug}/waiting/{act.id}/stop")
        now.shift(timedelta(hours=2))
        assert actions.do_due() == 0
        assert (
            organisers_queries.role_in(organiser_id=number(NOOR), campaign_id=site.campaign.id)
            is Role.ORGANISER
        )


def test_what_somebody_asked_for_who_is_stopped_since_is_not_done(
    site: Site, rima: Desk, sami: Desk, noor: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(rima, site, f"{number(NOOR)}/role", role="owner")
        press(sami, site, f"{number(RIMA)}/stop")
        now.shift(timedelta(hours=2))
        assert actions.do_due() == 1
        assert (
            organisers_queries.role_in(organiser_id=number(NOOR), campaign_id=site.campaign.id)
            is Role.ORGANISER
        )


def test_with_somebody_her_lists_her_letters_and_signing_stop(site: Site, rima: Desk, sami: Desk) -> None:
    sami.get(f"/desk/campaigns/{site.slug}/lists")
    for which in ("all", "updates"):
        sami.post(f"/desk/campaigns/{site.slug}/lists", {"which": which})
    assert run_next(kinds=job_kinds())
    rima.get(f"/desk/campaigns/{site.slug}/people/gone")
    rima.post(f"/desk/campaigns/{site.slug}/people/{number(SAMI)}/stop", {"pauses": "y"})
    assert site.campaign.state == "paused"
    listed = exports.of_campaign(site.slug)
    assert {each.job.state for each in listed} == {"finished", "stopped"}
    assert [each.file for each in listed] == [None, None]


def test_owners_hear_of_what_a_command_did(site: Site, rima: Desk, sami: Desk) -> None:
    site.deliver()
    while acts.tell_of_acts():
        site.deliver()
    assert site.app.test_cli_runner().invoke(close, [site.slug, "--confirm", site.slug]).exit_code == 0
    assert (acts.tell_of_acts(), acts.tell_of_acts()) == (1, 0)
    told = [
        letter.to
        for letter in site.deliver()
        if letter.message["Subject"] == "Something was done on the server"
    ]
    assert sorted(told) == [RIMA, SAMI]
