"""`campaign stats`: every form that was sent is in one of three columns of its day, whatever becomes of its row."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from campaign.extensions import db
from campaign.lib import charts, clock
from campaign.moderation.days import Day, days
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.signing.models import DailyCount, Signature
from tests.cast import AMELIE, NOUR, SLUG, Person, Site
from tests.tables import count, rows, statements
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm

BEGIN = datetime(2026, 10, 1, 9, 50, tzinfo=UTC)
FIRST, NEXT = date(2026, 10, 1), date(2026, 10, 2)
DAY = timedelta(days=1)
KARIM = Person("Karim", "karim@example.org", "LB")
ROOT = Path(__file__).parents[2]


def shown(site: Site, last: date = NEXT) -> list[Day]:
    db.session.rollback()
    return days(site.campaign.id, first=FIRST, last=last)


def two_days(site: Site) -> str:
    """Six forms on the first day and one on the next; the link of the one that waits."""
    client = site.client()
    with time_machine.travel(BEGIN, tick=False):
        site.with_keys()
        site.signed(AMELIE)
        for name in ("next", "mine", "waits"):
            client.sign(KARIM, email=f"{name}@example.org")
        client.sign(KARIM, email="held@example.org", website="x")
        letters = {letter.to.split("@")[0]: letter.link for letter in site.deliver()}
        client.press(letters["mine"], "rejection")
        withdrawn = site.signed(KARIM)
        site.number()
    with time_machine.travel(BEGIN + DAY, tick=False):
        client.press(letters["next"], "confirmation")
        site.signed(NOUR)
        client.press(withdrawn, "withdrawal")
        site.number()
        signing.erase_withdrawn()
    return letters["waits"]


SETTLED = [Day(FIRST, confirmed=3, waiting=2, refused=1), Day(NEXT, confirmed=1)]


def test_each_form_stands_at_the_day_it_was_sent(site: Site) -> None:
    two_days(site)
    assert shown(site) == SETTLED
    assert [day.sent for day in shown(site)] == [6, 1]
    assert shown(site, last=NEXT + DAY) == [*SETTLED, Day(NEXT + DAY)]
    assert days(site.campaign.id, first=NEXT, last=NEXT) == SETTLED[1:]


def test_what_is_deleted_stays_in_the_count(site: Site) -> None:
    two_days(site)
    with time_machine.travel(BEGIN + 5 * DAY, tick=False):
        assert signing.expire() == 1  # the held one
        assert shown(site)[0] == Day(FIRST, confirmed=3, waiting=1, refused=2)
    with time_machine.travel(BEGIN + 15 * DAY, tick=False):
        assert signing.expire() == 2  # the one that waited, the rejected one
        assert shown(site) == [Day(FIRST, confirmed=3, refused=3), Day(NEXT, confirmed=1)]


def test_forgetting_and_the_purge_leave_the_days_and_no_date_at_a_signature(site: Site) -> None:
    two_days(site)
    with time_machine.travel(BEGIN + 2 * DAY, tick=False):
        for name in ("waits@example.org", "karim@example.org"):
            signing.forget(campaign=site.campaign, address=name)
        assert shown(site) == [Day(FIRST, confirmed=3, waiting=1, refused=2), Day(NEXT, confirmed=1)]
        releases.close_campaign(slug=SLUG)
        site.number()
    with time_machine.travel(BEGIN + 120 * DAY, tick=False):
        signing.purge()
        assert shown(site) == [Day(FIRST, confirmed=3, refused=3), Day(NEXT, confirmed=1)]
        signing.purge()
        assert shown(site) == [Day(FIRST, confirmed=3, refused=3), Day(NEXT, confirmed=1)]
    assert {row["sent_on"] for row in rows(Signature)} == {None}
    assert [(row["day"], row["kind"], row["count"]) for row in rows(DailyCount)] == [
        (FIRST, "confirmed", 3), (FIRST, "refused", 3), (NEXT, "confirmed", 1),
    ]  # fmt: skip


def test_no_signer_waits_for_a_counter(site: Site) -> None:
    with statements() as heard:
        client, link = site.client(), site.signed(AMELIE)
        client.press(link, "withdrawal")
        site.number()
        signing.erase_withdrawn()
    assert [statement for statement in heard if "daily_counts" in statement] == []
    assert count(DailyCount) == 0


def test_another_campaigns_forms_are_its_own(site: Site) -> None:
    two_days(site)
    other = Site(site.app, "other").open_campaign("other")
    assert days(other.campaign.id, first=FIRST, last=NEXT) == [Day(FIRST), Day(NEXT)]


def test_it_is_drawn_as_wide_as_the_terminal(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    two_days(site)
    confirm(site, "DE", 3, first=1000)
    site.number()
    monkeypatch.setenv("COLUMNS", "70")
    with time_machine.travel(BEGIN + DAY, tick=False):
        code, said = run(site.app, monkeypatch, "stats", SLUG, "--days", "3")
    assert (code, said) == (
        0,
        """\
