"""What became of the forms is told with each statement: in letters, at desks, on pages of letters and for missions."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from campaign.letters import queries as letters_queries
from campaign.letters.figures import Forms
from campaign.letters.models import StatedForms
from campaign.moderation import actions as moderation
from campaign.moderation.steady import steady
from campaign.organisers.roles import Role
from tests.cast import SLUG, Client, Person, Site
from tests.letters.desk import issue, make, run, sign
from tests.letters.sample import FACTS, as_read, letter, pages
from tests.organisers.browser import member
from tests.tables import rows

sqlite_only = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
ASKED = {"forms": replace(FACTS.forms, refused=1207) if FACTS.forms else None}
SAID = {
    "GB": "Since the campaign opened, as at 3 October 2016 Forms sent at least 31,450 Of these, confirmed at least "
    "25,230 Of these, refused because they looked machine-made at least 1,200",
    "FR": "Depuis l’ouverture de la campagne, au 3 octobre 2016 Formulaires envoyés au moins 31 450 Dont confirmés "
    "au moins 25 230 Dont refusés, car d’apparence automatisée au moins 1 200",
    "CN": "自活动开始以来，截至2016年10月3日提交的表格至少31,450其中已确认至少25,230其中因疑似自动提交而拒绝至少1,200",
}
OURS = {
    "GB": "Forms sent, confirmed and refused are the organisers’ own figures: the log does not contain them and cannot "
    "prove them. What was removed is in the log. All are rounded down to full tens.",
    "FR": "Les formulaires envoyés, confirmés et refusés sont des chiffres des organisateurs : le registre ne les "
    "contient pas et ne peut les prouver. Ce qui a été retiré figure au registre. Tous "
    "sont arrondis à la dizaine inférieure.",
    "CN": "提交、确认和拒绝的表格数系组织者自有数字：日志不含这些数字，也无法证明。剔除的签名载于日志。"
    "所有数字均向下取整至十位。",
}


@pytest.mark.parametrize("code", SAID)
def test_the_third_annex_tells_what_became_of_the_forms_and_whose_figures_they_are(
    code: str, tmp_path: Path
) -> None:
    sheets = pages(letter(tmp_path, code, **ASKED))
    for said in (as_read(SAID[code]), as_read(OURS[code])):
        assert [sheet for sheet in sheets[:4] if said in sheet] == [sheets[3]]


def test_so_does_it_in_arabic(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "EG", **ASKED))[3]
    for words in ("منها المرفوضة لأنها بدت آلية", "نزولا.", "أرقام المنظمين:"):
        assert all(word in annex for word in words.split())


def test_without_forms_nothing_is_said_of_whose_they_are(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "GB", forms=None))[3]
    assert as_read("organisers’ own figures") not in annex


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, (37, 25, 3), (37, 25, 3)),
        ((37, 25, 3), (56, 45, 40), (37, 25, 3)),  # nineteen more forms tell nothing
        ((37, 25, 3), (57, 45, 22), (57, 45, 3)),
        ((37, 25, 3), (57, 44, 23), (57, 25, 23)),
        ((37, 25, 3), (36, 25, 3), (37, 25, 3)),
    ],
)
def test_figures_move_by_a_lot_or_not_at_all(
    before: tuple[int, int, int] | None, now: tuple[int, int, int], told: tuple[int, int, int]
) -> None:
    def forms(figures: tuple[int, int, int], day: date) -> Forms:
        return Forms(figures[0], figures[1], day, figures[2])

    then, today = date(2016, 10, 1), date(2016, 10, 2)
    assert steady(forms(before, then) if before else None, forms(now, today), lot=20) == forms(told, today)


def table(html: str) -> list[tuple[str, str]]:
    """The rows of the table of what became of the forms."""
    found = re.search(r'<table id="forms">(.*?)</table>', html, re.DOTALL)
    rows = re.findall(r'<th scope="row">(.*?)</th><td class="figure">(.*?)</td>', found[1]) if found else []
    return [(unescape(what), figure.replace("\xa0", " ")) for what, figure in rows]


def newest(client: Client) -> list[tuple[str, str]]:
    """The same of the newest letter's page."""
    sizes = re.findall(rf"/en/{SLUG}/letters/FR/(\d+)", client.get(f"/en/{SLUG}/letters").text)
    return table(client.get(f"/en/{SLUG}/letters/FR/{max(sizes, key=int)}").text)


def send(site: Site, count: int, *, batch: str, by_program: bool = False) -> None:
    """So many forms that wait for their mail, or for an organiser."""
    for number in range(count):
        person = Person(f"Waits {number}", f"{batch}{number}@example.org", "DE")
        site.client().sign(person, website="x" if by_program else "")


def test_what_is_told_stays_with_its_statement_and_its_letters(site: Site, tmp_path: Path) -> None:
    client = site.client()
    sign(site, {"FR": 25})
    first = [
        ("Forms sent", "at least 20"),
        ("Of these, confirmed", "at least 20"),
        ("Of these, refused because they looked machine-made", "fewer than ten"),
    ]
    assert issue(site, make(site, tmp_path / "one", only="FR")).code == 0
    assert newest(client) == first
    assert table(client.get(f"/en/{SLUG}/verify").text) == first
    send(site, 30, batch="waits")
    annexes = pages((make(site, tmp_path / "two", only="FR") / "FR.pdf").read_bytes())
    assert as_read("Formulaires envoyés au moins 20 Dont confirmés au moins 20") in annexes[3]
    sign(site, {"DE": 21}, batch="b")  # the next statement
    assert issue(site, make(site, tmp_path / "three", only="FR")).code == 0
    second = [("Forms sent", "at least 70"), ("Of these, confirmed", "at least 70"), first[2]]
    assert newest(client) == second
    assert table(client.get(f"/en/{SLUG}/verify").text) == second
    desk = member(site.app, "o@example.org", Role.OWNER, site.campaign.id)
    page = desk.get(f"/desk/campaigns/{SLUG}/letters").text
    assert table(page) == second
    assert [row["sent"] for row in rows(StatedForms)] == [25, 76]


def test_forms_that_a_rule_held_are_told_once_they_are_refused(site: Site, tmp_path: Path) -> None:
    send(site, 24, batch="robot", by_program=True)
    sign(site, {"FR": 25})
    moderation.refuse_held(campaign=site.campaign.id, numbers=None)
    moderation.state_due()
    assert issue(site, make(site, tmp_path / "one", only="FR")).code == 0
    assert newest(site.client())[2] == (
        "Of these, refused because they looked machine-made",
        "at least 20",
    )


@sqlite_only
def test_before_the_first_statement_nothing_is_told(site: Site, tmp_path: Path) -> None:
    sign(site, {"FR": 12})
    assert as_read("Formulaires envoyés") not in "".join(
        pages((make(site, tmp_path / "one", only="FR") / "FR.pdf").read_bytes())
    )
    assert run(site, "letters", "issue", SLUG, "--from", tmp_path / "one").code == 0
    assert newest(site.client()) == []
    assert table(site.client().get(f"/en/{SLUG}/verify").text) == []
    moderation.state_due()
    assert rows(StatedForms) == []
    assert letters_queries.newest_forms_row(site.campaign.id) is None
