"""Letters that don't go after all, by `letters stop` or by a country withheld since; the public reads just that."""

from pathlib import Path

import time_machine
from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.letters import actions as letters
from campaign.letters import queries as letters_queries
from campaign.letters.models import Sending
from campaign.letters.returning import read_set
from campaign.letters.waves import sending_plan
from campaign.lib import clock
from campaign.releases import actions as releases
from tests.cast import SLUG, Client, Site, at_once
from tests.letters.desk import FOUR, count, make, run
from tests.letters.post import (
    GREYLISTS,
    Missions,
    addressed,
    all_at_once,
    deliver,
    deliver_all,
    mailbox,
    send,
    sending,
    states,
)
from tests.letters.test_answers import fates
from tests.tables import rows


def stop(site: Site, *codes: str) -> list[str]:
    answer = run(site, "letters", "stop", SLUG, *codes)
    assert answer.code == 0
    return answer.said.splitlines()


def test_letters_that_are_stopped_are_not_sent(site: Site, folder: Path, server: Missions) -> None:
    all_at_once(site, folder)
    assert stop(site, "de,sy") == [
        f"2 stopped: DE,SY. The next campaign letters send {SLUG} takes them along, but for those that --except names."
    ]
    assert stop(site, "DE,SY") == ["No such letter is waiting."]
    deliver_all(site, server)
    assert states(site) == {"DE": "stopped", "FR": "sent", "SY": "stopped"}
    assert [envelope.rcpt_tos for envelope in server.got] == [[mailbox("FR")]]
    said = run(site, "letters", "status", SLUG).said.splitlines()
    assert (said[1].split()[2], said[-1]) == ("stopped", "1 sent, 2 stopped")
    assert said[1].endswith("by hand")


def test_without_codes_all_are_stopped_and_the_next_sending_has_them_as_if_for_the_first_time(
    site: Site, folder: Path, server: Missions
) -> None:
    all_at_once(site, folder)
    assert stop(site)[0].startswith("3 stopped: DE,FR,SY.")
    answer = send(site, folder, "--except", "SY", "--confirm", 2, "--per-hour", 3600)
    assert [line.split("en  ")[-1].split("fr  ")[-1] for line in answer.said.splitlines()[:2]] == [
        f"(stopped on {clock.today()})"
    ] * 2
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "stopped"}
    assert [(row["country"], row["round"]) for row in rows(Sending)] == [("DE", 1), ("FR", 1), ("SY", 1)]
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == [mailbox("DE"), mailbox("FR")]
    assert send(site, folder, "--confirm", 1).said.splitlines()[1] == "Sent before: DE sent, FR sent"


def test_what_a_server_put_off_was_tried_once_though_it_was_stopped(
    site: Site, folder: Path, server: Missions
) -> None:
    all_at_once(site, folder)
    server.answers[mailbox("FR")] = GREYLISTS
    deliver_all(site, server)
    assert (sending("FR")["state"], sending("FR")["attempts"]) == ("queued", 1)
    stop(site)
    server.answers.clear()
    assert send(site, folder, "--confirm", 1, "--per-hour", 3600).code == 0
    deliver_all(site, server)
    assert [(row["round"], row["state"]) for row in rows(Sending) if row["country"] == "FR"] == [
        (1, "stopped"), (2, "sent"),
    ]  # fmt: skip


def test_of_many_who_send_at_once_what_was_stopped_one_is_heard(site: Site, folder: Path) -> None:
    all_at_once(site, folder)
    stop(site)
    issued = read_set(folder)
    going = sending_plan(site.campaign, issued, but=[], again=[]).going
    db.session.remove()

    def send_all(_: int) -> int:
        with site.app.app_context():
            asked = letters.send(
                campaign=site.campaign, letters=issued, going=going, per_hour=60, office_hours=False
            )
            db.session.remove()
            return asked.queued

    assert sorted(at_once(send_all, 4, threads=4)) == [0, 0, 0, 3]
    row = sending("FR")
    assert (row["round"], row["state"], row["ended_at"], row["answer"]) == (1, "queued", None, None)


