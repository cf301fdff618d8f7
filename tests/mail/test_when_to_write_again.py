"""When an address may be written to again (architecture.md, case 1): no history, however odd, makes a flood."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaign.mail.limits import APART, next_time, retry_after

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
MINUTES = st.integers(0, 45 * 24 * 60)
HISTORIES = st.lists(MINUTES | st.integers(0, 60), max_size=12).map(
    lambda ago: [NOW - timedelta(minutes=minutes) for minutes in ago]
)


def within(times: list[datetime], until: datetime, span: timedelta) -> int:
    return sum(until - span < at <= until for at in times)


def allowed(past: list[datetime], at: datetime) -> bool:
    """The limits as architecture.md, case 1, says them, a mail at `at` included."""
    return (
        all(at - before >= APART for before in past)
        and within([*past, at], at, timedelta(hours=24)) <= 3
        and within([*past, at], at, timedelta(days=30)) <= 5
    )


@given(HISTORIES)
def test_the_next_mail_keeps_every_limit_and_goes_as_soon_as_it_may(past: list[datetime]) -> None:
    due = next_time(past, now=NOW)
    assert due >= NOW
    assert allowed(past, due)
    assert due == NOW or not allowed(past, due - timedelta(seconds=1))


@given(HISTORIES, st.integers(1, 15))
def test_a_worker_that_always_sends_at_once_never_floods(past: list[datetime], mails: int) -> None:
    sent: list[datetime] = []
    for _ in range(mails):
        sent.append(next_time([*past, *sent], now=sent[-1] if sent else NOW))
    for at in sent:
        before = [other for other in [*past, *sent] if other < at]
        assert allowed(before, at)


def test_the_first_three_of_a_day_then_five_of_a_month() -> None:
    sent: list[datetime] = []
    for _ in range(6):
        sent.append(next_time(sent, now=sent[-1] if sent else NOW))
    quarter, day, month = timedelta(minutes=15), timedelta(hours=24), timedelta(days=30)
    assert [at - NOW for at in sent] == [0 * day, quarter, 2 * quarter, day, day + quarter, month]


def test_a_refused_mail_is_tried_for_two_days() -> None:
    waits = [retry_after(attempt) for attempt in range(1, 53)]
    minutes = [wait.total_seconds() / 60 for wait in waits if wait is not None]
    assert minutes == [1, 5, 15, 60] + [60] * 47
    assert waits[-1] is None
