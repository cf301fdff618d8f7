"""The pages of letters: what was never issued isn't there, and the paper's bytes can be kept for a year."""

import re
from pathlib import Path

import pytest
from babel.dates import format_date
from sqlalchemy import event

from campaign.extensions import db
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.releases import actions as releases
from tests.cast import SLUG, Client, Site, heading
from tests.letters.desk import FOUR, count, issue, make, make_once

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def issued(site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters to France and Syria at size 32, issued."""
    count(site, FOUR)
    folder = make_once(site, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")
    issue(site, folder)
    return folder


def test_before_anything_is_issued_the_page_says_so(site: Site, client: Client) -> None:
    page = client.get(f"/en/{SLUG}/letters")
    assert (page.status_code, heading(page.text)) == (200, "Letters to the missions")
    assert "No letters have been issued yet." in page.text
    assert f"/{SLUG}/letters" not in client.get(f"/en/{SLUG}").text


NEVER_ISSUED = [
    f"/en/{SLUG}/letters/DE/33",
    f"/en/{SLUG}/letters/fr/32",
    f"/en/{SLUG}/letters/FR/32",
    f"/en/{SLUG}/letters/FR/033",
    f"/en/{SLUG}/letters/FR/-32",
    f"/en/{SLUG}/letters/FR/٣٢",
    f"/en/{SLUG}/letters/FR/9223372036854775808",
    f"/en/{SLUG}/letters/FR/{'9' * 5000}",
    f"/en/{SLUG}/letters/31",
    f"/en/{SLUG}/letters/x",
    f"/{SLUG}/letters/FR/32.pdf",
    f"/{SLUG}/letters/DE/33.pdf",
    f"/{SLUG}/letters/DE/33",
    "/en/nowhere/letters",
]


def test_what_was_not_issued_is_not_there(client: Client, issued: Path) -> None:
    assert client.get(f"/en/{SLUG}/letters/FR/33").status_code == 200
    missing = {path: client.get(path) for path in NEVER_ISSUED}
    assert {path: answer.status_code for path, answer in missing.items()} == dict.fromkeys(missing, 404)
    assert {heading(answer.text) for answer in missing.values()} == {"There is nothing here"}


@sqlite_only
def test_a_draft_has_no_letters(site: Site, client: Client) -> None:
    site.campaign.state = "draft"
    db.session.commit()
    assert client.get(f"/en/{SLUG}/letters").status_code == 404


def test_the_letter_is_served_as_it_was_made(client: Client, issued: Path) -> None:
    answer = client.get(f"/{SLUG}/letters/SY/33.pdf")
    assert answer.data == (issued / "SY.pdf").read_bytes()
    sent = {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "Content-Disposition")}
    assert sent == {
        "Content-Type": "application/pdf",
        "Cache-Control": "public, max-age=25, stale-while-revalidate=25, stale-if-error=25",
        "Content-Disposition": f'inline; filename="{SLUG}-SY-33.pdf"',
    }


@sqlite_only
def test_only_a_download_reads_the_bytes_of_a_letter(site: Site, client: Client, issued: Path) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    paths = [f"/en/{SLUG}/letters", f"/en/{SLUG}/letters/FR/33", f"/{SLUG}/letters/FR/33.pdf"]
    reads = []
    for path in paths:
        asked.clear()
        assert client.get(path).status_code == 200
        reads.append(sum("letters.pdf" in statement for statement in asked))
    assert reads == [0, 0, 1]


def test_the_campaigns_page_leads_to_the_letters_once_there_are_some(client: Client, issued: Path) -> None:
    assert client.get(f"/en/{SLUG}").text.count(f'href="/en/{SLUG}/letters"') == 1


def test_pages_are_cacheable_and_in_two_languages(client: Client, issued: Path) -> None:
    page = client.get(f"/en/{SLUG}/letters/SY/33")
    assert page.headers["Cache-Control"].split(",")[0] == "public"
    assert page.text.count(f'href="/ar/{SLUG}/letters/SY/33"') == 1
    assert page.text.count(f'href="/{SLUG}/letters/SY/33.pdf"') == 1


@sqlite_only
def test_words_stand_where_there_is_no_figure(site: Site, client: Client, tmp_path: Path) -> None:
    site.open_campaign("other", withhold=["FR"])
    other = Site(site.app, "other")
    count(other, FOUR)
    issue(other, make(other, tmp_path / "out", slug="other"), slug="other")
    said = [
        client.get(f"/en/other/letters/{code}/33").text.split('class="lead">')[1] for code in ("FR", "SY")
    ]
    today = f"{clock.today().day} {clock.today():%B %Y}"
    assert [" ".join(text.split("<")[0].split()) for text in said] == [
        f"As at {today}, 30 people had signed.",
        f"As at {today}, 30 people had signed, fewer than ten of them living in the Syrian Arab Republic.",
    ]
    listed = client.get("/en/other/letters").text
    assert re.findall(r'<td class="figure">(.*?)</td>', listed) == [
        "not\u00a0shown",
        "fewer\u00a0than\u00a0ten",
    ]
    assert f"They say that as at {today} 30 people had signed." in listed


@sqlite_only
def test_a_page_in_a_language_of_no_letter_says_it_in_the_pages_words(
    site: Site, client: Client, tmp_path: Path
) -> None:
    site.open_campaign("other", withhold=["FR"])
    releases.speak(slug="other", further=["de"])
    other = Site(site.app, "other")
    count(other, FOUR)
    issue(other, make(other, tmp_path / "out", slug="other"), slug="other")
    today = clock.today()
    in_german = format_date(today, "long", locale="de_DE")
    said = {
        code: client.get(f"/de/other/letters/{code}/33").text.split('class="lead">')[1].split("<")[0]
        for code in ("FR", "SY")
    }
    assert said == {
        "FR": f"Bis zum {in_german} hatten 30 Personen unterschrieben.",
        "SY": f"Von 30 Personen, die bis zum {in_german} unterschrieben hatten, leben weniger als zehn in "
        "diesem Land: Syrien.",
    }


@sqlite_only
def test_and_its_own_digits(site: Site, client: Client, tmp_path: Path) -> None:
    count(site, {"FR": 1230})
    issue(site, make(site, tmp_path / "out"))
    releases.speak(slug=SLUG, further=["fa"])
    size = letters_queries.newest_set(site.campaign.id).size
    page = client.get(f"/fa/{SLUG}/letters/FR/{size}").text
    (said,) = re.findall(r'<p class="lead">(.*?)</p>', page)
    assert said.startswith("از ۱٬۲۳۰ نفری که تا ")
    assert said.endswith("، دست‌کم ۱٬۲۳۰ نفر در این کشور زندگی می‌کنند: فرانسه.")


@sqlite_only
def test_an_arabic_page_says_it_in_the_letters_words_and_its_own_digits(
    site: Site, client: Client, tmp_path: Path
) -> None:
    count(site, {"FR": 1230})
    issue(site, make(site, tmp_path / "out"))
    size = letters_queries.newest_set(site.campaign.id).size
    page = client.get(f"/ar/{SLUG}/letters/FR/{size}").text
    found = re.findall(r'<p class="lead">(.*?)</p>', page)
    assert " ".join(found[0].split()).endswith(
        "، كان ١٬٢٣٠ شخصا قد وقعوا على المطلب، ويعيش ما لا يقل عن ١٬٢٣٠ منهم في فرنسا."
    )


@sqlite_only
def test_a_letters_page_has_the_table_of_its_first_annex_for_good(
    site: Site, client: Client, tmp_path: Path
) -> None:
    count(site, {"FR": 20, "XK": 12, "TW": 11})
    issue(site, make(site, tmp_path / "out"))
    releases.change(slug=SLUG, territories=True)
    page = client.get(f"/en/{SLUG}/letters/FR/46").text
    cells = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th><td class="figure">(.*?)</td>', page)
    assert cells == [
        ("France", "20"),
        ("Other territories", "20"),
        ("Not shown by country", "3"),
        ("Total", "43"),
    ]


@sqlite_only
def test_before_the_first_statement_the_page_has_the_total_alone(
    site: Site, client: Client, tmp_path: Path
) -> None:
    count(site, {"FR": 15})
    issue(site, make(site, tmp_path / "out"))
    page = client.get(f"/en/{SLUG}/letters/FR/17").text
    assert "15\u00a0people had signed.</p>" in page
    assert "Figures by country are given once 20 have signed" in page
    assert "<table>" not in page
    assert "ewer" not in page
