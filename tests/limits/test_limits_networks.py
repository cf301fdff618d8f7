"""Whoever holds a /64, or the /48 around it, has one budget, and nobody else feels how he spends it.

See architecture.md, case 7.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
import time_machine
from werkzeug.exceptions import HTTPException

from campaign.lib.networks import Networks
from campaign.limits import budgets
from tests.cast import SLUG, Site
from tests.limits.limited import site_with

TEN_THOUSAND = 10_000


@pytest.fixture
def site(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    # In production what is read is kept for seconds, in tests it isn't.
    monkeypatch.setattr(budgets, "_read_widened", lambda: Networks([]))
    return site_with(tmp_path, migrated_sqlite)


def through(site: Site, addresses: Iterable[str]) -> int:
    """How many of these posts, all within one minute, the limits let pass to where a body is read."""
    passed = 0
    for address in addresses:
        path = f"/en/{SLUG}/submissions"
        ours = {"environ_base": {"REMOTE_ADDR": address}, "base_url": site.settings.base_url}
        with site.app.test_request_context(path, method="POST", **ours):
            try:
                site.app.preprocess_request()
            except HTTPException as answer:
                passed += answer.code != 429
            else:
                passed += 1
    return passed


@pytest.fixture(autouse=True)
def minute() -> Iterable[None]:
    with time_machine.travel("2016-09-24 12:00:00Z", tick=False):
        yield


def test_a_64_has_the_budget_of_one_network(site: Site) -> None:
    assert through(site, (f"2001:db8:5:6::{number:x}" for number in range(TEN_THOUSAND))) == 20
    assert through(site, ["2001:db8:5:7::1"] * 50) == 20, "its neighbour in the same /48"
    assert through(site, ["2001:db8:6::1", "203.0.113.7"] * 50) == 40


@pytest.mark.full
def test_a_48_has_ten_times_that(site: Site) -> None:
    assert through(site, (f"2001:db8:5:{number:x}::1" for number in range(TEN_THOUSAND))) == 200
    assert through(site, ["2001:db8:5:ffff::1"] * 50) == 0
    assert through(site, ["2001:db8:6::1", "203.0.113.7"] * 50) == 40


def test_two_spellings_of_an_address_are_one(site: Site) -> None:
    assert through(site, ["203.0.113.7", "::ffff:203.0.113.7", "::FFFF:CB00:7107"] * 20) == 20
