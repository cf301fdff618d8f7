"""The overview stands in one screen, however much there is to say, and in one column on a phone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from campaign.desk import overview_views
from campaign.desk.next_steps import Facts
from campaign.desk.overview_facts import Health, Letters, Overview, overview
from campaign.lib import clock
from campaign.moderation.days import Day
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.signing.models import HeldReason
from campaign.tally.entries import Stated
from campaign.vault.models import Holder
from tests.browser.desk import come_in, desk_site, faults, invited
from tests.cast import SLUG, Site

RIMA = "rima@example.org"
STATED = ["FR", "SY", "DE", "GB", "US", "TR", "LB", "JO", "SE", "NL", "BE", "BA", "VE", "CD", "AE"]
# What lies lowest of all that is shown.
LOWEST = """Math.max(...[...document.querySelectorAll('.page *')]
  .filter((each) => !each.closest('details:not([open])') || each.matches('summary'))
  .map((each) => each.getBoundingClientRect().bottom))"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    with desk_site(tmp_path_factory.mktemp("overview")) as made:
        yield made


def busy(campaign: Any) -> Overview:
    """A campaign of a million after weeks, with much to do and as much to say."""
    real, now = overview(campaign), clock.now()
    stated = Stated(
        now.date(), 1_203_410, {code: 240_000 // at // 10 * 10 for at, code in enumerate(STATED, 1)}
    )
    return replace(
        real,
        tally=replace(real.tally, total=1_234_567, stated=stated),
        letters=Letters(made=193, sent=190, bounced=12, answered=17, to_call=163),
        look=replace(real.look, made_at=now, days=[
            Day(now.date() - timedelta(days=back), confirmed=22_000 + 801 * back, waiting=8_000 - 97 * back)
            for back in reversed(range(30))
        ], hours={clock.hour(now): 22_000}),
        held={HeldReason.HIDDEN_FIELD: 1_204, HeldReason.TOO_FAST: 37},
        health=Health(
            worker_at=now, is_silent=False, log_stopped=False, due_minutes=95, given_up=120,
            holders=[Holder(name="Rima", proved_at=now), Holder(name="Maya Haddad", proved_at=None)],
            backup_at=now - timedelta(days=9),
        ),
        facts=Facts(mail_minutes=95, unproved=("Maya Haddad",), held=1_241),
    )  # fmt: skip


@pytest.fixture(params=["en", "ar"])
def page(
    desk: tuple[Site, str], visit: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, request: Any
) -> Page:
    """An owner's, on a laptop, in each language."""
    site, base = desk
    monkeypatch.setattr(overview_views, "overview", busy)
    page = visit(width=1280, height=900)
    email = f"rima-{sha256(request.node.name.encode()).hexdigest()[:16]}@example.org"
    come_in(page, invited(email, Role.OWNER, site.campaign.id), "Rima")
    rima = organisers_queries.by_email(email)
    assert rima is not None
    organisers.change_language(organiser_id=rima.id, language=request.param)
    page.goto(f"{base}/desk/campaigns/{SLUG}/")
    assert page.evaluate("document.documentElement.lang") == request.param
    return page


def test_at_a_desk_nothing_of_it_lies_below_the_screen(page: Page) -> None:
    assert page.locator(".steps .next").count() == 3
    assert page.locator(".steps .act").count() == 2
    assert page.evaluate(LOWEST) <= 900


def test_what_is_cut_short_is_all_there_once_it_is_opened(page: Page) -> None:
    countries = page.locator("section", has=page.locator("#countries"))
    assert countries.locator("tbody tr:visible").count() == 4  # three, and the rest
    countries.locator("summary").click()
    expect(countries.locator("details tbody tr")).to_have_count(len(STATED) + 1)
    expect(countries.locator("tbody tr:visible")).to_have_count(4 + len(STATED) + 1)


def test_on_a_phone_it_is_one_column_in_the_order_of_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    tops = page.evaluate(
        "[...document.querySelectorAll('.page h2')].map((each) => each.getBoundingClientRect().top)"
    )
    assert len(tops) == 6
    assert tops == sorted(tops)
    lefts = page.evaluate(
        "[...document.querySelectorAll('.page section')].map((each) => each.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 1
    assert page.locator("h1").is_visible()


@pytest.mark.long
def test_it_is_for_everybody(page: Page) -> None:
    assert faults(page) == []
