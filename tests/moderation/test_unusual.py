"""`campaign unusual`, and the counts of what was refused: no address, no network, nobody in them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaign.extensions import db
from campaign.lib.networks import nearest
from campaign.limits import refusals
from campaign.limits.models import RefusalKind, Refusals
from campaign.moderation.unusual_cli import KINDS
from campaign.vault import tags
from tests.cast import AMELIE, SLUG, Client, Site, change
from tests.moderation.crowd import crowd
from tests.patience import until
from tests.tables import dump, no_commits, rows
from tests.tally.test_last_seen import run

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)
DAY = timedelta(days=1)
QUIET = "Refused on this site\n  Nothing unusual.\n\nHours of the last 60 days\n  Nothing unusual.\n\n" + (
    "Countries\n  Nothing unusual.\n\nMail domains\n  Nothing unusual.\n\n"
)


def refuse(client: Client, times: int, *, status: int = 403) -> None:
    """Send what is refused."""
    for _ in range(times):
        if status == 403:
            client.post(f"/en/{SLUG}/submissions", AMELIE.typed())
        else:
            client.post(
                f"/en/{SLUG}/submissions", b"\xff=1", content_type="application/x-www-form-urlencoded"
            )


def code(address: str) -> str:
    """What stands for an address on that day, with thousands of others."""
    return tags.network_tag(nearest(address), day=BEGIN.date())[:4]


def written() -> list[tuple[str, str, int]]:
    """What is written down, without its networks' codes."""
    return sorted((str(row["day"]), row["kind"], row["count"]) for row in rows(Refusals))


def test_every_kind_of_refusal_has_its_words() -> None:
    assert list(KINDS) == list(RefusalKind)


def test_refusals_are_counted_by_day_and_kind_under_four_digits_of_a_daily_code(site: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        refuse(site.client("203.0.113.7"), 3)
        refuse(site.client("203.0.113.7"), 2, status=400)
        refuse(site.client("198.51.100.9"), 1)
        assert rows(Refusals) == []
        refusals.write_refusals()
        refusals.write_refusals()
        refuse(site.client("203.0.113.7"), 1)
        refusals.write_refusals()
        assert written() == [
            ("2026-10-20", "elsewhere", 1), ("2026-10-20", "elsewhere", 4), ("2026-10-20", "garbled", 2),
        ]  # fmt: skip
        codes = {row["network"] for row in rows(Refusals)}
        assert codes == {code("203.0.113.7"), code("198.51.100.9")}


def test_what_passes_is_counted_nowhere(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    client.sign(AMELIE, country="")
    client.get("/en/nowhere")
    refusals.write_refusals()
    assert rows(Refusals) == []


def test_forms_that_say_nothing_of_their_origin_are_let_in_and_counted_by_day_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        silent = site.client("203.0.113.7")
        silent.headers = {}
        assert [silent.sign(AMELIE).status_code for _ in range(3)] == [200] * 3
        refusals.write_refusals()
        assert [(row["kind"], row["network"], row["count"]) for row in rows(Refusals)] == [
            ("unmarked", "", 3)
        ]
        db.session.rollback()
        output = run(site.app, monkeypatch, "unusual", SLUG)[1]
    assert output.splitlines()[:4] == [
        "Refused on this site",
        "  DAY            over a limit  no form of ours          garbled    origin unsaid",
        "  2026-10-20                0                0                0                3",
        "  Nothing unusual.",
    ]


def test_a_code_goes_with_its_day_and_the_count_after_two_weeks(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        refuse(client, 2)
        refuse(site.client("198.51.100.9"), 3)
        refusals.write_refusals()
        before = rows(Refusals)
        refusals.tidy_refusals()
        assert rows(Refusals) == before
    with time_machine.travel(BEGIN + DAY, tick=False):
        refusals.tidy_refusals()
        refusals.tidy_refusals()
        assert [(row["network"], row["count"]) for row in rows(Refusals)] == [("", 5)]
    with time_machine.travel(BEGIN + 14 * DAY, tick=False):
        refusals.tidy_refusals()
        assert written() == [("2026-10-20", "elsewhere", 5)]
    with time_machine.travel(BEGIN + 15 * DAY, tick=False):
        refusals.tidy_refusals()
        assert rows(Refusals) == []


def test_with_the_database_away_it_is_written_down_later(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        refuse(client, 2)
        with no_commits():
            refusals.write_refusals()
        assert rows(Refusals) == []
        refuse(client, 1)
        refusals.write_refusals()
        assert written() == [("2026-10-20", "elsewhere", 3)]


def test_a_quiet_campaign(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump()
    assert run(site.app, monkeypatch, "unusual", SLUG) == (0, QUIET)
    assert dump() == before
    assert run(site.app, monkeypatch, "unusual", "none")[0] == 2


def test_an_attack_is_seen_from_all_sides(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(2, 7):
        crowd(site, 2, country="FR", domain="gmail.com", at=BEGIN - day * DAY)
    crowd(site, 24, country="VA", domain="forged.example", at=BEGIN - DAY / 24)
    with time_machine.travel(BEGIN, tick=False):
        refuse(client, 25)
        client.sign(AMELIE, wait=0)
        refusals.write_refusals()
        db.session.rollback()
        exit_code, output = run(site.app, monkeypatch, "unusual", SLUG)
        gmail, forged = (
            tags.domain_tag(name, campaign=SLUG).hex()[:8] for name in ("gmail.com", "forged.example")
        )
        network = code("203.0.113.7")
    assert (exit_code, output) == (
        0,
        "Refused on this site\n"
        "  DAY            over a limit  no form of ours          garbled\n"
        "  2026-10-20                0               25                0\n"
        f"  25 of today's 25 refusals came from networks with the code {network} (elsewhere).\n"
        "\n"
        "Hours of the last 60 days\n"
        "  2026-10-20 08:00: 24 signatures, 12 times the median of 2 an hour.\n"
        "\n"
        "Countries\n"
        "  VA: 24 signatures in the last 24 hours, 100.0 % of all; in the 14 days before 0.0 a day, 0.0 %.\n"
        "\n"
        "Mail domains\n"
        "  TAG       SIGNATURES\n"
        f"  {forged}          24\n"
        f"  {gmail}          10  gmail.com\n"
        f"  Domain {forged}: 24 signatures, 70.6 % of all that count.\n"
        "\n"
        f"Held submissions: 1. See: campaign held list {SLUG}\n",
    )
    with time_machine.travel(BEGIN, tick=False):
        words = ("--domain", forged, "--reason", "fraud", "--confirm", "23")
        assert run(site.app, monkeypatch, "invalidate", SLUG, *words)[1].splitlines()[-1] == (
            "24 match, not 23. Nothing was changed."
        )
        assert run(site.app, monkeypatch, "invalidate", SLUG, "--domain", "00000000", "--reason", "fraud") == (
            2, "No domain tag begins with 00000000.\n",
        )  # fmt: skip


def test_a_running_site_writes_them_down_by_itself(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.limits.refusals.WRITTEN_AFTER", 0.05)
    written = 0
    for times in (2, 1):  # and again, once it has
        change(site.app, testing=False)
        refuse(client, times)
        change(site.app, testing=True)
        written += times
        until(lambda wanted=written: refused() >= wanted)
        assert refused() == written


def refused() -> int:
    return sum(row["count"] for row in rows(Refusals))
