"""What stands on paper is told in Annex 3 alone, apart, in complete tens, and stays as a set has told it."""

import re
import secrets
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from campaign.extensions import transaction
from campaign.letters import queries as letters_queries
from campaign.organisers.roles import Role
from campaign.tally import actions as tally
from campaign.tally.entries import RemovalReason
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count, issue, make
from tests.letters.sample import STATED, as_read, letter, pages
from tests.organisers.browser import member

SAID = {
    "GB": "And at least 340 on paper, stated apart, in no figure of this letter (as at 2 October 2016). Nobody "
    "confirmed an email address for these.",
    "FR": "S’y ajoutent, sur papier, au moins 340 signatures, indiquées à part et comprises dans aucun chiffre de la "
    "présente lettre (au 2 octobre 2016). Elles n’ont été confirmées par aucune adresse électronique.",
    "ES": "Además, al menos 340 en papel, indicadas aparte y no incluidas en ninguna cifra de esta carta (al 2 de "
    "octubre de 2016). Para ellas no se confirmó ninguna dirección de correo electrónico.",
    "RU": "Кроме того, на бумаге: не менее 340; эти подписи указаны отдельно и не входят ни в одно число настоящего "
    "письма (по состоянию на 2 октября 2016 г.). Адреса электронной почты для них не подтверждались.",
    "CN": "另有纸质签名至少340，单独列出，不计入本函任何数字（截至2016年10月2日）。这些签名未经电子邮箱确认。",
}
APART = "And at least 20 on paper, stated apart, in no figure of this letter."


@pytest.mark.parametrize("code", SAID)
def test_the_third_annex_states_it_apart_in_complete_tens(code: str, tmp_path: Path) -> None:
    sheets = pages(letter(tmp_path, code, stated=replace(STATED, paper=347)))
    said = as_read(SAID[code])
    assert [number for number, sheet in enumerate(sheets[:4]) if said in sheet] == [3]


def test_so_does_it_in_arabic(tmp_path: Path) -> None:
    words = "وعلى الورق تذكر على حدة ولا تدخل في أي رقم من أرقام"
    without = pages(letter(tmp_path, "EG"))[3]
    annex = pages(letter(tmp_path, "EG", stated=replace(STATED, paper=347)))[3]
    assert [word for word in words.split() if word not in annex] == []
    assert (annex.count("الورق"), without.count("الورق")) == (1, 0)


def test_few_are_fewer_than_ten_and_none_are_not_mentioned(tmp_path: Path) -> None:
    few = pages(letter(tmp_path, "GB", stated=replace(STATED, paper=9)))[3]
    assert as_read("And fewer than ten on paper, stated apart, in no figure of this letter") in few
    assert "".join(pages(letter(tmp_path, "GB"))).count(as_read("on paper, stated apart")) == 0


def sign_on_paper(site: Site, slips: range) -> None:
    """The log's own verb, then the sequencer."""
    with transaction():
        logged = [(slip, secrets.token_hex(32)) for slip in slips]
        tally.append_papers(campaign=site.campaign.id, slips=logged)
    site.number()


def withdraw(site: Site, slips: range) -> None:
    with transaction():
        for slip in slips:
            tally.append_paper_withdrawal(
                campaign=site.campaign.id, slip=slip, reason=RemovalReason.WITHDRAWN
            )
    site.number()


def apart(html: str) -> list[str]:
    """What a page says of paper."""
    return [unescape(said) for said in re.findall(r'<p class="apart">(.*?)</p>', html)]


def test_a_set_goes_on_saying_what_it_said(site: Site, tmp_path: Path) -> None:
    client = site.client()
    count(site, FOUR)
    assert issue(site, make(site, tmp_path / "none", only="FR")).code == 0
    sign_on_paper(site, range(1, 24))
    assert issue(site, make(site, tmp_path / "some", only="FR")).code == 0
    withdraw(site, range(1, 20))
    assert issue(site, make(site, tmp_path / "few", only="FR")).code == 0
    sets = list(reversed(letters_queries.sets(site.campaign.id)))
    assert [each.paper for each in sets] == [None, 20, 0]
    told = [apart(client.get(f"/en/{SLUG}/letters/FR/{each.size}").text) for each in sets]
    assert told == [[], [APART], ["And fewer than ten on paper, stated apart, in no figure of this letter."]]
    annex = pages((tmp_path / "some" / "FR.pdf").read_bytes())[3]
    assert as_read("S’y ajoutent, sur papier, au moins 20 signatures, indiquées à part") in annex


def test_missions_and_the_desk_read_it_too(site: Site) -> None:
    count(site, FOUR)
    beside = re.compile(r"<dt>On paper, stated apart</dt><dd>(.*?)</dd>")
    assert beside.findall(site.client().get(f"/en/{SLUG}/verify").text) == []
    sign_on_paper(site, range(1, 24))
    told = beside.findall(site.client().get(f"/en/{SLUG}/verify").text)
    assert told == ["at\xa0least\xa020"]
    desk = member(site.app, "o@example.org", Role.OWNER, site.campaign.id)
    page = desk.get(f"/desk/campaigns/{SLUG}/letters/preview?state=GB").text
    assert "And at least 20 on paper, stated apart, in no figure of this letter (as at " in page
