"""The Text pages of a campaign that isn't open yet: all of it is a draft. And forms that no page of ours sends."""

from datetime import date

import pytest

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import Site
from tests.desk.test_texts import answers
from tests.desk.test_two_at_one_text import ARABIC, ARABIC_DEMAND
from tests.desk.texts import DEMAND, at, form, paste, press
from tests.organisers.browser import Desk, member
from tests.releases.pasted import HEADLINE, OURS
from tests.tables import dump

STORED = "Saved. The public will see it once the campaign is open."


@pytest.fixture
def rima(site: Site) -> Desk:
    releases.publish(
        slug="river", language="en", headline="Give the river back", place=None, day=date(2025, 5, 13), demand=DEMAND,
        body="The gates are shut.",
    )  # fmt: skip
    site.slug = "river"
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


def test_a_whole_release_is_pasted_and_stored(site: Site, rima: Desk) -> None:
    page = paste(rima, site, OURS.read_text()).text
    assert form(page, "/draft")[1]["headline"] == HEADLINE
    assert "The dateline gives no year, only the day 24.9.: choose the date." in page
    page = press(rima, "/draft", day="2016-09-24").text
    assert answers(page) == [STORED]
    assert "Revision 2. The public will see it once the campaign is open." in page
    assert "/publication" not in page
    assert f"/en/p/{releases.preview_token('river')}" in page
    assert HEADLINE in site.client().get(f"/en/p/{releases.preview_token('river')}").text


def test_a_language_is_deleted_and_one_is_left(site: Site, rima: Desk) -> None:
    paste(rima, site, ARABIC, "ar")
    assert answers(press(rima, "/draft", demand=ARABIC_DEMAND).text) == [STORED]
    rima.get(at(site, "/en"))
    assert answers(press(rima, "/discarding").text) == ["Deleted. What is public stays as it is."]
    assert [text.language for text in releases_queries.current_texts(site.campaign.id)] == ["ar"]
    rima.get(at(site, "/ar"))
    answer = press(rima, "/discarding")
    assert answer.status_code == 422
    assert answers(answer.text) == [
        "river has no other language. Delete all of it, or publish another text first."
    ]


def test_nothing_is_taken_down_that_nobody_reads(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/take-down"))
    answer = press(rima, "/take-down", typed=site.slug)
    assert answer.status_code == 422
    assert answers(answer.text) == ["river is a draft; nobody reads it yet."]


@pytest.mark.long
@pytest.mark.parametrize(
    "odd",
    [
        {"act": "again"},
        {"act": "again", "source": "A headline alone", "keep": ["notes", "1", "-1", "9" * 40, "نور", ""]},
        {
            "act": "show",
            "source": "\x00",
            "keep": ["quote-marks"],
            "day": "0001-01-01",
            "body": "x\n\n" * 5_000,
        },
        {"version": ""},
        {"version": "x", "body": "x\n\n" * 5_000},
        {"kind": "libel", "corrected-xx": "x", "rest-xx": "x", "rest-ar": "A headline alone"},
        {"rest-ar": "A headline alone", "headline": "Another"},
        {"headline": "\ud7ff\u0000\ufeff\u202e", "place": "\x1b[31m", "demand": "\u2028", "body": "\x0c"},
        {"day": "9999-12-31", "headline": "Far"},
        {"body": "[a](javascript:alert(1)) <script>alert(1)</script>"},
    ],
    ids=range(10),
)
def test_no_form_is_a_fault_of_the_server(site: Site, rima: Desk, odd: dict[str, str]) -> None:
    rima.get(at(site, "/en/edit"))
    answer = press(rima, "/draft", **odd)
    assert answer.status_code in {200, 409, 422}
    assert "<script>alert" not in answer.text
    assert 'javascript:alert(1)"' not in answer.text


def test_reading_stores_nothing(site: Site, rima: Desk) -> None:
    before = dump()
    paste(rima, site)
    press(rima, "/draft", act="show")
    assert dump() == before
