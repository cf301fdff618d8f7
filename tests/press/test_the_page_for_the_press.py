"""The page for the press: sentences whose figures are right, no small figure, and nothing that isn't meant for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from campaign.extensions import transaction
from campaign.letters.figures import Forms
from campaign.lib import clock, countries
from campaign.lib.languages import LANGUAGES
from campaign.lib.un_names import UN_LANGUAGES
from campaign.moderation import actions as moderation
from campaign.press import figures
from campaign.press.figures import rate
from campaign.releases import actions as releases
from campaign.signing.models import DailyCount, DailyCountKind
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import RemovalReason
from tests.cast import SLUG, Client, Site
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count

PAGE = f"/en/{SLUG}/press"
DAY = datetime(2016, 10, 1, 12, 20, tzinfo=UTC)


def sentences(html: str) -> list[str]:
    """What can be quoted from it."""
    return [plain(part.split("</q>")[0]) for part in html.split('<q class="quote">')[1:]]


def sent(site: Site, *, confirmed: int, refused: int) -> None:
    """So many forms were sent today, and the worker has counted them."""
    counts = {DailyCountKind.CONFIRMED: confirmed, DailyCountKind.REFUSED: refused}
    with transaction() as session:
        for kind, many in counts.items():
            session.add(DailyCount(campaign_id=site.campaign.id, day=clock.today(), kind=kind, count=many))
    moderation.state_due()


def test_every_figure_is_said_as_it_may_be_said(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
        page = client.get(PAGE).text
    assert sentences(page) == [
        "As of 1 October 2016, 12:20 UTC, 30 people have signed.",
        "Of 30 people who had signed by 1 October 2016, at least 10 live in Germany.",
        "Of 30 people who had signed by 1 October 2016, at least 10 live in France.",
    ]
    assert "Jordan" not in page
    assert "13" not in plain(page)


def test_a_country_is_named_as_it_stands_within_a_sentence(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, {"US": 12, "NL": 10, "GB": 25, "SY": 31})
        said = sentences(client.get(PAGE).text)
    assert [sentence.rpartition(" live in ")[2] for sentence in said[1:]] == [
        "the Syrian Arab Republic.",
        "the United Kingdom of Great Britain and Northern Ireland.",
        "the Kingdom of the Netherlands.",
        "the United States of America.",
    ]


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(UN_LANGUAGES)))
def test_a_seventh_language_names_countries_as_its_readers_do(
    site: Site, client: Client, language: str
) -> None:
    releases.speak(slug=SLUG, further=[language])
    with time_machine.travel(DAY, tick=False):
        count(site, {"US": 20})
        said = sentences(client.get(f"/{language}/{SLUG}/press").text)
    assert len(said) == 2
    assert countries.name("US", LANGUAGES[language].locale) in said[1]


def test_before_the_first_statement_there_is_the_total_alone(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, {"FR": 13})
        sent(site, confirmed=13, refused=9)
        page = client.get(PAGE).text
    assert sentences(page) == ["As of 1 October 2016, 12:20 UTC, 13 people have signed."]
    assert "Figures by country are given once 20 have signed, so that nobody can be singled out." in plain(
        page
    )
    assert "forms had been sent" not in page


def test_nobody_has_signed(client: Client) -> None:
    page = client.get(PAGE).text
    assert sentences(page) == []
    assert "Nobody has signed yet, so there is no figure to quote." in plain(page)
    assert client.get(f"{PAGE}/count.svg").status_code == 200


def test_forms_are_told_in_complete_tens(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
        sent(site, confirmed=477, refused=193)
        page = plain(client.get(PAGE).text)
    said = (
        "By 1 October 2016, at least 670 forms had been sent. "
        "Of these, at least 470 were confirmed, which is at least 69 in a hundred."
    )
    assert said in page
    assert "477" not in page


def test_of_few_forms_no_rate_is_told(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
        sent(site, confirmed=47, refused=19)
        page = plain(client.get(PAGE).text)
    assert "By 1 October 2016, at least 60 forms had been sent. Of these, at least 40 were confirmed." in page
    assert "in a hundred" not in page


def test_forms_of_later_days_are_not_told_before_the_next_statement(site: Site) -> None:
    first = clock.now()
    with time_machine.travel(first, tick=False):
        count(site, FOUR)
        sent(site, confirmed=31, refused=0)
    with time_machine.travel(first + timedelta(days=1), tick=False):
        sent(site, confirmed=900, refused=0)
        assert figures.figures(site.campaign).forms == Forms(30, 30, first.date(), 0)


def test_the_rate_is_of_the_tens_alone() -> None:
    assert rate(Forms(600, 400, date(2016, 10, 1))) == 65  # of 609 forms, 400
    assert rate(Forms(500, 500, date(2016, 10, 1))) == 98  # it isn't known that all were
    assert rate(Forms(490, 490, date(2016, 10, 1))) is None
    assert rate(None) is None


def test_what_was_removed_is_told_in_complete_tens(site: Site, client: Client) -> None:
    first = site.campaign.id * 1_000_000 + tally_queries.public_tally(site.campaign.id).size * 1000
    count(site, {"FR": 60})
    with transaction():
        for number in range(13):
            reason = RemovalReason.FRAUD if number < 11 else RemovalReason.DUPLICATE
            tally.append_withdrawal(
                campaign=site.campaign.id,
                signature=first + number,
                reason=reason,
                country="FR",
            )
    site.number()
    page = plain(client.get(PAGE).text)
    assert "The same person twice fewer than ten Forged at least 10" in page
    assert "11" not in page.partition("How many were confirmed")[2].partition("A picture")[0]


def test_a_country_that_is_withheld_has_no_sentence(site: Site, client: Client) -> None:
    site.open_campaign("quiet", withhold=["FR"])
    site.slug = "quiet"
    count(site, FOUR)
    page = client.get("/en/quiet/press").text
    assert "Germany" in page
    assert "France" not in page


def test_a_draft_has_no_page(site: Site, client: Client) -> None:
    releases.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.", body="Soon."
    )  # fmt: skip
    paths = [f"/en/later/press{rest}" for rest in ("", "/count.svg", "/release.txt")]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_the_release_is_there_as_text(client: Client) -> None:
    answer = client.get(f"{PAGE}/release.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == (
        f"Clear the skies ({SLUG})\n\nNew York, 2016-09-24\n\n"
        "We ask Member States to protect civilians by a nationwide no-bomb zone.\n\n"
        "Hospitals were hit.\n\nWe ask for action.\n\nSkies\n\n"
        f"press@example.org\nhttp://127.0.0.1:8000/en/{SLUG}\n"
    )


def test_what_is_taken_down_is_not_given_to_the_press(site: Site, client: Client) -> None:
    releases.take_down(slug=SLUG)
    assert client.get(f"{PAGE}/release.txt").status_code == 410
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Hospitals" not in page.text
    assert "Clear the skies" not in client.get(f"{PAGE}/count.svg").text


@pytest.mark.parametrize("at_risk", [True, None])
def test_where_somebody_may_be_harmed_no_picture_or_file_names_the_campaign(
    site: Site, client: Client, at_risk: bool | None
) -> None:
    if at_risk is not None:
        releases.change(slug=SLUG, at_risk=at_risk)
    page = client.get(PAGE).text
    assert 'download="count.svg"' in page
    assert 'download="release.txt"' in page
    assert "Clear the skies" not in client.get(f"{PAGE}/count.svg").text


def test_where_nobody_is_both_do(site: Site, client: Client) -> None:
    site.open_campaign("free", at_risk=False)
    page = client.get("/en/free/press").text
    assert 'download="free-count.svg"' in page
    assert "Clear the skies (free)" in client.get("/en/free/press/count.svg").text


@pytest.mark.parametrize("path", ["", "/count.svg", "/release.txt"])
def test_it_is_kept_as_other_public_pages_are(client: Client, path: str) -> None:
    answer = client.get(PAGE + path)
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Last-Modified" not in answer.headers
    assert (
        answer.data == client.get(PAGE + path, headers={"Accept-Language": "ar", "Cookie": "session=x"}).data
    )


def test_pages_lead_to_it(site: Site, client: Client) -> None:
    for path in (f"/en/{SLUG}", f"/en/{SLUG}/tally"):
        assert f'href="{PAGE}">For the press</a>' in client.get(path).text
