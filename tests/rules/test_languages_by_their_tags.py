"""What says a language to a browser, a feed reader or a mail program says its tag, with the script where it is open."""

import re
from datetime import date

import pytest

from campaign.lib.languages import LANGUAGES
from campaign.paths import ROOT
from campaign.releases import actions as releases
from campaign.updates import actions as updates
from campaign.updates.wording import Words
from tests.cast import AMELIE, SLUG, Site
from tests.pictures.links import crawled

NAMED = re.compile(r'\b(?:xml:|href)?lang="\{\{ ([^}]+) \}\}"')
BY_TAG = re.compile(r"tag\(.+\)|(?:\w+\.)*language\.tag")
# A holder's page reads its own parts by their codes, none of which has a second script.
BY_CODE = {"templates/vault/holder_parts.html", "templates/vault/holder_views.html"}


def test_templates_name_languages_by_their_tags() -> None:
    by_code, seen = [], 0
    for file in sorted((ROOT / "templates").rglob("*")):
        name = str(file.relative_to(ROOT))
        if file.suffix not in {".html", ".svg"} or name in BY_CODE:
            continue
        named = NAMED.findall(file.read_text(encoding="utf-8"))
        seen += len(named)
        by_code += [(name, each) for each in named if not BY_TAG.fullmatch(each)]
    assert by_code == []
    assert seen > 60


@pytest.fixture
def chinese(site: Site) -> Site:
    """A campaign whose text is in Chinese too, and an update that is in Chinese alone."""
    releases.speak(slug=SLUG, further=["zh"])
    releases.publish(
        slug=SLUG, language="zh", headline="保护平民", place="纽约", day=date(2016, 9, 24),
        demand="我们要求会员国保护所有平民。", body="上周医院多次遭到轰炸。",
    )  # fmt: skip
    key = updates.new_key()
    updates.write(
        slug=SLUG, key=key, day=date(2016, 10, 1), words={"zh": Words("已宣读", "已在理事会宣读。")}
    )
    updates.publish(slug=SLUG, key=key)
    return site


@pytest.mark.parametrize("page", ["", "/tally", "/privacy", "/verify", "/press", "/letters", "/updates"])
@pytest.mark.parametrize("code", ["en", "zh"])
def test_no_page_of_a_chinese_text_leaves_its_script_open(chinese: Site, code: str, page: str) -> None:
    html = chinese.client().get(f"/{code}/{SLUG}{page}").text
    assert 'lang="zh"' not in html
    assert 'lang="zh-Hans"' in html


def test_neither_does_its_feed(chinese: Site) -> None:
    feed = chinese.client().get(f"/zh/{SLUG}/updates.atom").text
    assert re.findall(r'lang="([^"]*)"', feed) == ["zh-Hans"] * 3


def test_nor_a_mail(chinese: Site) -> None:
    chinese.client().sign(AMELIE, language="zh")
    (letter,) = chinese.deliver()
    assert letter.message["Content-Language"] == "zh-Hans"


def test_programs_that_show_links_are_told_a_language_and_a_territory(chinese: Site) -> None:
    said = crawled(chinese.client(), f"/zh/{SLUG}")
    assert said["property og:locale"] == "zh_CN"
    assert {code: language.in_previews for code, language in LANGUAGES.items()} == {
        "en": "en_GB", "ar": "ar_SY", "fr": "fr_FR", "es": "es_ES", "ru": "ru_RU", "zh": "zh_CN", "de": "de_DE",
        "tr": "tr_TR", "fa": "fa_IR", "ku": "ku_TR", "ckb": "ckb_IQ", "uk": "uk_UA", "pt": "pt_BR",
    }  # fmt: skip
