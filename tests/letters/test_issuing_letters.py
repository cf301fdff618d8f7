"""`campaign letters issue`: a set is checked to the byte, stored once, and never changed."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.letters import queries as letters_queries
from campaign.letters.files import write_letters
from campaign.lib import clock
from campaign.missions.states import state
from campaign.releases import actions as releases
from campaign.tally import queries as tally_queries
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count, issue, listed, make, make_once, run
from tests.letters.sample import FACTS

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set ready to be issued."""
    count(site, FOUR)
    return make_once(site, tmp_path / "out", tmp_path_factory.getbasetemp() / "letters")


def waiting(site: Site) -> int:
    return tally_queries.waiting_count(site.campaign.id)


def test_issuing_twice_changes_nothing(site: Site, folder: Path) -> None:
    assert issue(site, folder).code == 0
    (issued,) = letters_queries.sets(site.campaign.id)
    again = issue(site, folder)
    assert (again.code, again.said) == (
        0,
        f"These letters were issued on {issued.made_at:%Y-%m-%d}; nothing changed: "
        f"http://127.0.0.1:8000/en/{SLUG}/letters\n",
    )
    assert (
        waiting(site),
        len(letters_queries.sets(site.campaign.id)),
        len(letters_queries.letters(issued.id)),
    ) == (1, 1, 2)


def test_another_set_for_the_same_checkpoint_is_refused(site: Site, folder: Path, tmp_path: Path) -> None:
    issue(site, folder)
    other = issue(site, make(site, tmp_path / "other", only="FR"))
    assert (other.code, other.said.split(", were")[0]) == (2, "Letters of this checkpoint, dated 2016-10-03")
    (issued,) = letters_queries.sets(site.campaign.id)
    assert [letter.country for letter in letters_queries.letters(issued.id)] == ["FR", "SY"]


def test_the_manifest_lists_every_letter(site: Site, folder: Path) -> None:
    issue(site, folder)
    (issued,) = letters_queries.sets(site.campaign.id)
    hashes = {letter.country: letter.sha256 for letter in letters_queries.letters(issued.id)}
    day = letters_queries.last_stated(site.campaign).day
    assert issued.manifest.splitlines() == [
        "campaign/letters/v1",
        f"log 127.0.0.1:8000/{SLUG}/log",
        "size 33",
        "date 2016-10-03",
        f"tally {day} 30 DE=10 FR=10 --=10",
        f"letter FR fr 10 {hashes['FR']}",
        f"letter SY ar fewer-than-ten {hashes['SY']}",
    ]


def spoil(folder: Path, how: str) -> None:
    """One thing that happens to folders."""
    listing = folder / "letters.csv"
    lines = listing.read_text()
    match how:
        case "changed":
            (folder / "FR.pdf").write_bytes((folder / "FR.pdf").read_bytes() + b"\n")
        case "missing":
            (folder / "SY.pdf").unlink()
        case "another":
            shutil.copy(folder / "FR.pdf", folder / "DE.pdf")
        case "no list":
            listing.unlink()
        case "empty":
            listing.write_text(lines.splitlines()[0] + "\n")
        case "figure":
            listing.write_text(lines.replace(",at least 10,30,", ",at least 20,30,"))
        case "total":
            listing.write_text(lines.replace("at least 10,30,", "at least 10,31,"))
        case "size":
            listing.write_text(lines.replace(",33,", ",32,"))
        case "day":
            listing.write_text(re.sub(r"\d{4}-\d\d-\d\d", "2016-09-01", lines))
        case "words":
            listing.write_text(lines.replace(",at least 10,", ",10,"))
        case "two sizes":
            listing.write_text(lines.replace(",33,FR", ",32,FR"))
        case "doubled":
            listing.write_text(lines + lines.splitlines()[1] + "\n")
        case "path":
            listing.write_text(lines.replace("FR.pdf", "../FR.pdf"))
        case "latin":
            listing.write_bytes(lines.encode() + b"\xe9")


@sqlite_only
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("changed", "FR.pdf was changed after it was made: its SHA-256 isn't the one in letters.csv."),
        ("missing", "SY.pdf is missing from {}. Make the letters again."),
        ("another", "DE.pdf is in {}, but letters.csv doesn't list it."),
        ("no list", "There is no letters.csv in {}. Was this folder made by campaign letters make?"),
        ("empty", "{}/letters.csv lists no letters."),
        (
            "figure",
            "FR.pdf states at least 20 of 30 by {today}; at size 33 the log states at least 10 of 30 by {today}. "
            "Make the letters again.",
        ),
        (
            "total",
            "FR.pdf states at least 10 of 31 by {today}; at size 33 the log states at least 10 of 30 by {today}. "
            "Make the letters again.",
        ),
        (
            "day",
            "FR.pdf states at least 10 of 30 by 2016-09-01; at size 33 the log states at least 10 of 30 by {today}. "
            "Make the letters again.",
        ),
        ("words", "Line 2 of letters.csv is not as it was made. campaign letters make makes it again."),
        (
            "size",
            "clear-skies published no count at log size 32: these letters are of another campaign or log.",
        ),
        ("two sizes", "The letters in letters.csv were made at different sizes of the log."),
        ("doubled", "A country is listed twice in letters.csv."),
        ("path", "Line 2 of letters.csv is not as it was made. campaign letters make makes it again."),
        ("latin", "{}/letters.csv is not as it was made. campaign letters make makes it again."),
    ],
)
def test_a_spoilt_folder_is_refused(site: Site, folder: Path, how: str, said: str) -> None:
    spoil(folder, how)
    answer = issue(site, folder)
    assert (answer.code, answer.said) == (
        2,
        f"{said.format(folder, today=clock.today())} Nothing was issued.\n",
    )
    assert (waiting(site), list(letters_queries.sets(site.campaign.id))) == (0, [])


