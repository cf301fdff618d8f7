from datetime import date
from itertools import product

import pytest
from babel import Locale

from campaign.reading.datelines import read_dateline
from campaign.reading.dates import LOCALES, find_date, fold, months
from campaign.reading.release import read_release

THE_DAY = date(2016, 9, 24)


@pytest.mark.parametrize(
    ("line", "place", "rest"),
    [
        ("[24 September 2016, New York] The residents", "New York", "The residents"),
        ("[New York, 24 September 2016] – The residents", "New York", "The residents"),
        ("NEW YORK, 24 September 2016 – The residents", "NEW YORK", "The residents"),
        ("New York, 24 September 2016 - The residents", "New York", "The residents"),
        ("New York, Saturday 24th of September, 2016: The residents", "New York", "The residents"),
        ("(Beirut) September 24, 2016 — The residents", "Beirut", "The residents"),
        ("(Beirut, September 24, 2016) – The residents", "Beirut", "The residents"),
        ("Washington, D.C., Sept. 24, 2016 -- The residents", "Washington, D.C.", "The residents"),
        ("WASHINGTON – SEPTEMBER 24, 2016 – The residents", "WASHINGTON", "The residents"),
        ("Geneva/New York, 24 September 2016 — The residents", "Geneva/New York", "The residents"),
        ("2016-09-24 – The residents", None, "The residents"),
        ("Gaziantep, 24/09/2016 – The residents", "Gaziantep", "The residents"),
        ("[Gaziantep | 24.9.2016] The residents", "Gaziantep", "The residents"),
        ("New York, 24 September 2016", "New York", ""),
        ("دمشق، ٢٤ أيلول ٢٠١٦ – يخشى السكان", "دمشق", "يخشى السكان"),
        ("[نيويورك، ٢٤ سبتمبر ٢٠١٦] يخشى السكان", "نيويورك", "يخشى السكان"),
        ("نيويورك في 24 أيلول/سبتمبر 2016: يخشى السكان", "نيويورك", "يخشى السكان"),
        ("بيروت - السبت 24 ايلول 2016م - يخشى السكان", "بيروت", "يخشى السكان"),
        ("Paris, le 24 septembre 2016 – Les habitants", "Paris", "Les habitants"),
        ("Madrid, a 24 de septiembre de 2016 – Los habitantes", "Madrid", "Los habitantes"),
        ("Нью-Йорк, 24 сентября 2016 г. — Жители", "Нью-Йорк", "Жители"),
        ("2016年9月24日，纽约 — 居民", "纽约", "居民"),
    ],
)
def test_place_and_day_are_read(line, place, rest):
    found = read_dateline(line)
    assert (found.place, found.date, found.rest) == (place, THE_DAY, rest)
    assert (found.day_month, found.choices) == (None, ())


@pytest.mark.parametrize(
    ("line", "day_month"),
    [
        ("[24 September, New York] The residents", (24, 9)),
        ("NEW YORK, September 24 – The residents", (24, 9)),
        ("[٢٩ شباط، دمشق] يخشى السكان", (29, 2)),
        ("Paris, 1er octobre – Les habitants", (1, 10)),
    ],
)
def test_a_year_that_is_missing_is_not_guessed(line, day_month):
    found = read_dateline(line)
    assert (found.date, found.day_month) == (None, day_month)


def test_a_day_that_can_be_read_two_ways_is_not_guessed():
    found = read_dateline("Beirut, 05/09/2016 – The residents")
    assert (found.date, found.choices) == (None, (date(2016, 5, 9), date(2016, 9, 5)))
    assert read_dateline("Beirut, 05/05/2016 – The residents").date == date(2016, 5, 5)


def test_a_place_in_capitals_needs_no_day():
    found = read_dateline("NEW YORK (AP) — The residents")
    assert (found.place, found.date, found.day_month, found.rest) == ("NEW YORK", None, None, "The residents")


@pytest.mark.parametrize(
    "line",
    [
        "On 24 September 2016 – two days after the truce – the bombing began.",
        "Early on 24 September 2016 – before dawn – the bombing began.",
        "Residents of Aleppo fled on 24 September 2016 – many on foot.",
        "منذ ٢٤ أيلول ٢٠١٦ – والقصف مستمر",
        "NEW YORK, 24–25 September 2016 — two days are no day.",
        "New York, 31 September 2016 – no such day.",
        "New York, 29 February 2015 – no such day.",
        "New York, 24 September 16 – no century.",
        "New York, 99/99/2016 – no such day.",
        "New York, September 2016 – no day.",
        "New York – in lower case a place alone may be the start of a sentence.",
        "ALEPPO – UNDER SIEGE",
        "[Note: some names were changed] The residents",
        "150 civilians have been killed",
        "",
    ],
)
def test_a_sentence_keeps_its_beginning(line):
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("كانون الثاني", 1),
        ("كانون الأول", 12),
        ("تشرين الأول", 10),
        ("تشرين الثاني", 11),
        ("جانفي", 1),
        ("غشت", 8),
    ],
)
def test_arabic_months_are_read_as_named_in_different_countries(name, number):
    assert find_date(f"١ {name} ٢٠١٦").date == date(2016, number, 1)


def test_every_month_is_named_in_every_language_and_no_name_means_two():
    named = {
        (fold(word), number)
        for locale, context in product(LOCALES, ("format", "stand-alone"))
        for number, word in Locale.parse(locale).months[context]["wide"].items()
    }
    assert len({name for name, _ in named}) == len(named)
    assert {months()[name] == number for name, number in named} == {True}


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("Amman | 12 May 2026 | ", "Amman"),
        ("Amman, 12 May 2026 ‒ ", "Amman"),
        ("（日内瓦2026年5月12日讯）", "日内瓦"),
    ],
)
def test_marks_that_part_a_dateline_from_the_text(dateline, place):
    release = read_release(f"The river\n\n{dateline}Sixty villages wait.")
    assert (release.place, str(release.date)) == (place, "2026-05-12")
    assert release.paragraphs == ("Sixty villages wait.",)
