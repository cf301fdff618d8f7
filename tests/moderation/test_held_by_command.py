"""What is held is looked through by an organiser: let in, its mail goes; refused, it is gone."""

from datetime import UTC, datetime

import pytest
import time_machine

from campaign.lib import clock
from campaign.moderation.days import Day, days
from campaign.releases import actions as releases
from campaign.signing.models import Signature, Submission
from campaign.vault import tags
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.tables import count, dump, rows
from tests.tally.test_last_seen import run

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)
HEAD = "    NUMBER  COUNTRY  HOUR (UTC)        DOMAIN    LANGUAGE  WHY\n"
FILLED, FAST = "the hidden field was filled", "sent within two seconds"


@pytest.fixture
def numbers(site: Site, client: Client) -> list[int]:
    """The numbers of three held ones; a fourth waits."""
    with time_machine.travel(BEGIN, tick=False):
        client.sign(NOUR, language="ar", website="x")
        client.sign(AMELIE, wait=0)
        client.sign(AMELIE, email="amelie@elsewhere.example", wait=0)
        client.sign(AMELIE, email="honest@example.org")
        return [row["id"] for row in rows(Submission) if row["state"] == "held"]


def test_the_list_shows_no_more_than_the_server_knows(
    site: Site, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = (
        tags.domain_tag(name, campaign=SLUG).hex()[:8] for name in ("example.org", "elsewhere.example")
    )
    said = "Held: 3. Each is deleted four days after it arrived.\n"
    lines = [
        f"{number:>10}  {country:7}  2026-10-01 09:00  {tag}  {language}        {why}\n"
        for number, country, tag, language, why in zip(
            numbers,
            ("SY", "FR", "FR"),
            (first, first, other),
            ("ar", "en", "en"),
            (FILLED, FAST, FAST),
            strict=True,
        )
    ]
    before = dump()
    assert run(site.app, monkeypatch, "held", "list", SLUG) == (0, "".join([HEAD, *lines, said]))
    monkeypatch.setattr("campaign.moderation.queries.submissions.AT_A_LOOK", 2)
    monkeypatch.setattr("campaign.moderation.held_cli.AT_A_LOOK", 2)
    assert run(site.app, monkeypatch, "held", "list", SLUG) == (
        0,
        "".join([HEAD, *lines[:2], said, f"More: campaign held list {SLUG} --after {numbers[1]}\n"]),
    )
    assert run(site.app, monkeypatch, "held", "list", SLUG, "--after", str(numbers[1])) == (
        0, "".join([HEAD, lines[2], said]),
    )  # fmt: skip
    assert run(site.app, monkeypatch, "held", "list", SLUG, "--after", str(2**62)) == (
        0,
        "No more are held.\n",
    )
    assert dump() == before


def test_an_accepted_one_gets_its_mail_and_counts_once_it_is_confirmed(
    site: Site, client: Client, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        assert [letter.to for letter in site.deliver()] == ["honest@example.org"]
        accepted = "Accepted: 1. Their mails are being sent now; nothing counts until it is confirmed.\n"
        missing = "Not held, or no longer: 1 of the numbers given.\n"
        first, waiting = str(numbers[0]), str(numbers[2] + 1)
        assert run(site.app, monkeypatch, "held", "accept", SLUG, first, waiting) == (0, accepted + missing)
        (letter,) = site.deliver()
        assert (letter.to, count(Signature)) == (NOUR.email, 0)
        client.press(letter.link, "confirmation")
        assert (count(Signature), count(Submission, state="held")) == (1, 2)
        again = accepted.replace("1", "0") + missing
        assert run(site.app, monkeypatch, "held", "accept", SLUG, first) == (0, again)


def test_a_refused_one_is_deleted(site: Site, numbers: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(site.app, monkeypatch, "held", "refuse", SLUG, str(numbers[1])) == (0, "Deleted: 1.\n")
    left = [row["id"] for row in rows(Submission)]
    assert left == [numbers[0], numbers[2], numbers[2] + 1]
    assert run(site.app, monkeypatch, "held", "list", "none")[0] == 2


def test_refused_ones_stay_in_the_figures_of_their_day(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign(AMELIE, website="x")
    client.sign(NOUR)
    assert run(site.app, monkeypatch, "held", "refuse", SLUG, "--all") == (0, "Deleted: 1.\n")
    today = clock.today()
    assert days(site.campaign.id, first=today, last=today) == [Day(today, waiting=1, refused=1)]


def test_all_of_them_in_batches_and_nothing_else(
    site: Site, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.moderation.actions.held.BATCH", 2)
    with time_machine.travel(BEGIN, tick=False):
        assert run(site.app, monkeypatch, "held", "refuse", SLUG, "--all") == (0, "Deleted: 3.\n")
        assert [row["id"] for row in rows(Submission)] == [numbers[2] + 1]
        site.client().sign(NOUR, wait=0)
        said = "Accepted: 1. Their mails are being sent now; nothing counts until it is confirmed.\n"
        assert run(site.app, monkeypatch, "held", "accept", SLUG, "--all") == (0, said)
        assert sorted(letter.to for letter in site.deliver()) == ["honest@example.org", NOUR.email]
        assert run(site.app, monkeypatch, "held", "list", SLUG) == (0, "No submission is held.\n")


def test_numbers_of_another_campaign_and_a_closed_one_change_nothing(
    site: Site, numbers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.open_campaign("other")
    before = dump()
    for verb in ("accept", "refuse"):
        assert "0" in run(site.app, monkeypatch, "held", verb, "other", str(numbers[0]))[1]
        assert run(site.app, monkeypatch, "held", verb, SLUG) == (
            2, "Which? Give numbers, or --all. campaign held list shows them.\n",
        )  # fmt: skip
        assert run(site.app, monkeypatch, "held", verb, SLUG, "--all", "1")[0] == 2
    assert dump() == before
    releases.close_campaign(slug=SLUG)
    before = dump()
    assert run(site.app, monkeypatch, "held", "accept", SLUG, "--all") == (
        2, "The campaign is closed: nobody can confirm any more.\n",
    )  # fmt: skip
    assert dump() == before
