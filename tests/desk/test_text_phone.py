"""The phone beside a text shows what its readers will see, in their language, whatever the desk is in."""

import re
from html import unescape

import pytest

from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.texts import at, paste, press
from tests.organisers.browser import Desk, member

ARABIC = "أعيدوا النهر\n\nجنيف، 13 مايو 2025 – ستون قرية تطالب بفتح البوابات.\n\nيطلبون من الدول الأعضاء فتح البوابات."
LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


def screen(page: str) -> str:
    """The phone's screen, as HTML."""
    found = re.search(r'<div class="screen"[^>]*>(.*?)</fieldset>', page, re.DOTALL)
    assert found
    return found[0]


def words(html: str) -> list[str]:
    """What is read there."""
    return [unescape(each).strip() for each in re.findall(r">([^<]+)<", html) if each.strip()]


@pytest.mark.parametrize("stored", [False, True])
def test_an_arabic_text_is_arabic_all_through_on_an_english_desk(
    site: Site, rima: Desk, *, stored: bool
) -> None:
    page = paste(rima, site, ARABIC, "ar").text
    if stored:
        page = press(
            rima, "/draft", day="2025-05-13", demand="نطلب من الدول الأعضاء فتح البوابات.", place="جنيف"
        ).text
    assert '<h2 id="phone-title">On a phone</h2>' in page
    assert (
        '<div class="screen" role="region" aria-labelledby="phone-title" tabindex="0" lang="ar" dir="rtl">'
        in page
    )
    read = words(screen(page))
    reader = unescape(site.client().get(f"/ar/{site.slug}").text)
    labels = ["المطلب الموجَّه إلى الدول الأعضاء في الأمم المتحدة", "التوقيع على المطلب"]
    assert [each for each in labels if each in reader] == labels
    assert [each for each in labels if each in read] == labels
    assert "١٣ أيار/مايو ٢٠٢٥" in read
    assert [each for each in read if LATIN.search(each) and each not in site.campaign.organisers] == []


def test_an_english_text_is_english_on_an_arabic_desk(site: Site, rima: Desk) -> None:
    rima.get("/desk/account")
    rima.post("/desk/account/language", {"language": "ar"})
    page = rima.get(at(site, "/en")).text
    assert '<h2 id="phone-title">على الهاتف</h2>' in page
    assert {"Sign the demand", "Where do you live now?"} <= set(words(screen(page)))
