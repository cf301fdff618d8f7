"""Five hundred honest signers behind one address are slowed, never shut out; an organiser can widen it.

See architecture.md, case 8.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.limits import queries as limits_queries
from campaign.limits import widening
from campaign.limits.cli import limits
from campaign.limits.models import WidenedNetwork
from campaign.settings import Budget
from campaign.signing.models import Submission
from tests.cast import SLUG, Client, Person, Site, change
from tests.limits.limited import DEFAULT, post, site_with, statuses

NOON = datetime(2016, 9, 24, 12, tzinfo=UTC)
CAMP = "203.0.113.7"


@pytest.fixture
def camp(tmp_path: Path, migrated_sqlite: Path) -> Site:
    return site_with(tmp_path, migrated_sqlite)


def queue(client: Client, people: int) -> timedelta:
    """How long it takes until all of them have signed, each coming back when the page says so."""
    with time_machine.travel(NOON, tick=False) as clock:
        token = client.token()
        clock.shift(5)
        for number in range(people):
            person = Person(f"Signer {number}", f"signer{number}@example.org", "SY")
            fields = {"token": token, **person.typed()}
            while (answer := client.post(f"/en/{SLUG}/submissions", fields)).status_code == 429:
                clock.shift(int(answer.headers["Retry-After"]))
            assert answer.status_code == 200
        return datetime.now(UTC) - NOON


def waiting(site: Site) -> int:
    with site.app.app_context():
        query = select(func.count(Submission.id)).where(Submission.state == "waiting")
        return db.session.scalar(query) or 0


def test_five_hundred_behind_one_address_all_sign_within_three_hours(camp: Site) -> None:
    took = queue(camp.client(CAMP), 500)
    assert timedelta(hours=2) < took < timedelta(hours=3)
    assert waiting(camp) == 500


@pytest.mark.full
def test_and_within_the_hour_once_their_network_is_widened(camp: Site) -> None:
    with camp.app.app_context():
        widening.widen(network="203.0.113.0/28", until=date(2030, 1, 1))
    assert queue(camp.client(CAMP), 500) < timedelta(hours=1)
    assert waiting(camp) == 500


@pytest.fixture
def strict(app: Flask) -> Site:
    """On both databases, two a minute."""
    change(app, sign_limits=(Budget(2, "minute"),))
    return Site(app).open_campaign()


@pytest.fixture
def runner(strict: Site) -> FlaskCliRunner:
    return strict.app.test_cli_runner()


def allow(runner: FlaskCliRunner, *words: str) -> tuple[int, str]:
    """Exit code and last line of `campaign limits …`."""
    result = runner.invoke(limits, words)
    return result.exit_code, result.output.strip().splitlines()[-1]


def test_a_network_is_named_listed_and_forgotten(strict: Site, runner: FlaskCliRunner) -> None:
    inside, outside = strict.client("2001:db8:5:6::7"), strict.client("2001:db8:6::7")
    with time_machine.travel(NOON, tick=False):
        assert statuses(inside, 3) == [403, 429]
        assert allow(runner, "allow", "2001:0DB8:5::1/48", "--until", "2016-09-24") == (
            0,
            "2001:db8:5::/48 may send ten times as much until the end of 2016-09-24 (UTC).",
        )
        assert [post(inside) for _ in range(21)].count(403) == 20
        assert [post(outside) for _ in range(3)].count(403) == 2
        assert allow(runner, "list") == (0, f"{'2001:db8:5::/48':43}  until the end of 2016-09-24 (UTC)")
        assert allow(runner, "forget", "2001:db8:5::/48") == (
            0,
            "2001:db8:5::/48 has the usual budget again.",
        )
        assert allow(runner, "list") == (0, "No network has a wider budget.")
        assert statuses(inside, 1) == [429]


def test_a_widened_network_leaves_its_neighbours_their_budget(strict: Site) -> None:
    widening.widen(network="2001:db8:5:6::/64", until=date(2030, 1, 1))
    with time_machine.travel(NOON, tick=False):
        assert [post(strict.client("2001:db8:5:6::7")) for _ in range(30)].count(403) == 20
        neighbours = [strict.client(f"2001:db8:5:{number:x}::7") for number in range(16, 32)]
        assert [post(each) for each in neighbours for _ in range(2)].count(403) == 20


def test_the_day_over_the_budget_is_as_before_and_the_network_gone(strict: Site) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        widening.widen(network=CAMP, until=date(2016, 9, 24))
        widening.widen(network=CAMP, until=date(2016, 9, 25))
        clock.shift(timedelta(hours=35, minutes=59))
        assert len(limits_queries.widened()) == 1
        clock.shift(timedelta(minutes=1))
        assert (limits_queries.widened(), db.session.get(WidenedNetwork, "203.0.113.7/32") is None) == (
            [],
            False,
        )
        assert [post(strict.client(CAMP)) for _ in range(3)].count(403) == 2
        widening.forget_widened()
        assert db.session.scalar(select(func.count()).select_from(WidenedNetwork)) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "allow camp --until 2030-01-01",
            "'camp' is not a network; write it like 203.0.113.7 or 2001:db8:5::/48.",
        ),
        ("allow 203.0.113.0/8 --until 2030-01-01", "203.0.0.0/8 is too wide; at most a /16 can be named."),
        ("allow 203.0.113.7 --until 2016-09-23", "2016-09-23 has passed."),
        (
            "forget 203.0.113.7",
            "203.0.113.7 has no wider budget. campaign limits list shows those that have.",
        ),
    ],
)
def test_what_can_not_be_widened(runner: FlaskCliRunner, words: str, said: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert allow(runner, *words.split()) == (2, said)


def test_no_more_networks_than_a_request_may_look_through(
    strict: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits_queries, "MOST_WIDENED", 2)
    for network in ("203.0.113.1", "203.0.113.2", "203.0.113.2"):
        widening.widen(network=network, until=date(2030, 1, 1))
    with pytest.raises(Refusal) as refused:
        widening.widen(network="203.0.113.3", until=date(2030, 1, 1))
    assert sentence(refused.value) == (
        "2 networks have been named already. campaign limits list shows them, and campaign limits forget makes room."
    )


def test_the_defaults_are_what_these_figures_are_about() -> None:
    assert DEFAULT == "20 per minute;200 per hour;2000 per day"
