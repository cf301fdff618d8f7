"""What was taken out of the count is stated: in each later letter, on its page, and on the tally page."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.models import Entry
from tests.cast import SLUG, Client, Site
from tests.letters.desk import count, run
from tests.letters.sample import STATED, as_read, letter, pages
from tests.tables import rows

REMOVED = {"fraud": 1200, "withdrawn": 30, "duplicate": 4, "legal": 1}
SAID = {
    "GB": "Removed from the count: withdrawn by the signer at least 30 Removed from the count: the same person "
    "twice fewer than ten Removed from the count: forged at least 1,200 Removed from the count: for a legal reason "
    "fewer than ten",
    "FR": "Retirées du décompte : par les signataires au moins 30 Retirées du décompte : doublons d’une même personne "
    "moins de dix Retirées du décompte : falsifiées au moins 1 200 Retirées du décompte : pour un motif juridique "
    "moins de dix",
    "CN": "从统计中剔除：签名人撤回至少30从统计中剔除：同一人重复签名不足十个从统计中剔除：伪造至少1,200"
    "从统计中剔除：法律原因不足十个",
}


@pytest.mark.parametrize("code", SAID)
def test_a_letter_says_in_its_third_annex_what_was_removed_and_why(code: str, tmp_path: Path) -> None:
    sheets = pages(letter(tmp_path, code, stated=replace(STATED, removed=REMOVED)))
    said = as_read(SAID[code])
    assert [sheet for sheet in sheets[:4] if said in sheet] == [sheets[3]]


def test_nothing_removed_is_nothing_said(tmp_path: Path) -> None:
    assert as_read("Removed from the count") not in "".join(pages(letter(tmp_path, "GB")))


def test_a_reason_that_nothing_was_removed_for_is_not_named(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "GB", stated=replace(STATED, removed={"fraud": 7})))[3]
    assert as_read("Removed from the count: forged fewer than ten") in annex
    assert annex.count(as_read("Removed from the count")) == 1


def table(html: str) -> list[tuple[str, str]]:
    """The rows of the table of what was removed."""
    found = re.search(r'<table id="removed"[^>]*>(.*?)</table>', html, re.DOTALL)
    rows = re.findall(r'<th scope="row">(.*?)</th><td class="figure">(.*?)</td>', found[1]) if found else []
    return [(unescape(reason), figure) for reason, figure in rows]


def test_the_tally_page_and_the_letters_page_say_it_and_letters_before_stay(
    site: Site, client: Client, tmp_path: Path
) -> None:
    count(site, {"FR": 40, "DE": 20})
    assert table(client.get(f"/en/{SLUG}/tally").text) == []
    for name, removed in (("before", range(0)), ("after", range(25))):
        rows = [(_signatures(site)[n], "FR") for n in removed]
        tally.append_withdrawals(campaign=site.campaign.id, signatures=rows, reason="fraud")
        site.number()
        run(site, "letters", "make", SLUG, "--out", tmp_path / name, "--only", "FR", "--signatory", "A. B.")
        assert run(site, "letters", "issue", SLUG, "--from", tmp_path / name).code == 0
    assert table(client.get(f"/en/{SLUG}/tally").text) == [("Forged", "25"), ("Total", "25")]
    assert tally_queries.public_tally(site.campaign.id).removed == {"fraud": 25}
    sets = re.findall(rf"/en/{SLUG}/letters/(\d+)", client.get(f"/en/{SLUG}/letters").text)
    newest = re.findall(rf"/en/{SLUG}/letters/FR/(\d+)", client.get(f"/en/{SLUG}/letters").text)
    shown = {size: table(client.get(f"/en/{SLUG}/letters/FR/{size}").text) for size in {*sets, *newest}}
    assert [shown[size] for size in sorted(shown, key=int)] == [[], [("Forged", "at\xa0least\xa020")]]


def _signatures(site: Site) -> list[int]:
    return [
        row["signature_id"] for row in rows(Entry) if row["kind"] == "signature" and row["country"] == "FR"
    ]