@sqlite_only
def test_letters_of_another_campaign_with_the_same_figures_are_refused(site: Site, folder: Path) -> None:
    site.open_campaign("other")
    count(Site(site.app, "other"), FOUR)
    assert letters_queries.last_stated(Site(site.app, "other").campaign).size == 33
    answer = issue(site, folder, slug="other")
    assert (answer.code, answer.said) == (
        2,
        f"FR.pdf leads to http://127.0.0.1:8000/fr/{SLUG}/letters/FR/33, not to "
        "http://127.0.0.1:8000/fr/other/letters/FR/33: it was made for another campaign, checkpoint or site. "
        "Nothing was issued.\n",
    )


@sqlite_only
def test_a_country_withheld_since_the_letters_were_made_stops_them(site: Site, folder: Path) -> None:
    releases.change(slug=SLUG, withhold=["SY"])
    answer = issue(site, folder)
    assert (answer.code, answer.said) == (
        2,
        f"SY.pdf states fewer than ten of 30 by {clock.today()}; at size 33 the log states not shown of 30 by "
        f"{clock.today()}. Make the letters again. Nothing was issued.\n",
    )


@sqlite_only
def test_letters_of_two_days_are_refused(site: Site, folder: Path, tmp_path: Path) -> None:
    words = ("--only", "DE,FR", "--date", "2016-10-04")
    assert run(site, "letters", "make", SLUG, "--out", tmp_path / "other", *words).code == 0
    shutil.copy(tmp_path / "other" / "DE.pdf", folder / "DE.pdf")
    with (folder / "letters.csv").open("a") as listing:
        listing.write((tmp_path / "other" / "letters.csv").read_text().splitlines()[1] + "\n")
    answer = issue(site, folder)
    assert (answer.code, answer.said) == (
        2,
        "The letters don't all have the same date. Make them again. Nothing was issued.\n",
    )


@sqlite_only
def test_an_older_checkpoint_may_still_be_issued_after_the_figures_moved(site: Site, folder: Path) -> None:
    count(site, {"FR": 20})
    assert issue(site, folder).code == 0
    assert letters_queries.newest_set(site.campaign.id).size == int(listed(folder)[0][6]) == 33


@sqlite_only
def test_letters_from_elsewhere_are_refused(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    facts = replace(FACTS, base_url="http://127.0.0.1:8000")
    write_letters(facts=facts, states=(state("FR"),), out=tmp_path / "out")
    answer = issue(site, tmp_path / "out")
    assert (answer.code, answer.said) == (
        2,
        "clear-skies published no count at log size 25,260: these letters are of another campaign or log. "
        "Nothing was issued.\n",
    )


@sqlite_only
def test_a_country_withheld_since_the_statement_leaves_the_letters_and_their_pages(
    site: Site, tmp_path: Path
) -> None:
    count(site, FOUR)
    releases.change(slug=SLUG, withhold=["DE"])
    assert issue(site, make(site, tmp_path / "out", only="DE,FR")).code == 0
    (issued,) = letters_queries.sets(site.campaign.id)
    assert issued.manifest.splitlines()[4].endswith(" 30 DE=10 FR=10 --=10")  # as the log has it
    assert issued.stated.endswith(" 30 FR=10 --=20")
    assert issued.manifest.splitlines()[5].startswith("letter DE en not-shown ")
    page = site.client().get(f"/en/{SLUG}/letters/FR/33").text
    assert "Germany" not in page
    assert "France" in page


@sqlite_only
def test_letters_to_those_left_out_can_follow_once_the_log_goes_on(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    assert issue(site, make(site, tmp_path / "one", only="FR")).code == 0
    site.number()
    assert issue(site, make(site, tmp_path / "two", only="DE")).code == 0
    assert [one.size for one in letters_queries.sets(site.campaign.id)] == [34, 33]


@pytest.mark.parametrize("command", ["make", "issue"])
def test_an_unknown_campaign_is_named(site: Site, tmp_path: Path, command: str) -> None:
    way = "--out" if command == "make" else "--from"
    answer = run(site, "letters", command, "nowhere", way, tmp_path / "out")
    assert (answer.code, answer.said) == (
        2,
        "There is no campaign 'nowhere'. campaign list shows those there are.\n",
    )