def test_what_somebody_stopped_since_the_plan_was_made_stays_stopped(site: Site, folder: Path) -> None:
    issued = read_set(folder)
    going = sending_plan(site.campaign, issued, but=[], again=[]).going
    all_at_once(site, folder)
    stop(site)
    asked = letters.send(campaign=site.campaign, letters=issued, going=going, per_hour=60, office_hours=False)
    assert asked.queued == 0
    assert states(site) == {"DE": "stopped", "FR": "stopped", "SY": "stopped"}


def test_what_is_being_handed_over_is_named(site: Site, folder: Path) -> None:
    all_at_once(site, folder)
    with transaction() as session:
        session.execute(update(Sending).where(Sending.country == "FR").values(state="sending"))
    assert stop(site, "FR") == [
        "No such letter is waiting.",
        f"Being handed over right now: FR. To see what became of it: campaign letters status {SLUG}",
    ]


def test_a_code_that_nothing_was_queued_for_stops_nothing(site: Site, folder: Path) -> None:
    all_at_once(site, folder)
    answer = run(site, "letters", "stop", SLUG, "FR,IT")
    assert (answer.code, answer.said) == (2, "No letter to IT is waiting or was sent. Nothing was stopped.\n")
    assert states(site) == {"DE": "queued", "FR": "queued", "SY": "queued"}


def test_the_public_reads_that_it_was_not_sent(site: Site, client: Client, folder: Path) -> None:
    all_at_once(site, folder)
    stop(site, "FR")
    page = client.get(f"/en/{SLUG}/letters").text
    assert fates(page)["France"] == ["Not sent"]
    assert "could not be delivered" not in page
    size = letters_queries.newest_set(site.campaign.id).size
    own = client.get(f"/en/{SLUG}/letters/FR/{size}").text
    assert "<dd>Not sent</dd>" in own
    assert "by hand" not in own + page


def test_a_second_time_that_was_stopped_hides_no_first_one(
    site: Site, client: Client, folder: Path, server: Missions
) -> None:
    with time_machine.travel("2016-10-04T14:00:00Z"):
        all_at_once(site, folder)
        deliver_all(site, server)
    assert send(site, folder, "--again", "FR", "--confirm", 1).code == 0
    stop(site)
    assert (sending("FR")["round"], sending("FR")["state"]) == (2, "stopped")
    assert fates(client.get(f"/en/{SLUG}/letters").text)["France"] == ["Sent on 4 October 2016"]


def withheld(site: Site, *codes: str) -> None:
    releases.change(slug=SLUG, withhold=list(codes))


def test_a_state_withheld_since_gets_no_letter(
    site: Site, client: Client, folder: Path, server: Missions
) -> None:
    all_at_once(site, folder)
    withheld(site, "SY")
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "stopped"}
    assert sorted(envelope.rcpt_tos[0] for envelope in server.got) == [mailbox("DE"), mailbox("FR")]
    (line,) = (said for said in run(site, "letters", "status", SLUG).said.splitlines() if said[:2] == "SY")
    assert line.endswith("states SY, withheld since")
    page = client.get(f"/en/{SLUG}/letters").text
    assert fates(page)["Syrian Arab Republic"] == ["Not sent"]
    assert "withheld" not in page


def test_no_letter_goes_whose_annex_states_a_figure_withheld_since(
    site: Site, folder: Path, server: Missions
) -> None:
    all_at_once(site, folder)
    withheld(site, "FR")
    deliver_all(site, server)
    assert states(site) == {"DE": "stopped", "FR": "stopped", "SY": "stopped"}
    assert (sending("DE")["answer"], server.got) == ("states FR, withheld since", [])


def test_a_state_withheld_before_gets_its_letter_without_a_figure(
    site: Site, tmp_path: Path, server: Missions
) -> None:
    withheld(site, "SY")
    count(site, FOUR)
    addressed(site, tmp_path, "SY")
    assert send(site, make(site, tmp_path / "out", only="SY"), "--confirm", 1).code == 0
    deliver(site, server.url)
    assert (states(site), len(server.got)) == ({"SY": "sent"}, 1)
