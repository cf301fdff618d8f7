"""The worker compares each log with its own copy of the last checkpoint as soon as it starts, before anybody signs."""

import pytest
from structlog.testing import capture_logs

from campaign.releases import queries as released
from campaign.tally import actions, keeping, queries
from tests.cast import Site
from tests.running.test_worker import until, working

OLDER = (
    "older: the database has 1 entries, 2 were published. It is an older copy, perhaps a restored backup. "
    "Find the newest checkpoint anyone has, and run: campaign log resume older --last FILE-OR-ADDRESS\n"
)


def sign(slug: str, number: int) -> None:
    campaign = released.campaign(slug).id
    actions.append_signature(campaign=campaign, signature=number, commitment=f"{number:064x}", country="FR")


def total(slug: str) -> int:
    return queries.public_tally(released.campaign(slug).id).total


def set_back(site: Site, slug: str) -> None:
    """As if the database were an older copy: what this machine keeps was signed over one entry more."""
    path = keeping.file_of(site.settings.checkpoints, queries.head(released.campaign(slug).id).origin)
    path.write_text(path.read_text().replace("\n1\n", "\n2\n", 1))


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
    assert queries.waiting_count(released.campaign("older").id) == 1


def test_sound_logs_are_started_in_silence(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    with capture_logs() as heard, working(site.app):
        sign(site.slug, 1)
        until(lambda: total(site.slug) == 1)
    assert heard == []
    assert capfd.readouterr().err == ""
