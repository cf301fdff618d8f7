"""Letting somebody in anew, and becoming an owner: both take their time, in which others hear of it."""

import re
from datetime import timedelta

import time_machine

from campaign.lib import clock
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.vault import trusted_time
from tests.cast import Site, heading
from tests.desk.people import HUDA, LINA, SAMI, number, press
from tests.organisers.browser import Desk, _path


def test_an_owner_lets_somebody_in_anew_a_day_later_and_all_owners_hear_of_it(
    site: Site, lina: Desk, sami: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        sami.with_codes()
        assert press(lina, site, f"{number(SAMI)}/anew") == "Done."
        told = {
            letter.to
            for letter in site.deliver()
            if letter.message["Subject"] == "Somebody’s sign-in is to be reset"
        }
        assert told == {LINA, SAMI}
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


def test_an_owner_can_stop_that(site: Site, lina: Desk, sami: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(lina, site, f"{number(SAMI)}/anew")
        assert press(sami, site, f"{number(SAMI)}/anew/end") == "Done."
        now.shift(timedelta(hours=25))
        trusted_time.accept()
        assert actions.mail_readmissions() == 0


def test_whoever_runs_the_server_does_it_at_once(site: Site, lina: Desk) -> None:
    run = site.app.test_cli_runner().invoke
    from campaign.desk.organiser_cli import organiser

    answer = run(organiser, ["anew", LINA])
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
    site: Site, lina: Desk, sami: Desk, huda: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(lina, site, f"{number(HUDA)}/role", role="owner")
        press(lina, site, f"{number(HUDA)}/role", role="owner")
        told = [
            mail.to
            for mail in site.deliver()
            if mail.message["Subject"] == "Something will happen in an hour"
        ]
        assert told == [SAMI]
        page = sami.get(f"/desk/campaigns/{site.slug}/").text
        assert re.search(
            r"At <time [^>]*>\d\d:\d\d</time> UTC Huda will become an owner, as Lina has asked\. "
            r"Until then an owner can stop it\.",
            page,
        )
        (act,) = organisers_queries.acts_waiting(site.campaign.id)
        assert huda.post(f"/desk/campaigns/{site.slug}/waiting/{act.id}/stop").status_code == 403
        sami.post(f"/desk/campaigns/{site.slug}/waiting/{act.id}/stop")
        now.shift(timedelta(hours=2))
        assert actions.do_due() == 0
        assert (
            organisers_queries.role_in(organiser_id=number(HUDA), campaign_id=site.campaign.id)
            is Role.ORGANISER
        )
