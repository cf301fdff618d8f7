"""Figures of signatures in an update are those that the count states, or somebody says that she is sure."""

import re

import pytest

from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.organisers.roles import Role
from campaign.updates.claims import Counted, claims, require_stated
from campaign.updates.wording import Words
from tests.cast import SLUG, Site
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count
from tests.organisers.browser import Desk, member
from tests.updates.telling import KEY, write

COUNTED = Counted(total=1240, paper=340, taken_in=1200, countries={"FR": 340, "DE": 120})
HERE = f"/desk/campaigns/{SLUG}/updates/{KEY}"
SURE = "The figure is right, and no figure of this count"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1,240 people have signed."),
        ("en", "More than 1,000 people have signed, and 340 on paper."),
        ("en", "1,240 people have signed, at least 340 of them in France and 120 in Germany."),
        ("en", "By 3 October 2016 people in France signed."),
        ("en", "On October 31 the signatures go to Jordan."),
        ("en", "Of the signatures 61 % come from France."),
        ("en", "30,000 people live in the camp. People have signed there."),
        ("en", "Resolution 2286 was broken 400,000 times."),
        ("ar", "وقّع ١٬٢٤٠ شخصا، منهم 340 على الأقل في فرنسا."),
        ("ar", "وقع 12٬000 انفجار في فرنسا."),
        ("ar", "جُمعت التوقيعات في 3 تشرين الأول في فرنسا."),
    ],
)
def test_what_is_stated_and_what_is_no_figure_of_the_count(language: str, text: str) -> None:
    require_stated(text, language=language, counted=COUNTED)


@pytest.mark.parametrize(
    ("language", "text", "reason", "number"),
    [
        ("en", "1,241 people have signed.", "updates/more-than-signed", 1241),
        ("en", "# We are 12 000 signatories", "updates/more-than-signed", 12000),
        ("en", "Signatures: 1250", "updates/more-than-signed", 1250),
        ("en", "343 people in France have signed.", "updates/not-stated", 343),
        ("en", "350 people in France have signed.", "updates/not-stated", 350),
        ("en", "Even 7 people in Malta signed.", "updates/not-stated", 7),
        ("en", "We have 10 signatures from Malta.", "updates/not-stated", 10),
        ("ar", "وقع 2٬000 شخص على النداء.", "updates/more-than-signed", 2000),
        ("ar", "وصلت التوقيعات إلى ١٢٥٠.", "updates/more-than-signed", 1250),
        ("ar", "وقّع ٣٤٣ شخصا في فرنسا.", "updates/not-stated", 343),
        ("ar", "بلغ عدد الموقعين بفرنسا 343.", "updates/not-stated", 343),
    ],
)
def test_what_the_count_does_not_state(language: str, text: str, reason: str, number: int) -> None:
    with pytest.raises(Refusal) as problem:
        require_stated(text, language=language, counted=COUNTED)
    assert (problem.value.reason, problem.value.facts["number"]) == (reason, number)


@pytest.mark.parametrize("text", ["9" * 5_000, "9" + ",999" * 1_700, "0" * 5_000 + "9" * 5_000, "٩" * 5_000])
def test_a_number_of_thousands_of_digits_is_more_than_signed(text: str) -> None:
    with pytest.raises(Refusal) as problem:
        require_stated(f"{text} people have signed.", language="en", counted=COUNTED)
    assert (problem.value.reason, problem.value.facts["number"]) == ("updates/more-than-signed", 10**18 - 1)


def test_each_figure_with_the_countries_of_its_sentence() -> None:
    text = "20 people signed in Oman. A woman brought 1.240 signatures to Niger and Nigeria."
    assert list(claims(text, "en")) == [(20, frozenset({"OM"})), (1240, frozenset({"NE", "NG"}))]


def desk(site: Site) -> Desk:
    return member(site.app, "o@example.org", Role.OWNER, site.campaign.id)


def saved(browser: Desk, body: str, **more: str) -> str:
    """What the page says once this text was sent."""
    page = browser.get(HERE).text
    version = re.search(r'name="version" value="(.*?)"', page)
    fields = {"version": version[1] if version else "", "day": clock.today().isoformat(), **more}
    answer = browser.post(
        f"/desk/uploads/{SLUG}/updates/{KEY}", {**fields, "headline-en": "It grows", "body-en": body}
    )
    return plain(answer.text)


def test_the_desk_asks_and_takes_yes_for_an_answer(site: Site) -> None:
    count(site, FOUR)
    browser = desk(site)
    page = saved(browser, "13 people in France have signed.")
    said = (
        "The text says 13 beside the name of a country, and the count states no such figure there. Correct it, or say "
        "below that it is right."
    )
    assert said in page
    assert SURE in page
    page = saved(browser, "31 people have signed.")
    assert (
        "The text says 31, but the count says 30 so far. Correct it, or say below that it is right." in page
    )
    page = saved(browser, "31 people have signed.", **{"sure-figures": "y"})
    assert "Saved. Read it below, then publish it." in page
    page = saved(browser, "30 people have signed, at least 10 of them in France.")
    assert "Saved. Read it below, then publish it." in page


def test_the_refusal_is_about_the_field_that_has_the_figure(site: Site) -> None:
    with pytest.raises(Refusal) as problem:
        write(en=Words("5 people signed", "It is a beginning."))
    assert (problem.value.field, problem.value.reason) == ("headline-en", "updates/more-than-signed")
