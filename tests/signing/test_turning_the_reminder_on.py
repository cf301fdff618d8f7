"""The reminder is turned on before the opening, where harm is ruled out, and off at any time; the page says it."""

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask

from campaign.lib.refusal import Refusal
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.facts_cli import set_facts
from tests.cast import SLUG, Site
from tests.signing.reminded import reminding

ONE = "We send one message to confirm. Never published."
TWO = "We send one message to confirm, and one reminder after three days. Never published."
KEPT = (
    "If you haven’t confirmed three days after our message, we remind you once. So your address and your link stay "
    "sealed with the key of that day until then, or until you confirm or choose “It wasn’t me”. That we have reminded "
    "you is kept under a code made from your address until the list is erased, so that we never do it twice."
)


def hint(site: Site, language: str = "en") -> str:
    """What stands above the field for the address."""
    (found,) = re.findall(r'id="f-email-hint">(.*?)</p>', site.client().get(f"/{language}/{SLUG}").text)
    return unescape(found)


def said_of_mails(site: Site) -> list[str]:
    """The paragraphs of the privacy page that are about a reminder."""
    page = unescape(site.client().get(f"/en/{SLUG}/privacy").text)
    return [words for words in re.findall(r"<p>([^<]*)</p>", page) if "remind" in words]


def test_page_and_privacy_page_say_it_where_it_is_on(app: Flask) -> None:
    site = reminding(Site(app))
    assert (hint(site), said_of_mails(site)) == (TWO, [KEPT])
    assert (
        hint(site, "ar") == "نرسل رسالة واحدة للتأكيد، وتذكيراً واحداً بعد ثلاثة أيام. ولا يُنشر العنوان أبداً."
    )
    releases.change(slug=SLUG, reminder=False)
    assert (hint(site), said_of_mails(site)) == (ONE, [])


@pytest.mark.parametrize("state", ["open", "paused"])
def test_once_it_was_opened_nothing_turns_it_on(app: Flask, state: str) -> None:
    site = reminding(Site(app), reminder=False)
    if state == "paused":
        pause_campaign(slug=SLUG)
    with pytest.raises(Refusal) as refusal:
        releases.change(slug=SLUG, reminder=True)
    assert refusal.value.reason == "releases/reminder-late"
    assert (site.campaign.reminds, hint(site) if state == "open" else ONE) == (False, ONE)


def test_turned_off_it_stays_off(app: Flask) -> None:
    site = reminding(Site(app))
    releases.change(slug=SLUG, reminder=True)
    releases.change(slug=SLUG, reminder=False)
    with pytest.raises(Refusal) as refusal:
        releases.change(slug=SLUG, reminder=True)
    assert (refusal.value.reason, site.campaign.reminds) == ("releases/reminder-late", False)


@pytest.mark.parametrize("at_risk", [True, None])
def test_under_harm_nobody_is_reminded(app: Flask, at_risk: bool | None) -> None:
    site = Site(app)
    with pytest.raises(Refusal) as refusal:
        site.open_campaign(at_risk=at_risk, reminder=True)
    assert refusal.value.reason == "releases/reminder-protected"


def test_the_answer_that_it_may_harm_turns_it_off_for_good(app: Flask) -> None:
    site = reminding(Site(app))
    releases.change(slug=SLUG, at_risk=True)
    assert (site.campaign.reminder_on, hint(site)) == (False, ONE)


def test_the_command_turns_it_on_before_the_opening_and_says_so(app: Flask) -> None:
    runner = app.test_cli_runner()
    releases.publish(
        slug="draft", language="en", headline="A headline", place="Paris", day=date(2026, 9, 24),
        demand="We ask Member States to act.", body="A body.",
    )  # fmt: skip
    refused = runner.invoke(set_facts, ["draft", "--reminder", "on"])
    assert refused.exit_code != 0
    assert (
        "Having signed could harm people here, so nobody is reminded: it needs the answer that it harms nobody."
        in refused.output
    )
    said = runner.invoke(set_facts, ["draft", "--risk", "no", "--reminder", "on"]).output
    assert [line for line in said.splitlines() if line.startswith("reminder ")] == [
        "reminder             off  →  on"
    ]
    assert releases_queries.campaign("draft").reminds is True
