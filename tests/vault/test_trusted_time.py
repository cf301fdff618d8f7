"""The trusted time: it follows a clock that is near, and waits for one that is far ahead."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from campaign.checks.cli import findings
from campaign.vault import trusted_time
from campaign.vault.models import TrustedTime
from campaign.vault.trusted_time import Trust, advanced
from tests.cast import change
from tests.tables import rows
from tests.tally.test_last_seen import run

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("apart", "ran", "stands"),
    [
        (MINUTE, MINUTE, MINUTE),
        (23 * HOUR, MINUTE, 23 * HOUR),  # a night without the machine
        (DAY, MINUTE, DAY),
        (-MINUTE, MINUTE, timedelta()),  # set back a little: it is waited for
        (-23 * HOUR, MINUTE, timedelta()),
        (-400 * DAY, MINUTE, MINUTE),  # wrong by far: time goes on without it
        (3 * DAY, 2 * DAY, 3 * DAY),  # the worker was held up, and the clock is right
    ],
)
def test_near_or_behind(apart: timedelta, ran: timedelta, stands: timedelta) -> None:
    assert advanced(Trust(NOW), wall=NOW + apart, ran=ran) == Trust(NOW + stands)


def ahead(trust: Trust, days: float, hours: int, *, begun: datetime = NOW) -> Trust:
    """So many hours of running, a look each minute, under a clock that is so many days ahead of what it was to be."""
    for minute in range(1, hours * 60 + 1):
        trust = advanced(trust, wall=begun + days * DAY + minute * MINUTE, ran=MINUTE)
    return trust


def test_far_ahead_it_waits_until_the_worker_has_run_for_a_day() -> None:
    waiting = ahead(Trust(NOW), 400, 23)
    assert waiting == Trust(NOW + 23 * HOUR, NOW, 400 * DAY)
    assert waiting.left == HOUR
    assert ahead(waiting, 400, 1, begun=NOW + 23 * HOUR) == Trust(NOW + 400 * DAY + DAY)


def test_what_comes_back_leaves_nothing_behind() -> None:
    jumped = ahead(Trust(NOW), 400, 1)
    back = ahead(jumped, 0, 1, begun=NOW + HOUR)
    assert back == Trust(NOW + 2 * HOUR)
    again = ahead(back, 400, 1, begun=NOW + 2 * HOUR)
    assert again.left == 23 * HOUR


def test_another_jump_begins_the_wait_anew_and_a_stop_of_hours_doesnt() -> None:
    waiting = ahead(Trust(NOW), 10, 20)
    further = advanced(waiting, wall=NOW + 410 * DAY, ran=MINUTE)
    assert (further.waits_since, further.left) == (waiting.at, 24 * HOUR - MINUTE)
    stopped = advanced(waiting, wall=NOW + 10 * DAY + 32 * HOUR, ran=timedelta())
    assert (stopped.waits_since, stopped.left) == (NOW, 4 * HOUR)


def test_it_never_goes_back() -> None:
    trust, before = Trust(NOW), NOW
    for wall in (3, 1, -200, 0.5, 900, 900, -3, 2, 0):
        trust = advanced(trust, wall=NOW + wall * DAY, ran=MINUTE)
        assert trust.at >= before
        before = trust.at


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_judged_by_the_lesser_and_stamped_by_the_greater(app: Flask) -> None:
    with at(NOW):
        assert (trusted_time.now(), trusted_time.stamp()) == (NOW, NOW)  # the worker hasn't run
        trusted_time.advance(ran=HOUR)
    for apart, judged, stamped in (
        (HOUR, HOUR, HOUR),
        (400 * DAY, timedelta(), timedelta()),
        (-HOUR, -HOUR, timedelta()),
        (-400 * DAY, -400 * DAY, timedelta()),
    ):
        with at(NOW + apart):
            assert (trusted_time.now(), trusted_time.stamp()) == (NOW + judged, NOW + stamped)
            assert trusted_time.today() == (NOW + judged).date()


def test_it_stands_in_the_database_and_outlives_a_restart(app: Flask) -> None:
    with at(NOW):
        trusted_time.advance(ran=timedelta())
    with at(NOW + 400 * DAY):
        trusted_time.advance(ran=MINUTE)
        trusted_time.advance(ran=timedelta())  # another process
    assert rows(TrustedTime) == [
        {"id": 1, "at": NOW + MINUTE, "waits_since": NOW, "ahead": (400 * DAY - MINUTE).total_seconds()}
    ]


def test_a_process_tells_what_it_ran_once_even_if_the_database_took_nothing(app: Flask) -> None:
    seconds = [100.0]
    with at(NOW):
        running = trusted_time.Running(lambda: seconds[0])
        running.tell()
    with at(NOW + 400 * DAY):
        seconds[0] += 60
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(trusted_time, "advance", away)
            with pytest.raises(OSError):
                running.tell()
        seconds[0] += 60
        running.tell()
        running.tell()
    assert rows(TrustedTime)[0]["at"] == NOW + 2 * MINUTE


def away(**_: object) -> None:
    raise OSError


def test_the_command_and_check_say_both_times(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(app, monkeypatch, "clock", "show") == (
        0,
        "There is no trusted time yet: the worker has not run.\n",
    )
    with at(NOW):
        trusted_time.advance(ran=timedelta())
        said = "2026-10-01 12:00 UTC"
        agree = f"This machine's clock says {said}, and the trusted time is {said}: they agree."
        assert run(app, monkeypatch, "clock", "show") == (0, f"{agree}\n")
        assert checked() == [("good ", f"Time: {agree}")]
    with at(NOW + 400 * DAY):
        trusted_time.advance(ran=6 * HOUR)
        said = (
            "This machine's clock says 2027-11-05 12:00 UTC, 399.8 days ahead of the trusted time, 2026-10-01 "
            "18:00 UTC: it jumped, or the worker was off. Nothing is closed, purged or destroyed by its date until the "
            "worker has run for 18.0 hours more. If the clock is right: campaign clock accept"
        )
        assert run(app, monkeypatch, "clock", "show") == (0, f"{said}\n")
        assert checked() == [("note ", f"Time: {said}")]
        change(app, base_url="https://skies.example.org")
        assert checked() == [("WRONG", f"Time: {said}")]
        assert run(app, monkeypatch, "clock", "accept") == (
            0,
            "The trusted time is this machine's clock, 2027-11-05 12:00 UTC. It was 2026-10-01 18:00 UTC.\n",
        )
        assert trusted_time.now() == NOW + 400 * DAY
    with at(NOW):
        assert run(app, monkeypatch, "clock", "show") == (
            0,
            "This machine's clock says 2026-10-01 12:00 UTC, 400.0 days behind the trusted time, 2027-11-05 12:00 UTC. "
            "Set it right; if it is, and was ahead before: campaign clock accept\n",
        )
        assert run(app, monkeypatch, "clock", "accept")[0] == 0
        assert trusted_time.standing() == Trust(NOW)


def checked() -> list[tuple[str, str]]:
    return [(each.standing, each.sentence) for each in findings() if each.sentence.startswith("Time:")]
