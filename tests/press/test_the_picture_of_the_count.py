"""The count as a picture: its words have no full stop in any language, its headline fits in any script."""

import re

import pytest

from campaign.lib.languages import LANGUAGES
from campaign.pictures.sharing import Figure, values
from campaign.press.picture import lines_of
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count

SAID = {
    "en": "people have signed", "ar": "شخصاً وقّعوا", "fr": "personnes ont signé", "es": "personas han firmado",
    "ru": "человек подписали", "zh": "人已签名", "de": "Personen haben unterschrieben", "tr": "kişi imzaladı",
    "fa": "نفر امضا کرده‌اند", "ku": "kesan îmze kiriye", "ckb": "کەس واژۆیان کردووە", "uk": "людей підписали",
    "pt": "pessoas assinaram",
}  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_stands_behind_the_number_ends_without_a_stop(site: Site) -> None:
    releases.speak(slug=SLUG, further=list(LANGUAGES))
    count(site, FOUR)
    for code in LANGUAGES:
        drawing = site.client().get(f"/{code}/{SLUG}/press/count.svg").text
        assert re.findall(r'font-size="48"[^>]*>([^<]*)<', drawing) == [SAID[code]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_neither_does_it_in_the_picture_of_a_link(site: Site) -> None:
    releases.speak(slug=SLUG, further=list(LANGUAGES))
    text = releases_queries.text_for(site.campaign.id, "en")
    for code in LANGUAGES:
        drawn = values(site.campaign, text, Figure(day=text.date, total=30), code)
        assert drawn is not None
        assert drawn["words"] == SAID[code]


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("Protect all civilians", ["Protect all civilians"]),
        (
            "Hospitals and schools of the old city ask the Member States for the protection of all civilians",
            [
                "Hospitals and schools of the old city ask the Member",
                "States for the protection of all civilians",
            ],
        ),
        ("民间团体要求保护平民", ["民间团体要求保护平民"]),
        (
            "叙利亚民间社会组织要求联合国会员国立即采取行动，保护阿勒颇的平民，并设立禁炸区",
            ["叙利亚民间社会组织要求联合国会员国立即采取行动，保护", "阿勒颇的平民，并设立禁炸区"],
        ),
        ("要" * 25 + "求。" + "保", ["要" * 25, "求。保"]),
        ("x" * 60, ["x" * 52, "x" * 8]),
        ("要" * 60, ["要" * 26, "要" * 25 + "…"]),
    ],
)
def test_a_headline_in_lines(headline: str, lines: list[str]) -> None:
    assert lines_of(headline) == lines
