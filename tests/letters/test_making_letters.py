"""`campaign letters make`: what it takes, and what it refuses in a sentence."""

import csv
from pathlib import Path

import pytest

from campaign.letters import queries as letters_queries
from campaign.letters.facts import Block
from campaign.letters.gathering import letter_block
from campaign.lib import clock
from campaign.missions.states import member_states
from campaign.releases import actions as releases
from campaign.releases.rendering import blocks
from campaign.tally import queries as tally_queries
from tests.cast import SLUG, Person, Site
from tests.letters.desk import FOUR, count, issue, listed, make, run, sign
from tests.letters.sample import pages

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_before_anything_is_published_there_are_no_letters(site: Site, tmp_path: Path) -> None:
    releases.publish(
        slug="draft", language="en", headline="Later", place=None, day=clock.today(), demand="Act.", body="Soon."
    )  # fmt: skip
    answer = run(site, "letters", "make", "draft", "--out", tmp_path / "out")
    assert (answer.code, answer.said) == (
        2,
        "Nothing of draft is published yet: letters state the count as its log has it, from the opening onwards.\n",
    )
    assert not (tmp_path / "out").exists()


def test_before_the_first_statement_letters_have_the_total_alone(site: Site, tmp_path: Path) -> None:
    count(site, {"FR": 15})
    folder = make(site, tmp_path / "out", only="DE,FR")
    assert [line[3:7] for line in listed(folder)] == [["not shown", "15", str(clock.today()), "17"]] * 2
    first = pages((folder / "DE.pdf").read_bytes())[0]
    assert "15peoplehadsigned." in first
    assert "living" not in first
    assert issue(site, folder).code == 0
    (issued,) = letters_queries.sets(site.campaign.id)
    assert issued.manifest.splitlines()[2:5] == ["size 17", "date 2016-10-03", "tally -"]
    assert (issued.statement, issued.total, issued.as_at) == (None, 15, clock.today())


