"""When hours, domains, countries and networks are called odd: counts in, sentences out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaign.moderation import unusual
from campaign.moderation.unusual_cli import sentence

BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def odd_hours(counts: dict[datetime, int]) -> list[str]:
    return [sentence(odd) for odd in unusual.odd_hours(counts)]


def odd_domains(counts: list[tuple[str, str, int]], *, total: int) -> list[str]:
    return [sentence(odd) for odd in unusual.odd_domains(counts, total=total)]


def odd_countries(recent: dict[str, int], before: dict[str, int], *, days: int) -> list[str]:
    return [sentence(odd) for odd in unusual.odd_countries(recent, before, days=days)]


def odd_networks(most: list[tuple[str, str, int]], *, total: int) -> list[str]:
    return [sentence(odd) for odd in unusual.odd_networks(most, total=total)]


def hours(*counts: int) -> dict[datetime, int]:
    return {BEGIN + number * HOUR: count for number, count in enumerate(counts)}


def test_an_hour_is_odd_from_ten_times_the_median_on_and_never_below_twenty() -> None:
    assert odd_hours({}) == []
    assert odd_hours(hours(1, 1, 1, 19)) == []
    assert odd_hours(hours(3, 3, 3, 29)) == []
    assert odd_hours(hours(3, 3, 3, 30, 2, 60)) == [
        "2026-10-01 05:00: 60 signatures, 20 times the median of 3 an hour.",
        "2026-10-01 03:00: 30 signatures, 10 times the median of 3 an hour.",
    ]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=50))
def test_half_of_the_hours_are_never_odd(counts: list[int]) -> None:
    assert 2 * len(odd_hours(hours(*counts))) <= len(counts)


def test_a_domain_is_odd_from_a_twentieth_of_all_on_unless_it_is_a_large_provider() -> None:
    counts = [("aa", "gmail.com", 300), ("bb", "", 50), ("cc", "", 49)]
    assert odd_domains(counts, total=1000) == ["Domain bb: 50 signatures, 5.0 % of all that count."]
    assert odd_domains([("bb", "", 19)], total=19) == []


def test_a_country_is_odd_when_its_share_and_its_number_jump() -> None:
    usual = {"FR": 1400, "DE": 700}
    assert odd_countries({"FR": 100, "DE": 50}, usual, days=14) == []
    assert odd_countries({"FR": 1000, "DE": 500}, usual, days=14) == []  # the whole campaign grew
    assert odd_countries({"FR": 100, "VA": 19}, usual, days=14) == []
    assert odd_countries({"VA": 100}, {}, days=14) == []
    assert odd_countries({"FR": 100, "VA": 100}, usual | {"VA": 14}, days=14) == [
        "VA: 100 signatures in the last 24 hours, 50.0 % of all; in the 14 days before 1.0 a day, 0.7 %."
    ]


def test_a_network_is_odd_when_a_quarter_of_a_days_refusals_are_its() -> None:
    most = [("3f1a", "limited", 50), ("0001", "elsewhere", 24), ("0002", "limited", 19)]
    assert odd_networks(most, total=97) == [
        "50 of today's 97 refusals came from networks with the code 3f1a (limited)."
    ]
    assert odd_networks(most, total=93) == [
        "50 of today's 93 refusals came from networks with the code 3f1a (limited).",
        "24 of today's 93 refusals came from networks with the code 0001 (elsewhere).",
    ]