clear-skies: what became of the forms that were sent on each day

day (UTC)   sent  confirmed  waiting  refused
2026-09-30     0          0        0        0
2026-10-01     6          3        2        1  ████████████▒▒▒▒▒▒▒░░░░
2026-10-02     1          1        0        0  ████
together       7          4        2        1

█ confirmed   ▒ waiting   ░ refused: rejected, expired, replaced
Of those that wait, held until an organiser has looked: 1

country     signatures
DE Germany           3  ██████████████████████████████████████████████
FR France            1  ███████████████
LB Lebanon           1  ███████████████
SY Syria             1  ███████████████
together             6

Exact figures, for organisers alone. What may be passed on: campaign tally clear-skies --public
""",
    )


def test_nothing_to_draw_and_no_such_campaign(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(site.app, monkeypatch, "stats", SLUG, "--days", "1")
    assert (code, said.splitlines()[3:5]) == (
        0,
        [
            f"{clock.today()}     0          0        0        0",
            "together       0          0        0        0",
        ],
    )
    assert said.splitlines()[-1] == "Nothing is counted yet."
    assert run(site.app, monkeypatch, "stats", "none") == (
        2, "There is no campaign 'none'. campaign list shows those there are.\n",
    )  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_terminal_that_knows_ascii_only(site: Site) -> None:
    site.signed(Person("Ada", "ada@example.org", "TR"))
    site.number()
    done = subprocess.run(
        [sys.executable, "-m", "campaign", "stats", SLUG, "--days", "1"],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "ascii",
            "COLUMNS": "60",
            "CAMPAIGN_INSTANCE": str(site.settings.instance),
        },
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[3] == f"{clock.today()}     1          1        0        0  #############"
    assert "TR                 1  ####" in done.stdout


@given(st.lists(st.integers(0, 10**9), min_size=3, max_size=3), st.integers(0, 10**9), st.integers(1, 300))
def test_a_bar_is_as_long_as_its_parts_together(parts: list[int], more: int, width: int) -> None:
    most = sum(parts) + more
    drawn = charts.bar(parts, most=most, width=width, marks=charts.ASCII)
    exact = width * sum(parts) / most if most else 0
    assert len(drawn) == (max(1, round(exact)) if sum(parts) else 0)
    assert drawn == "".join(sorted(drawn, key=charts.ASCII.index))


@given(
    st.lists(st.tuples(st.text("ab", max_size=9), st.integers(0, 10**6)), max_size=9), st.integers(60, 200)
)
def test_no_line_is_wider_than_the_terminal(given_rows: list[tuple[str, int]], width: int) -> None:
    table = [(name, (figure,), (figure,)) for name, figure in given_rows]
    lines = charts.table(table, heads=("name", "figure"), width=width, marks=charts.UNICODE)
    assert (len(lines), [line for line in lines if len(line) > width]) == (len(table) + 1, [])
