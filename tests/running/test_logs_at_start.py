"""The worker compares each log with its own copy of the last checkpoint as soon as it starts, before anybody signs."""

import pytest
from structlog.testing import capture_logs

from campaign.checks import GOOD
from campaign.checks.cli import findings
from campaign.releases import queries as releases_queries
from campaign.running.heart import beat
from campaign.running.schedule import look_at_logs
from campaign.tally import actions, last_seen
from campaign.tally import queries as tally_queries
from tests.cast import Site
from tests.running.test_worker import until, working

OLDER = (
    "older: the database has 2 entries, 3 were published. It is an older copy, perhaps a restored backup. "
    "Find the newest checkpoint anyone has, and run: campaign log resume older --last FILE-OR-ADDRESS\n"
)


def sign(slug: str, number: int) -> None:
    campaign = releases_queries.campaign(slug).id
    actions.append_signature(campaign=campaign, signature=number, commitment=f"{number:064x}", country="FR")


def total(slug: str) -> int:
    return tally_queries.public_tally(releases_queries.campaign(slug).id).total


def set_back(site: Site, slug: str) -> None:
    """As if the database were an older copy: what this machine keeps was signed over one entry more."""
    path = last_seen.file_of(
        site.settings.checkpoints, tally_queries.head(releases_queries.campaign(slug).id).origin
    )
    path.write_text(path.read_text().replace("\n2\n", "\n3\n", 1))


def test_a_log_that_cannot_go_on_is_named_at_once_and_the_others_go_on(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    site.open_campaign("older").open_campaign("sound")
    set_back(site, "older")
    with capture_logs() as heard:
        with working(site.app):
            until(lambda: heard)
            sign("older", 1)
            sign("sound", 2)
            until(lambda: total("sound") == 1)
        assert heard[0] == {"event": "log stopped", "log_level": "error", "slug": "older"}
    assert capfd.readouterr().err == OLDER
    assert total("older") == 0
    assert tally_queries.waiting_count(releases_queries.campaign("older").id) == 1


def test_whoever_watches_is_told_while_a_log_stands_still(site: Site) -> None:
    """Signing goes on, so nothing else shows that nobody is counted."""
    site.open_campaign("older")
    client = site.client()
    beat()
    assert client.get("/healthz").json["status"] == "ok"
    set_back(site, "older")
    sign("older", 1)
    assert list(look_at_logs()) == ["older"]
    found = client.get("/healthz")
    assert (found.status_code, found.json["status"], found.json["log"]) == (200, "slow", "stopped")
    said = [each.sentence for each in findings() if each.sentence.startswith("Log:")]
    assert said == [f"Log: it has stopped, so nobody is being counted. {OLDER.strip()}"]
    path = last_seen.file_of(
        site.settings.checkpoints, tally_queries.head(releases_queries.campaign("older").id).origin
    )
    path.write_text(path.read_text().replace("\n3\n", "\n2\n", 1))
    assert look_at_logs() == {}
    assert client.get("/healthz").json["log"] == "ok"


def test_a_check_says_that_logs_go_on(site: Site) -> None:
    said = [(each.standing, each.sentence) for each in findings() if each.sentence.startswith("Log:")]
    assert said == [(GOOD, "Log: it continues from what was published last.")]


def test_sound_logs_are_started_in_silence(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    with capture_logs() as heard, working(site.app):
        sign(site.slug, 1)
        until(lambda: total(site.slug) == 1)
    assert heard == []
    assert capfd.readouterr().err == ""
