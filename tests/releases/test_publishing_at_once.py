"""A new text that is published while the campaign opens or closes: its log never says what isn't so."""

import threading
from collections.abc import Callable
from datetime import date

import pytest

from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.actions import publishing
from campaign.releases.figures import check
from campaign.tally import queries as tally_queries
from campaign.tally.lots import Counts, LotRule
from campaign.tally.recount import Rules, differences
from tests.cast import DEMAND, SLUG, TESTER, Site
from tests.patience import PATIENCE


def publish(body: str) -> None:
    actions.publish(
        slug=SLUG, language="en", headline="Clear the skies", place="New York", day=date(2016, 9, 24),
        demand=DEMAND, body=body,
    )  # fmt: skip


def meanwhile(site: Site, patch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[str]:
    """Publish a second text, and do something else once the publisher has looked at the campaign; what it refused."""
    looked, done, refused = threading.Event(), threading.Event(), []
    require = publishing.require_revisable

    def late(*arguments: object) -> None:
        looked.set()
        done.wait(1)  # whoever waits for our lock isn't done by then
        require(*arguments)  # type: ignore[arg-type]

    def publisher() -> None:
        with site.app.app_context(), acting(TESTER):
            try:
                publish("Another text.")
            except Refusal as refusal:
                refused.append(str(refusal))
            db.session.remove()

    patch.setattr(publishing, "require_revisable", late)
    second = threading.Thread(target=publisher)
    second.start()
    assert looked.wait(PATIENCE)
    work()
    done.set()
    second.join()
    site.number()
    return refused


@pytest.mark.long
def test_nothing_follows_the_end_of_a_log(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert meanwhile(site, monkeypatch, lambda: actions.close_campaign(slug=SLUG)) == []
    kinds = [line.split()[0] for _, line, _ in tally_queries.lines(site.campaign.id)]
    assert kinds == ["rules", "text", "text", "closed"]
    assert check(site.campaign) == []


@pytest.mark.long
def test_a_text_that_comes_with_the_opening_stands_in_the_log(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.publish(
        slug="second",
        language="en",
        headline="H",
        place=None,
        day=date(2016, 9, 24),
        demand=DEMAND,
        body="One.",
    )
    second = Site(site.app, "second")
    actions.change(slug="second", organisers=["Skies"], contact="press@example.org", withhold=[])
    monkeypatch.setattr("tests.releases.test_publishing_at_once.SLUG", "second")
    opened = meanwhile(second, monkeypatch, lambda: actions.open_campaign(slug="second"))
    assert opened == []
    logged = [line.split()[1] for _, line, _ in tally_queries.lines(second.campaign.id, start=1)]
    assert logged == releases_queries.text_hashes(second.campaign.id)
    assert len(logged) == 2


def test_the_check_names_what_stands_behind_the_end() -> None:
    lines = [(0, "rules 1", None), (1, "closed", None), (2, f"text {'a' * 64}", None)]
    rules = Rules(frozenset(), LotRule(), {})
    found = differences(lines, size=3, total=0, counts=Counts(), public=None, rules=rules)
    assert found == ["line 2 is a text, and comes after the end"]
