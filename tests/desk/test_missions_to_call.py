"""Which missions are to be called: nothing reached them, or they haven't answered for a week."""

from datetime import timedelta
from pathlib import Path

import time_machine

from campaign.desk.overview_facts import Letters, letters_of
from campaign.lib import clock
from campaign.missions.following_up import Intent, follow_up
from tests.cast import SLUG, Site
from tests.desk.signing_site import BASE, organiser, words
from tests.letters.desk import FOUR, count, make, run
from tests.letters.post import REFUSES, THREE, addressed, all_at_once, deliver_all, mailbox, served


def test_a_mission_is_to_be_called_at_once_or_after_a_week(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    addressed(site, tmp_path, *THREE.split(","))
    folder = make(site, tmp_path / "letters", only=THREE)
    assert letters_of(site.campaign.id) == Letters()
    with served() as server:
        server.answers[mailbox("FR")] = REFUSES
        all_at_once(site, folder)
        deliver_all(site, server)
    assert letters_of(site.campaign.id) == Letters(made=3, sent=2, to_call=1)
    assert run(site, "letters", "reply", SLUG, "SY", "--position", "supports").code == 0
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        assert letters_of(site.campaign.id).to_call == 1
    with time_machine.travel(clock.now() + timedelta(days=7, hours=1), tick=False):
        assert letters_of(site.campaign.id) == Letters(made=3, sent=2, answered=1, to_call=2)
        said = words(organiser(site).get(BASE + "/").text)
    assert "3 made, 2 sent, 0 came back, 1 answered. 2 missions to call this week." in said


def test_one_whose_next_step_is_due_within_a_week_is_called_once(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    addressed(site, tmp_path, *THREE.split(","))
    folder = make(site, tmp_path / "letters", only=THREE)
    with served() as server:
        server.answers[mailbox("FR")] = REFUSES
        all_at_once(site, folder)
        deliver_all(site, server)
    for code, days in (("FR", 1), ("SY", 7), ("DE", 8)):
        intent = Intent(step="Telephone", day=clock.today() + timedelta(days=days))
        follow_up(campaign_id=site.campaign.id, slug=SLUG, code=code, intent=intent)
    assert letters_of(site.campaign.id).to_call == 2
