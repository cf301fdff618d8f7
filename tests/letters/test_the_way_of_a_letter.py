"""From thirty signatures to letters whose pages stay as they were, and a later set beside them."""

import json
import re
from html import unescape
from pathlib import Path

from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.tally import queries as tally_queries
from tests.cast import SLUG, Client, Site, heading
from tests.letters.desk import FOUR, count, issue, listed, make, run, sign
from tests.letters.sample import pages

NBSP = "\xa0"


def tally(client: Client) -> dict:
    return json.loads(client.get(f"/{SLUG}/tally.json").text)


def facts(html: str) -> list[str]:
    """What stands in the page's list of facts, and in its table."""
    cells = re.findall(r"<(?:dd|td)[^>]*>(.*?)</(?:dd|td)>", html)
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells]


def said(html: str) -> str:
    """The sentence with the letter's figures."""
    found = re.search(r'<p class="lead">(.*?)</p>', html)
    assert found is not None
    return " ".join(unescape(found[1]).split())


def test_letters_state_the_last_tally_and_stand_for_good(site: Site, client: Client, tmp_path: Path) -> None:
    sign(site, FOUR)
    figures = tally(client)
    stated = figures["stated"]
    assert (figures["total"], stated["countries"], stated["not_shown"]) == (30, {"DE": 10, "FR": 10}, 10)
    size = str(figures["size"])

    folder = make(site, tmp_path / "out", "--place", "Gaziantep", only="DE,FR,IT")
    assert listed(folder) == [
        ["DE", "Germany", "en", "at least 10", "30", str(clock.today()), size, "DE.pdf"],
        ["FR", "France", "fr", "at least 10", "30", str(clock.today()), size, "FR.pdf"],
        ["IT", "Italy", "en", "fewer than ten", "30", str(clock.today()), size, "IT.pdf"],
    ]
    assert client.get(f"/en/{SLUG}/letters/FR/{size}").status_code == 404
    assert run(site, "list").said.split()[-1] == "none"

    answer = issue(site, folder)
    assert (answer.code, answer.said.splitlines()[0]) == (
        0,
        f"3 letters issued, dated 2016-10-03: http://127.0.0.1:8000/en/{SLUG}/letters",
    )
    assert run(site, "list").said.split()[-1] == "2016-10-03"
    page = client.get(f"/en/{SLUG}/letters/FR/{size}").text
    today = f"{clock.today().day} {clock.today():%B %Y}"
    forms = [f"at{NBSP}least{NBSP}30", f"at{NBSP}least{NBSP}30", f"fewer{NBSP}than{NBSP}ten"]
    assert facts(page) == [
        "3 October 2016",
        f"{SLUG}/FR/{size}",
        size,
        "No witness.",
        "10",
        "10",
        "10",
        "30",
        *forms,
    ]
    assert said(page) == f"As at {today}, 30 people had signed, at least 10 of them living in France."
    pdf = client.get(f"/{SLUG}/letters/FR/{size}.pdf")
    assert pdf.data == (folder / "FR.pdf").read_bytes()
    # Where its pages aren't in French this leads on to the English one.
    assert f"http://127.0.0.1:8000/fr/{SLUG}/letters/FR/{size}" in pages(pdf.data)[3]
    assert client.get(f"/fr/{SLUG}/letters/FR/{size}").headers["Location"] == f"/en/{SLUG}/letters/FR/{size}"

    sign(site, {"FR": 17, "IT": 11}, batch="b")
    moved = tally(client)
    assert (moved["total"], moved["stated"]["countries"]) == (58, {"FR": 30, "DE": 10, "IT": 10})
    assert client.get(f"/en/{SLUG}/letters/FR/{size}").text == page
    assert client.get(f"/{SLUG}/letters/FR/{size}.pdf").data == pdf.data

    later = make(site, tmp_path / "later", only="FR")
    assert issue(site, later).code == 0
    newest = listed(later)[0][6]
    assert listed(later) == [
        ["FR", "France", "fr", "at least 30", "58", str(clock.today()), newest, "FR.pdf"]
    ]
    shown = client.get(f"/en/{SLUG}/letters").text
    assert re.findall(r"/letters/[A-Z]{2}/\d+", shown) == [f"/letters/FR/{newest}"]
    assert re.findall(r'/letters/(\d+)">', shown) == [size]
    earlier = client.get(f"/en/{SLUG}/letters/{size}").text
    assert re.findall(r"/letters/([A-Z]{2})/\d+", earlier) == ["FR", "DE", "IT"]
    assert client.get(f"/en/{SLUG}/letters/FR/{size}").text == page


def test_issuing_logs_the_manifest(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    issue(site, make(site, tmp_path / "out"))
    site.number()
    (issued,) = letters_queries.sets(site.campaign.id)
    lines = [line for _, line, _ in tally_queries.lines(site.campaign.id)]
    assert lines[-1] == f"letters {issued.sha256}"
    assert lines[: issued.size][-1].startswith("tally ")


def test_the_figures_stay_while_fewer_come_than_a_statement_takes_in(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    first = make(site, tmp_path / "one")
    count(site, {"FR": 5})
    second = make(site, tmp_path / "two")
    assert [line[3:7] for line in listed(first)] == [
        ["at least 10", "30", str(clock.today()), "33"],
        ["fewer than ten", "30", str(clock.today()), "33"],
    ]
    assert [line[3:6] for line in listed(second)] == [line[3:6] for line in listed(first)]
    assert {line[6] for line in listed(second)} == {"38"}


def test_a_page_in_arabic_names_the_state_in_arabic(site: Site, client: Client, tmp_path: Path) -> None:
    count(site, FOUR)
    folder = make(site, tmp_path / "out", only="SY,VA")
    issue(site, folder)
    size = listed(folder)[0][6]
    said = [heading(client.get(f"/ar/{SLUG}/letters/{code}/{size}").text) for code in ("SY", "VA")]
    assert said == [
        "رسالة إلى البعثة الدائمة: الجمهورية العربية السورية",
        "رسالة إلى البعثة المراقبة الدائمة: الكرسي الرسولي",
    ]
