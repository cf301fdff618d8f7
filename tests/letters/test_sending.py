"""`campaign letters send` and the worker behind it: to whom it said, once, by mail servers of every temper."""

import email
import email.policy
from datetime import timedelta
from pathlib import Path

import pytest
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
from tests.cast import SLUG, Site, at_once
from tests.letters.desk import FOUR, count, make, run
from tests.letters.post import (
    REFUSES,
    THREE,
    Missions,
    addressed,
    all_at_once,
    deliver,
    deliver_all,
    mailbox,
    mails,
    send,
    sending,
    states,
)
from tests.tables import rows


def test_each_mission_gets_its_letter_with_its_figure(site: Site, folder: Path, server: Missions) -> None:
    answer = send(site, folder, "--confirm", 3, "--per-hour", 3600)
    assert (answer.code, answer.said.splitlines()[:3]) == (
        0,
        [
            f"DE  {'Germany':<52} {mailbox('DE'):<36} en",
            f"FR  {'France':<52} {mailbox('FR'):<36} fr",
            f"SY  {'Syrian Arab Republic':<52} {mailbox('SY'):<36} ar",
        ],
    )
    assert answer.said.splitlines()[-2:] == [
        "3 letters are waiting for the worker (campaign run, or campaign worker), which sends them.",
        f"To follow them: campaign letters status {SLUG}",
    ]
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "sent"}
    found = mails(server)
    assert set(found) == {mailbox(code) for code in ("DE", "FR", "SY")}
    german = found[mailbox("DE")]
    newest = letters_queries.newest_set(site.campaign.id)
    assert [german["To"], german["Reply-To"], german["Subject"].strip(), german["Auto-Submitted"]] == [
        mailbox("DE"),
        "press@example.org",
        f"Letter to the Permanent Mission of Germany: Clear the skies ({SLUG})",
        None,
    ]
    assert german["Message-ID"] == f"<{sending('DE')['record_id'].hex()}@127.0.0.1>"
    body = german.get_body().get_content().replace("\r\n", "\n").split("\n\n")[2]
    assert " ".join(body.split()) == (
        f"As at {clock.today().day} {clock.today():%B %Y}, 30 people had signed, at least 10 of them living in Germany."
    )
    (attached,) = german.iter_attachments()
    assert attached.get_content() == (folder / "DE.pdf").read_bytes()
    assert attached.get_filename() == f"{SLUG}-DE-{newest.size}.pdf"


def test_a_second_command_sends_nothing_twice(site: Site, folder: Path, server: Missions) -> None:
    all_at_once(site, folder)
    deliver_all(site, server)
    again = send(site, folder, "--confirm", 3)
    assert (again.code, again.said.splitlines()) == (
        2,
        ["Sent before: DE sent, FR sent, SY sent", "No letter is left to send. Nothing was sent or issued."],
    )
    deliver_all(site, server)
    assert len(server.got) == 3


def test_again_sends_to_those_named_and_to_no_other(site: Site, folder: Path, server: Missions) -> None:
    all_at_once(site, folder)
    deliver_all(site, server)
    first = sending("FR")["record_id"]
    assert send(site, folder, "--again", "FR", "--confirm", 1).code == 0
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        deliver(site, server.url)
    assert [envelope.rcpt_tos for envelope in server.got].count([mailbox("FR")]) == 2
    assert (len(server.got), sending("FR")["round"], sending("FR")["record_id"] == first) == (4, 2, False)


def test_what_is_on_its_way_is_not_sent_again(site: Site, folder: Path) -> None:
    all_at_once(site, folder)
    again = send(site, folder, "--again", "FR", "--confirm", 1)
    assert (again.code, again.said) == (
        2,
        "FR: still on the way, so it can't be sent again yet. Nothing was sent.\n",
    )


def test_of_many_who_send_at_once_one_is_heard(site: Site, folder: Path) -> None:
    issued = read_set(folder)
    going = sending_plan(site.campaign, issued, but=[], again=[]).going
    db.session.remove()

    def send_all(_: int) -> int:
        with site.app.app_context():
            done = letters.send(
                campaign=site.campaign,
                letters=issued,
                going=going,
                per_hour=60,
                office_hours=False,
            )
            db.session.remove()
            return done.queued

    assert sorted(at_once(send_all, 4, threads=4)) == [0, 0, 0, 3]
    assert [(row["country"], row["round"]) for row in rows(Sending)] == [("DE", 1), ("FR", 1), ("SY", 1)]


