"""Stopping somebody: she is out at once, and whoever does it waits too."""

from datetime import timedelta

import time_machine

from campaign.jobs.runner import run_next
from campaign.lib import clock
from campaign.lists import exports
from campaign.notifications import acts
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases.states_cli import close
from campaign.running.schedule import job_kinds
from campaign.vault import trusted_time
from tests.cast import Site, heading
from tests.desk.people import HUDA, LINA, SAMI, is_in, number, press
from tests.organisers.browser import Desk, member
from tests.organisers.test_signing_in import shown_codes


def test_whoever_is_stopped_is_out_at_once_and_stays_out(site: Site, lina: Desk, sami: Desk) -> None:
    assert is_in(sami, site)
    said = press(lina, site, f"{number(SAMI)}/stop")
    assert said == "Stopped: signed out everywhere, and kept out until this is lifted."
    assert not is_in(sami, site)
    sami.sign_in(SAMI)
    assert not is_in(sami, site)
    assert press(lina, site, f"{number(SAMI)}/stop/end") == "Done."
    sami.sign_in(SAMI)
    sami.post("/desk/account/later")
    assert is_in(sami, site)


def test_whoever_stops_somebody_waits_herself_until_a_second_person_confirms(
    site: Site, lina: Desk, sami: Desk, huda: Desk
) -> None:
    press(lina, site, f"{number(SAMI)}/stop")
    assert press(lina, site, f"{number(HUDA)}/role", role="viewer") == "This is waiting for a second person"
    assert press(lina, site, f"{number(SAMI)}/stop/confirmation") == (
        "A second person has to confirm this, or you do so with one of your own recovery codes."
    )
    assert press(huda, site, f"{number(SAMI)}/stop/confirmation") == "Done."
    assert press(lina, site, f"{number(HUDA)}/role", role="viewer") == "Done."


def test_or_until_she_types_a_recovery_code(site: Site, lina: Desk, sami: Desk) -> None:
    lina.with_codes()
    lina.get("/desk/recovery-codes")
    codes = shown_codes(lina.post("/desk/recovery-codes").text)
    press(lina, site, f"{number(SAMI)}/stop")
    assert press(lina, site, f"{number(SAMI)}/stop/confirmation", code=codes[2]) == "Done."
    assert not organisers_queries.is_held(number(LINA))


def test_an_owner_stopped_by_an_organiser_comes_back_after_a_day(
    site: Site, lina: Desk, sami: Desk, huda: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(huda, site, f"{number(SAMI)}/stop")
        now.shift(timedelta(hours=23))
        trusted_time.accept()
        assert actions.end_freezes() == 0
        now.shift(timedelta(hours=2))
        trusted_time.accept()
        assert actions.end_freezes() == 1
        sami.sign_in(SAMI)
        sami.post("/desk/account/later")
        assert is_in(sami, site)
        press(sami, site, f"{number(HUDA)}/stop")
        now.shift(timedelta(hours=25))
        trusted_time.accept()
        assert actions.end_freezes() == 0


def test_unless_another_owner_has_confirmed_it(site: Site, lina: Desk, sami: Desk, huda: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(huda, site, f"{number(SAMI)}/stop")
        assert press(lina, site, f"{number(SAMI)}/stop/confirmation") == "Done."
        now.shift(timedelta(hours=30))
        trusted_time.accept()
        assert actions.end_freezes() == 0


def test_the_last_owner_who_can_sign_in_is_only_signed_out(site: Site, lina: Desk, huda: Desk) -> None:
    said = press(huda, site, f"{number(LINA)}/stop")
    assert said == "Signed out everywhere. The last owner can’t be stopped: nobody could lift it."
    assert not is_in(lina, site)
    lina.sign_in(LINA)
    lina.post("/desk/account/later")
    assert is_in(lina, site)


def test_a_viewer_stops_nobody_and_nobody_herself(site: Site, lina: Desk) -> None:
    viewer = member(site.app, HUDA, Role.VIEWER, site.campaign.id)
    viewer.get("/desk/account")  # the token of her session: the page of people has no button of hers
    answer = viewer.post(f"/desk/campaigns/{site.slug}/people/{number(LINA)}/stop")
    assert (answer.status_code, heading(answer.text)) == (403, "That isn’t yours to do")
    assert organisers_queries.standing_freeze(number(LINA)) is None
    assert (
        press(lina, site, f"{number(LINA)}/stop") == "You can’t stop yourself. Sign out everywhere instead."
    )


def test_what_somebody_asked_for_who_is_stopped_since_is_not_done(
    site: Site, lina: Desk, sami: Desk, huda: Desk
) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        press(lina, site, f"{number(HUDA)}/role", role="owner")
        press(sami, site, f"{number(LINA)}/stop")
        now.shift(timedelta(hours=2))
        assert actions.do_due() == 1
        assert (
            organisers_queries.role_in(organiser_id=number(HUDA), campaign_id=site.campaign.id)
            is Role.ORGANISER
        )


def test_with_somebody_her_lists_her_letters_and_signing_stop(site: Site, lina: Desk, sami: Desk) -> None:
    sami.get(f"/desk/campaigns/{site.slug}/lists")
    for which in ("all", "updates"):
        sami.post(f"/desk/campaigns/{site.slug}/lists", {"which": which})
    assert run_next(kinds=job_kinds())
    lina.get(f"/desk/campaigns/{site.slug}/people/gone")
    lina.post(f"/desk/campaigns/{site.slug}/people/{number(SAMI)}/stop", {"pauses": "y"})
    assert site.campaign.state == "paused"
    listed = exports.of_campaign(site.slug)
    assert {each.job.state for each in listed} == {"finished", "stopped"}
    assert [each.file for each in listed] == [None, None]


def test_owners_hear_of_what_a_command_did(site: Site, lina: Desk, sami: Desk) -> None:
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
    assert sorted(told) == [LINA, SAMI]
