"""The sequencer on both databases: what the public sees is always exactly a checkpoint, and nobody forks the log."""

import json
import threading
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from campaign.extensions import db
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases import sequencer
from campaign.releases.actions import exact_figures
from campaign.releases.figures import check
from campaign.tally import actions, entries
from campaign.tally import queries as tally_queries
from campaign.tally.actions import LostTurn
from tests.cast import NOUR, SLUG, Client, Person, Site

LINE = "signature {:064x}"


def confirm(site: Site, country: str, count: int, *, first: int = 0) -> None:
    """Signatures as confirming leaves them, without the way there."""
    for number in range(first, first + count):
        actions.append_signature(
            campaign=site.campaign.id, signature=number, commitment=f"{number:064x}", country=country
        )


def public(client: Client) -> dict:
    return json.loads(client.get(f"/{SLUG}/tally.json").text)


def test_the_public_figures_are_the_checkpoints(site: Site, client: Client) -> None:
    confirm(site, "FR", 13)
    confirm(site, "SY", 6, first=100)
    site.number()
    assert public(client) | {"as_of": None} == {"total": 19, "size": 21, "as_of": None, "stated": None}
    confirm(site, "DE", 12, first=200)
    assert public(client)["total"] == 19
    site.number()
    assert public(client) | {"as_of": None} == {
        "total": 31, "size": 34, "as_of": None,
        "stated": {
            "taken_in": 31, "size": 34, "date": clock.today().isoformat(),
            "countries": {"DE": 10, "FR": 10}, "not_shown": 11,
        },
    }  # fmt: skip
    confirm(site, "DE", 9, first=300)
    site.number()
    assert (public(client)["total"], public(client)["stated"]["taken_in"]) == (40, 31)
    assert exact_figures(campaign=site.campaign) == {
        "total": 40,
        "countries": {"DE": 21, "FR": 13, "SY": 6},
        "waiting": 0,
    }
    assert check(site.campaign) == []


def test_a_moment_is_told_to_the_minute(site: Site, client: Client) -> None:
    confirm(site, "FR", 3)
    with time_machine.travel(datetime(2026, 3, 1, 12, 30, 59, tzinfo=UTC), tick=False):
        site.number()
    assert public(client)["as_of"] == "2026-03-01T12:30:00Z"


def test_the_csv_and_the_page_say_the_same(site: Site, client: Client) -> None:
    confirm(site, "FR", 7)
    site.number()
    assert client.get(f"/{SLUG}/tally.csv").text.splitlines() == ["\ufeffcountry,signatures", "total,7"]
    for page in (f"/en/{SLUG}/tally", f"/en/{SLUG}"):
        said = "Figures by country are given once 20 have signed, so that nobody can be singled out."
        assert said in client.get(page).text
    confirm(site, "FR", 18, first=10)
    site.number()
    confirm(site, "FR", 3, first=50)
    site.number()
    day = clock.today()
    assert client.get(f"/{SLUG}/tally.csv").text.splitlines() == [
        "\ufeffcountry,signatures", "FR,20", "not shown by country,5",
        f"by country as of {day.isoformat()},25", "total,28",
    ]  # fmt: skip
    page = client.get(f"/en/{SLUG}/tally").text
    assert page.count('<td class="figure">20</td>') == 1
    assert page.count('<td class="figure">5</td>') == 1
    assert page.count('<td class="figure">25</td>') == 1
    assert 'data-total="28"' in page
    assert "when 25 had signed, rounded down to full tens." in page
    assert "Figures by country are given once" not in page


def test_two_sequencers_race_and_one_log_comes_of_it(app: Flask, site: Site) -> None:
    confirm(site, "FR", 60)
    campaign, lost = site.campaign.id, []

    def race() -> None:
        with app.app_context():
            try:
                sequencer.number_entries()
            except LostTurn:
                lost.append(True)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()  # what this thread had read before is a snapshot
    lines = list(tally_queries.lines(campaign))
    assert [position for position, _, _ in lines] == list(range(63))
    assert sorted(line for _, line, _ in lines if line.startswith("signature")) == [
        LINE.format(number) for number in range(60)
    ]
    assert check(site.campaign) == []


def test_a_lost_turn_writes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm(site, "FR", 3)
    stale = tally_queries.head(site.campaign.id)
    db.session.expunge(stale)
    site.number()
    size = tally_queries.public_tally(site.campaign.id).size
    confirm(site, "FR", 3, first=50)
    monkeypatch.setattr(tally_queries, "head", lambda _campaign: stale)
    with pytest.raises(LostTurn, match="past 2"):
        actions.sequence(campaign=site.campaign.id, unstated=frozenset())
    db.session.rollback()
    monkeypatch.undo()
    assert tally_queries.public_tally(site.campaign.id).size == size
    assert tally_queries.waiting_count(site.campaign.id) == 3


def test_check_names_what_was_changed_by_hand(site: Site) -> None:
    confirm(site, "FR", 25)
    site.number()
    entry = db.session.execute(db.text("SELECT id FROM entries WHERE kind = 'signature' LIMIT 1")).scalar()
    db.session.execute(db.text("DELETE FROM entries WHERE id = :id"), {"id": entry})
    db.session.commit()
    found = check(site.campaign)
    assert any("the lines add up to 24, the checkpoint says 25" in sentence for sentence in found)
    assert any("FR: the lines give 24, the count says 25" in sentence for sentence in found)


def test_closing_stops_confirmations_drains_and_ends(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (late,) = site.deliver()
    site.signed(Person("B", "b@example.org", "DE"))
    releases.close_campaign(slug=SLUG)
    assert "Nothing was counted" in client.press(late.link, "confirmation").text
    site.number()
    assert [line.split()[0] for _, line, _ in tally_queries.lines(site.campaign.id)] == [
        "rules", "text", "signature", "closed",
    ]  # fmt: skip
    assert public(client)["total"] == 1
    assert check(site.campaign) == []


def test_a_signature_is_withdrawn_once(site: Site) -> None:
    confirm(site, "FR", 1)
    again = [
        actions.append_withdrawal(campaign=site.campaign.id, signature=0, country="FR", reason="withdrawn")
        for _ in range(2)
    ]
    assert again == [True, False]
    site.number()
    assert [line.split()[0] for _, line, _ in tally_queries.lines(site.campaign.id)] == [
        "rules",
        "text",
        "signature",
        "withdrawal",
    ]


def stated(site: Site) -> list[entries.Stated]:
    lines = (entries.parse(line) for _, line, _ in tally_queries.lines(site.campaign.id))
    return [line.stated for line in lines if line.stated]