@sqlite_only
def test_every_member_state_gets_a_letter(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    answer = run(site, "letters", "make", SLUG, "--out", tmp_path / "out", "--place", "Geneva")
    assert answer.said.splitlines()[1:] == [
        f"193 letters in {tmp_path / 'out'}, dated {clock.today()}, log size 33.",
        f"They say how many of 30 had signed in each State by {clock.today()}; the first annex adds that it is 30 by "
        f"{clock.today()}.",
        f"Nothing was published. When they are right: campaign letters issue {SLUG} --from {tmp_path / 'out'}",
        'Nobody is named under them: --signatory "Name, office, organisation", once for each.',
    ]
    assert [line[0] for line in listed(tmp_path / "out")] == [state.code for state in member_states()]
    answer = issue(site, tmp_path / "out")
    assert (answer.code, answer.said.split(",")[0]) == (0, "193 letters issued")
    assert "not among them" not in answer.said


@sqlite_only
def test_the_options_reach_the_letter(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    words = ("--place", "Gaziantep", "--paper", "letter", "--signatory", "A. Signer, Director, Skies")
    folder = make(site, tmp_path / "out", *words, "--signatory", "B. Signer", only="FR,DE,JO")
    first = pages((folder / "DE.pdf").read_bytes())[0]
    assert "Gaziantep,3October2016" in first
    assert "A.SignerDirectorSkiesB.Signer" in first
    but = ("--out", tmp_path / "but", "--only", "FR,DE", "--except", "DE")
    assert run(site, "letters", "make", SLUG, *but).code == 0
    assert [line[0] for line in listed(tmp_path / "but")] == ["FR"]


@sqlite_only
def test_what_the_campaign_says_of_them_stands_in_letters_unless_others_are_given(
    site: Site, tmp_path: Path
) -> None:
    count(site, FOUR)
    releases.change(
        slug=SLUG, called={"fr": ["Ciels"]}, letter_places={"": "Beirut", "fr": "Beyrouth"},
        signatories={"": ["A. Signer, Director"], "fr": ["A. Signer, Directrice"]},
    )  # fmt: skip
    folder = make(site, tmp_path / "out", only="FR,DE")
    german, french = (pages((folder / f"{code}.pdf").read_bytes())[0] for code in ("DE", "FR"))
    assert [words for words in ("Skies", "Beirut,", "Director", "Ciels") if words in german] == [
        "Skies",
        "Beirut,",
        "Director",
    ]
    assert [words for words in ("Ciels", "Beyrouth", "Directrice", "Skies") if words in french] == [
        "Ciels",
        "Beyrouth",
        "Directrice",
    ]
    words = ("--place", "Paris", "--signatory", "fr=B. Signer, Vice")
    folder = make(site, tmp_path / "others", *words, only="FR,DE")
    german, french = (pages((folder / f"{code}.pdf").read_bytes())[0] for code in ("DE", "FR"))
    assert [words for words in ("Paris", "Director") if words in german] == ["Paris", "Director"]
    assert [words for words in ("Paris", "B.Signer", "Beyrouth") if words in french] == ["Paris", "B.Signer"]


@sqlite_only
def test_a_withheld_country_is_not_shown_even_if_it_was_withheld_after_the_tally(
    site: Site, tmp_path: Path
) -> None:
    count(site, FOUR)
    releases.change(slug=SLUG, withhold=["DE"])
    folder = make(site, tmp_path / "out", only="DE,FR")
    assert [line[3] for line in listed(folder)] == ["not shown", "at least 10"]
    annex = pages((folder / "FR.pdf").read_bytes())[1]
    assert "Allemagne" not in annex
    assert "Nonrépartiesparpays20Total30" in annex


@sqlite_only
def test_an_examples_letters_are_specimens(site: Site, tmp_path: Path) -> None:
    campaign = site.campaign
    campaign.example = True
    site.app.extensions["sqlalchemy"].session.commit()
    count(site, FOUR)
    folder = make(site, tmp_path / "out", only="FR")
    sheets = pages((folder / "FR.pdf").read_bytes())
    assert [page.count("SPÉCIMEN") + page.count("SPECIMEN") for page in sheets] == [1, 1, 1, 1, 1]


@sqlite_only
def test_at_the_close_the_size_is_that_of_the_checkpoint(site: Site, tmp_path: Path) -> None:
    count(site, {"FR": 12})
    releases.close_campaign(slug=SLUG)
    site.number()
    folder = make(site, tmp_path / "out", only="FR")
    (size,) = {line[6] for line in listed(folder)}
    published = tally_queries.public_tally(site.campaign.id).size
    assert int(size) == letters_queries.last_stated(site.campaign).size == published
    assert issue(site, folder).code == 0


@sqlite_only
def test_each_letter_encloses_the_release_in_its_language_with_its_lists(site: Site, tmp_path: Path) -> None:
    releases.publish(
        slug=SLUG, language="ar", headline="سماء صافية", place=None, day=clock.today(), demand="نطالب بالحماية.",
        body="فقرة.\n\n- بند\n- ثان\n\n1. خبز\n2. ملح",
    )  # fmt: skip
    count(site, FOUR)
    folder = make(site, tmp_path / "out", only="EG,FR")
    annex = pages((folder / "EG.pdf").read_bytes())[2]
    assert [annex.count(word) for word in ("فقرة", "–", "بند", "خبز", "ملح")] == [1, 2, 1, 1, 1]
    assert pages((folder / "FR.pdf").read_bytes())[2].count("Hospitalswerehit") == 1


def test_the_blocks_of_a_release_keep_their_markers() -> None:
    body = "Three:\n\n- one\n- two\n\n1. first\n2. second"
    assert [letter_block(*block) for block in blocks(body)] == [
        Block("Three:"), Block("one", "–"), Block("two", "–"), Block("first", "1."), Block("second", "2."),
    ]  # fmt: skip


@sqlite_only
def test_letters_csv_has_the_columns_that_were_asked_for(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    with (make(site, tmp_path / "out", only="FR") / "letters.csv").open(encoding="utf-8-sig") as file:
        head = next(csv.reader(file))
    assert head == [
        "country",
        "mission",
        "language",
        "stated",
        "total",
        "as_at",
        "log_size",
        "file",
        "sha256",
    ]


def test_a_letter_names_the_newest_checkpoint_its_total_and_the_last_statement(
    site: Site, tmp_path: Path
) -> None:
    count(site, FOUR)
    count(site, {"FR": 3})
    _, size, root, *_ = site.client().get(f"/{SLUG}/log/checkpoint").text.split("\n")
    sheets = pages((make(site, tmp_path / "out", only="DE") / "DE.pdf").read_bytes())
    key = tally_queries.verifier(site.campaign.id)
    assert size == "36"
    assert "30peoplehadsigned,atleast10ofthemlivinginGermany." in sheets[0]
    assert "33" not in sheets[0].replace(f"{SLUG}/DE/36", "")
    assert "is33.Itcandiffer" in sheets[1]
    assert "Total30" in sheets[1]
    assert f"{size}entriesRoothash:{root}Key:{key}" in sheets[3]


@sqlite_only
def test_territories_are_named_where_the_organisers_say_so(site: Site, tmp_path: Path) -> None:
    count(site, {"FR": 20, "XK": 12, "TW": 11})
    together = pages((make(site, tmp_path / "one", only="DE") / "DE.pdf").read_bytes())[1]
    releases.change(slug=SLUG, territories=True)
    named = pages((make(site, tmp_path / "two", only="DE") / "DE.pdf").read_bytes())[1]
    assert [annex for annex in (together, named) if "Otherterritories20" in annex] == [together]
    assert [annex for annex in (together, named) if "Kosovo" in annex] == [named]


@sqlite_only
def test_the_third_annex_tells_what_became_of_the_forms(site: Site, tmp_path: Path) -> None:
    sign(site, {"FR": 25})
    for number in range(12):
        site.client().sign(Person(f"Waits {number}", f"waits{number}@example.org", "DE"))
    annex = pages((make(site, tmp_path / "out", only="DE") / "DE.pdf").read_bytes())[3]
    assert "Formssentatleast30Ofthese,confirmedatleast20" in annex


@sqlite_only
def test_the_person_to_ask_is_the_first_signatory_unless_another_is_named(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    signed = make(site, tmp_path / "one", "--signatory", "A. Signer, Director", only="DE")
    named = make(
        site, tmp_path / "two", "--signatory", "A. Signer", "--person", "B. Clerk, +41 22 000", only="DE"
    )
    said = [pages((folder / "DE.pdf").read_bytes())[0].split("Questions:")[1] for folder in (signed, named)]
    assert said == ["A.Signer,press@example.org1of4", "B.Clerk,+4122000,press@example.org1of4"]
