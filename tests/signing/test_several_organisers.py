"""Those behind a campaign stand in a row: the consent reads right for any number, and each name keeps its direction."""

import re
from html import unescape

import pytest
from flask_babel import force_locale

from campaign.extensions import db
from campaign.lib.languages import LANGUAGES
from campaign.paths import ROOT
from campaign.releases import actions as releases
from campaign.signing import consent
from campaign.signing.models import Signature
from campaign.signing.records import Record
from tests.cast import NOUR, SLUG, Client, Site
from tests.tables import rows, unsealed

NAMES = ["Skies", "سماء بلا قنابل", "Rain <& Co>"]
BDI = ["<bdi>Skies</bdi>", "<bdi>سماء بلا قنابل</bdi>", "<bdi>Rain &lt;&amp; Co&gt;</bdi>"]
ENGLISH = (
    "I agree that my name, email address, country and support for this demand are stored by {} in order to count my "
    "signature. This reveals a political opinion. I can withdraw at any time."
)
ARABIC = (
    "أوافق على أن يُحفظ اسمي وعنوان بريدي الإلكتروني وبلدي وتأييدي لهذا المطلب لدى {}، من أجل احتساب توقيعي. وهذا يكشف "
    "رأياً سياسياً. ويمكنني سحب توقيعي في أي وقت."
)


def box(page: str) -> str:
    """What stands beside the box, as it is marked up."""
    (label,) = re.findall(r'name="consent"[^>]*><span>(.*?)</span>', page)
    return str(label)


def record() -> Record:
    return Record.unpacked(unsealed(rows(Signature)[-1]))


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (1, "{0}", "{0}"),
        (2, "{0} and {1}", "{0} و{1}"),
        (3, "{0}, {1} and {2}", "{0} و{1} و{2}"),
    ],
)
def test_the_consent_reads_right_for_any_number(
    site: Site, client: Client, number: int, english: str, arabic: str
) -> None:
    releases.change(slug=SLUG, organisers=NAMES[:number])
    assert box(client.get(f"/en/{SLUG}").text) == ENGLISH.format(english.format(*BDI))
    assert box(client.get(f"/ar/{SLUG}").text) == ARABIC.format(arabic.format(*BDI))


def test_nobody_named_is_the_organiser(site: Site, client: Client) -> None:
    site.campaign.organisers = []
    db.session.commit()
    assert box(client.get(f"/en/{SLUG}").text) == ENGLISH.format("the organiser")


def test_in_plain_text_a_name_is_isolated_where_it_runs_against_the_sentence(
    site: Site, client: Client
) -> None:
    releases.change(slug=SLUG, organisers=NAMES)
    site.signed(NOUR)
    assert record().consent == ENGLISH.format("Skies, \u2068سماء بلا قنابل\u2069 and Rain <& Co>")
    site.signed(NOUR, language="ar", email="ar@example.org")
    assert record().consent == ARABIC.format("\u2068Skies\u2069 وسماء بلا قنابل و\u2068Rain <& Co>\u2069")


def test_what_the_page_showed_is_what_is_stored(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, organisers=NAMES)
    for language in ("en", "ar"):
        shown = unescape(re.sub("</?bdi>", "", box(client.get(f"/{language}/{SLUG}").text)))
        site.signed(NOUR, language=language, email=f"{language}@example.org")
        assert re.sub("[\u2068\u2069]", "", record().consent) == shown


def test_each_name_stands_by_itself_above_the_headline(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, organisers=NAMES)
    page = client.get(f"/en/{SLUG}").text
    assert f'<p class="dateline">{BDI[0]}, {BDI[1]} and {BDI[2]} · ' in page
    notice = client.get(f"/en/{SLUG}/privacy").text
    assert f"Responsible for your data: {BDI[0]}, {BDI[1]} and {BDI[2]}." in notice


def test_a_language_has_names_of_its_own(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, organisers=["Skies"], called={"ar": ["السماء"]})
    assert box(client.get(f"/en/{SLUG}").text) == ENGLISH.format("<bdi>Skies</bdi>")
    assert box(client.get(f"/ar/{SLUG}").text) == ARABIC.format("<bdi>السماء</bdi>")
    releases.change(slug=SLUG, called={"ar": []})
    assert box(client.get(f"/ar/{SLUG}").text) == ARABIC.format("<bdi>Skies</bdi>")


def test_the_words_of_each_version_stay(site: Site) -> None:
    with force_locale("en"):
        assert [consent.wording(version) for version in consent.VERSIONS] == [
            "I agree that %(organisers)s stores my name, email address, country and support for this demand in order "
            "to count my signature. This reveals a political opinion. I can withdraw at any time.",
            ENGLISH.format("%(organisers)s"),
        ]
        with pytest.raises(ValueError, match="'3'"):
            consent.wording("3")
    with force_locale("ar"):
        assert consent.wording("1") == (
            "أوافق على أن يُحفظ لدى %(organisers)s اسمي وعنوان بريدي الإلكتروني وبلدي وتأييدي لهذا المطلب، من أجل "
            "احتساب توقيعي. وهذا يكشف رأياً سياسياً. ويمكنني سحب توقيعي في أي وقت."
        )


def test_the_page_for_holders_has_the_words_of_each_version_in_each_language(site: Site) -> None:
    page = (ROOT / "docs" / "sealed-lists.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| \w+ \| (\d+) \| (.*) \|$", page, re.MULTILINE)
    words = []
    for language in LANGUAGES.values():
        with force_locale(language.locale):
            words += [(version, consent.wording(version)) for version in consent.VERSIONS]
    assert told == [(version, said.replace("%(organisers)s", "{organisers}")) for version, said in words]
