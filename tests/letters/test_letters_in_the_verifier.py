"""What was issued is what `verify.py` finds, before any statement and after a country was withheld; what it refuses."""

import re
from pathlib import Path

import pytest

from campaign.cli import campaign
from campaign.releases import actions as releases
from campaign.tally import queries as tally_queries
from tests.cast import SLUG, Client, Site
from tests.letters.desk import FOUR, count, issue, make
from tests.letters.sample import pages
from tests.tally.logs import KEY, RULES, Written, text_hash, verdict

PUBLIC = str(KEY.verifier)
HASH = "d" * 64


def mirrored(site: Site, folder: Path) -> tuple[Path, str]:
    """The log as files, once all is numbered, and the key that it is checked by."""
    site.number()
    result = site.app.test_cli_runner().invoke(campaign, ["log", "export", SLUG, str(folder)])
    assert result.exit_code == 0, result.output
    return folder, tally_queries.verifier(site.campaign.id)


@pytest.mark.parametrize(("people", "withheld"), [({"FR": 15}, []), (FOUR, []), (FOUR, ["FR"])])
def test_issued_letters_are_found_in_the_log(
    site: Site, tmp_path: Path, people: dict[str, int], withheld: list[str]
) -> None:
    count(site, people)
    releases.change(slug=SLUG, withhold=withheld)
    letters = make(site, tmp_path / "letters", only="FR,SY")
    assert issue(site, letters).code == 0
    mirror, key = mirrored(site, tmp_path / "mirror")
    assert [verdict(mirror, "--key", key, "--letter", letters / f"{code}.pdf") for code in ("FR", "SY")] == [
        "ok"
    ] * 2


def begun() -> Written:
    """A log without any statement yet."""
    log = Written(lines=[RULES, f"text {text_hash(0)}", f"text {text_hash(1)}"])
    log.sign(15)
    return log


@pytest.mark.parametrize(
    ("letter", "tally", "said"),
    [
        (f"FR fr not-shown {HASH}", "tally -", "ok"),
        (f"FR fr fewer-than-ten {HASH}", "tally -", "manifest"),
        (f"FR fr 10 {HASH}", "tally -", "manifest"),
        (f"FR fr not-shown {HASH}", "tally 2016-10-01 15 FR=10 --=5", "manifest"),
    ],
)
def test_before_the_first_statement_a_list_states_nothing(
    tmp_path: Path, letter: str, tally: str, said: str
) -> None:
    log = begun()
    log.issue(letter, size=18, tally=tally)
    assert verdict(log.write(tmp_path), "--key", PUBLIC) == said


@pytest.mark.parametrize(
    ("letter", "tally", "said"),
    [
        (f"FR fr 20 {HASH}", "", "ok"),
        (f"FR fr not-shown {HASH}", "", "ok"),
        (f"SY ar fewer-than-ten {HASH}", "", "ok"),
        (f"FR fr fewer-than-ten {HASH}", "", "manifest"),
        (f"FR fr not-shown {HASH}", "tally -", "manifest"),
    ],
)
def test_after_it_a_list_states_it_or_shows_nothing(
    tmp_path: Path, letter: str, tally: str, said: str
) -> None:
    log = begun()
    log.sign(15, seed="more")
    log.state(FR=20)
    log.issue(letter, tally=tally)
    assert verdict(log.write(tmp_path), "--key", PUBLIC) == said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_root_on_paper_and_page_is_what_the_verifier_takes(
    site: Site, client: Client, tmp_path: Path
) -> None:
    """And Annex 3 says in one sentence how the letter is checked in a browser."""
    count(site, FOUR)
    letters = make(site, tmp_path / "letters", only="FR")
    assert issue(site, letters).code == 0
    site.number()
    size = min(int(each) for each in re.findall(r"/letters/FR/(\d+)", client.get(f"/en/{SLUG}/letters").text))
    page = client.get(f"/en/{SLUG}/letters/FR/{size}").text
    (root,) = re.findall(r'when the letter was made: <bdi dir="ltr" class="address">([^<]*)</bdi>', page)
    said = "".join(pages((letters / "FR.pdf").read_bytes()))
    assert root in said
    assert "collerlacléimpriméeci-dessous:http://127.0.0.1:8000/verify.html" in said
    mirror, key = mirrored(site, tmp_path / "mirror")
    assert verdict(mirror, "--key", key, "--claim", f"root={root}", f"size={size}") == "ok"
    assert verdict(mirror, "--key", key, "--claim", f"root={root}", f"size={size - 1}") == "claim"
    assert '<a href="/verify.html#letter">' in page