def test_only_the_number_shown_sends(site: Site, folder: Path) -> None:
    wrong = send(site, folder, "--confirm", 193)
    assert (wrong.code, wrong.said.splitlines()[-1]) == (
        2,
        "3 letters would go, not 193. Nothing was sent or issued.",
    )
    assert letters_queries.newest_set(site.campaign.id) is None


def test_those_left_out_and_those_without_an_address_get_nothing(
    site: Site, tmp_path: Path, server: Missions
) -> None:
    count(site, FOUR)
    addressed(site, tmp_path, "FR", "SY")
    made = make(site, tmp_path / "out", only=THREE)
    answer = send(site, made, "--except", "SY", "--confirm", 1)
    assert (answer.code, answer.said.splitlines()[1:3]) == (
        0,
        ["Left out as you said: SY", "Without an address (campaign missions import): DE"],
    )
    deliver(site, server.url)
    assert [envelope.rcpt_tos for envelope in server.got] == [[mailbox("FR")]]
    assert len(letters_queries.letters(letters_queries.newest_set(site.campaign.id).id)) == 3


def test_a_specimen_goes_to_me_alone_and_marks_nothing(site: Site, folder: Path) -> None:
    answer = send(site, folder, "--test-to", "me@example.org")
    assert (answer.code, answer.said) == (
        0,
        "The letter to Germany went to me@example.org. Nothing was issued, and no mission heard of it.\n",
    )
    (file,) = site.folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Reply-To"]) == ("me@example.org", "press@example.org")
    assert letters_queries.newest_set(site.campaign.id) is None


def test_an_example_sends_a_specimen_and_nothing_else(site: Site, tmp_path: Path) -> None:
    with transaction():
        site.campaign.example = True
    count(site, FOUR)
    addressed(site, tmp_path, "FR")
    made = make(site, tmp_path / "out", only="FR")
    refused = send(site, made, "--confirm", 1)
    assert (refused.code, refused.said.splitlines()[-1]) == (
        2,
        "This is an example: its letters go to nobody. --test-to ME sends you one. Nothing was sent.",
    )
    assert send(site, made, "--test-to", "me@example.org").code == 0
    assert len(list(site.folder.glob("*.eml"))) == 1


def test_a_campaign_without_a_contact_sends_nothing(site: Site, folder: Path) -> None:
    with transaction():
        site.campaign.contact = None
    assert send(site, folder, "--confirm", 3).said == (
        f"Missions answer to the contact, and {SLUG} has none. campaign set {SLUG} --contact press@example.org\n"
    )


def test_a_closed_campaign_still_sends_its_letters(site: Site, folder: Path, server: Missions) -> None:
    releases.close_campaign(slug=SLUG)
    all_at_once(site, folder)
    deliver_all(site, server)
    assert states(site) == {"DE": "sent", "FR": "sent", "SY": "sent"}


def test_the_status_goes_to_a_file(site: Site, folder: Path, server: Missions, tmp_path: Path) -> None:
    assert run(site, "letters", "status", SLUG).said == (
        f"No letter of {SLUG} has been sent yet. See: campaign letters send --help\n"
    )
    server.answers = {mailbox("DE"): REFUSES}
    all_at_once(site, folder)
    deliver_all(site, server)
    assert run(site, "letters", "status", SLUG, "--csv", tmp_path / "out.csv").code == 0
    lines = [line.split(",") for line in (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()]
    assert [[line[0], line[1], line[4], line[5], line[7], line[8]] for line in lines] == [
        ["country", "mission", "round", "state", "address", "answer"],
        ["DE", "Germany", "1", "refused", mailbox("DE"), "550"],
        ["FR", "France", "1", "sent", mailbox("FR"), ""],
        ["SY", "Syrian Arab Republic", "1", "sent", mailbox("SY"), ""],
    ]


@pytest.mark.parametrize("hostile", ["=1+1@missions.example.org", "+1@missions.example.org"])
def test_no_address_becomes_a_formula_in_the_status(
    site: Site, folder: Path, tmp_path: Path, hostile: str
) -> None:
    all_at_once(site, folder)
    with transaction() as session:
        session.execute(update(Sending).where(Sending.country == "FR").values(address=hostile))
    run(site, "letters", "status", SLUG, "--csv", tmp_path / "out.csv")
    lines = [line.split(",") for line in (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()]
    assert [line[7] for line in lines] == ["address", mailbox("DE"), f"'{hostile}", mailbox("SY")]
