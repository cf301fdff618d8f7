"""A campaign's pages are in English and Arabic, and in what an organiser has switched on."""

from datetime import date

import pytest

from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Site

FURTHER = [code for code in LANGUAGES if code not in ALWAYS_ON]
needs_one = pytest.mark.skipif(not FURTHER, reason="the table has no further language on")


def test_nobody_has_switched_one_on(site: Site) -> None:
    assert releases_queries.public_campaign(SLUG).languages == ALWAYS_ON


def test_what_is_no_language_of_pages_is_refused(site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        actions.speak(slug=SLUG, further=["tlh", "ar"])
    assert (refused.value.reason, refused.value.facts) == ("releases/no-pages-in", {"languages": ["tlh"]})


def test_those_that_are_always_on_are_no_further_ones(site: Site) -> None:
    assert actions.speak(slug=SLUG, further=["ar", "en"]).further_languages == []


@needs_one
@pytest.mark.parametrize("code", FURTHER)
def test_an_address_in_a_language_that_is_off_leads_to_the_english_page(site: Site, code: str) -> None:
    answer = site.client().get(f"/{code}/{SLUG}/tally")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{SLUG}/tally")


@needs_one
@pytest.mark.parametrize("code", FURTHER)
def test_and_one_that_is_on_stands_in_it(site: Site, code: str) -> None:
    actions.speak(slug=SLUG, further=[code])
    page = site.client().get(f"/{code}/{SLUG}").text
    assert f'<html lang="{LANGUAGES[code].tag}"' in page
    assert f'hreflang="{LANGUAGES[code].tag}"' in page
    assert '<article itemscope itemtype="https://schema.org/Article" lang="en" dir="ltr">' in page


@needs_one
def test_the_address_without_a_language_leads_to_the_readers_if_that_is_on(site: Site) -> None:
    accepted = {"Accept-Language": f"{FURTHER[0]}, ar;q=0.8"}
    assert site.client().get(f"/{SLUG}", headers=accepted).headers["Location"] == f"/ar/{SLUG}"
    assert site.client().get("/", headers=accepted).headers["Location"] == f"/ar/{SLUG}"
    actions.speak(slug=SLUG, further=[FURTHER[0]])
    assert site.client().get(f"/{SLUG}", headers=accepted).headers["Location"] == f"/{FURTHER[0]}/{SLUG}"
    assert site.client().get("/", headers=accepted).headers["Location"] == f"/{FURTHER[0]}/{SLUG}"


def test_a_draft_says_in_each_language_that_it_is_not_open(site: Site) -> None:
    actions.publish(
        slug="hidden", language="en", headline="Not yet", place="New York", day=date(2016, 9, 24),
        demand="We ask for action.", body="Hospitals were hit.",
    )  # fmt: skip
    pages = {code: site.client().get(f"/{code}/hidden") for code in LANGUAGES}
    assert {code: page.status_code for code, page in pages.items()} == dict.fromkeys(LANGUAGES, 200)
    for code, page in pages.items():
        assert f'<html lang="{LANGUAGES[code].tag}"' in page.text
        assert "Hospitals were hit." not in page.text
