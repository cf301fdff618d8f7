"""The organisers' own addresses: taken in whole or not at all, each with its source."""

from datetime import date
from pathlib import Path

import pytest

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions import queries as missions_queries
from campaign.missions.importing import Contact, read_contacts
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count, listed, make, run
from tests.letters.sample import pages

TODAY = date(2016, 9, 30)
HEAD = "code,address,source,date"
FRANCE = "FR,post@fr.example.org,a telephone call,2016-09-24"
GERMANY = "DE,post@de.example.org,its website,2016-09-25"
COLUMNS = "they must be code, address, source, date, and may also be name, style, gender, language."
NO_STATE = "is not the code of a Member or observer State; France is FR."
NO_DAY = "is not a day; write it like 2016-09-24."


def read(text: str | bytes) -> tuple[Contact, ...]:
    return read_contacts(text if isinstance(text, bytes) else text.encode(), today=TODAY)


def test_a_line_is_read_with_what_it_says() -> None:
    assert read(f"{HEAD},name,style,language\n{FRANCE},A. Person,H.E. Ms.,EN\n") == (
        Contact(
            code="FR", address="post@fr.example.org", source="a telephone call", date=date(2016, 9, 24),
            name="A. Person", style="H.E. Ms.", language="en",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + f"{HEAD}\r\n{FRANCE}\r\n".encode(),
        f"{HEAD}\n{FRANCE}\n".replace(",", ";"),
        f'{HEAD}\n\n fr ,post@FR.example.org, "a telephone call",2016-09-24\n,,,\n'.replace(', "', ',"'),
        "date,source,address,code\n2016-09-24,a telephone call,post@fr.example.org,FR",
        f"{HEAD.upper()}\n{FRANCE}\n",
        f"{HEAD}\n{FRANCE}\n".encode("utf-16"),
        f"{HEAD}\n{FRANCE}\n".replace(",", "\t").encode("utf-16"),
        f"\ufeffsep=;\r\n{HEAD};;\n{FRANCE};;\n;;;;;\n".replace(",", ";"),
        f"\u200b{HEAD}\nFR,\u200bpost@fr.example.org,a telephone call,2016-09-24\u200b\n\u00a0,,,\n",
        f"{HEAD}\nFrance,Poste <post@fr.example.org>.,a telephone call,٢٠١٦-٠٩-٢٤\n",
        f"{HEAD}\nفرنسا,mailto:post@fr.example.org,a telephone call,2016-09-24\n",
    ],
)
def test_what_spreadsheets_do_to_a_list_is_understood(text: str | bytes) -> None:
    assert read(text) == read(f"{HEAD}\n{FRANCE}\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"Line 1: the columns are missing; {COLUMNS}"),
        ("code,address\nFR,a@example.org\n", f"Line 1: the columns are code, address; {COLUMNS}"),
        (f"{HEAD},colour\n{FRANCE},red\n", f"Line 1: the columns are code, address, source, date, colour; {COLUMNS}"),
        (f"{HEAD},date\n", f"Line 1: the columns are code, address, source, date, date; {COLUMNS}"),
        (f"{HEAD}\n", "There is no mission in the file."),
        (f"{HEAD}\n{FRANCE}\nXX,a@example.org,s,2016-09-24\n", f"Line 3: 'XX' {NO_STATE}"),
        (f"{HEAD}\n{FRANCE}\n\nTW,a@example.org,s,2016-09-24\n", f"Line 4: 'TW' {NO_STATE}"),
        (f"{HEAD}\nFR,nobody,s,2016-09-24\n", "Line 2: 'nobody' is not an email address."),
        (f"{HEAD}\nFR,a@example.org; b@example.org,s,2016-09-24\n", ("Line 2: 'a@example.org; b@example.org' is "
            "not an email address. Enter one email address. There is more than one @ here.")),
        (f"{HEAD}\nCongo,a@example.org,s,2016-09-24\n", f"Line 2: 'Congo' {NO_STATE}"),
        (f"{HEAD}\nFR,a@example.org,,2016-09-24\n", "Line 2: the source is missing: say where the address was found."),
        (f"{HEAD}\nFR,a@example.org,s,24.9.16\n", f"Line 2: '24.9.16' {NO_DAY}"),
        (f"{HEAD}\nFR,a@example.org,s,2016-09-31\n", f"Line 2: '2016-09-31' {NO_DAY}"),
        (f"{HEAD}\nFR,a@example.org,s,20160924\n", f"Line 2: '20160924' {NO_DAY}"),
        (f"{HEAD}\nFR,a@example.org,s,2016-10-02\n", "Line 2: the day 2016-10-02 is still to come; it says when the "
         "address was found."),
        (f"{HEAD}\n{FRANCE}\n{FRANCE}\n", "Line 3: FR is there twice."),
        (f"{HEAD}\n{FRANCE},more\n", "Line 2: there are 5 cells under 4 columns."),
        (f"{HEAD},language\n{FRANCE},de\n", "Line 2: letters can't be written in 'de', only in ar, en, "
         "es, fr, ru, zh."),
        (f"{HEAD},gender\n{FRANCE},hers\n", "Line 2: the gender is 'hers'; write f or m, female or male, or leave it "
         "empty."),
        (f'{HEAD}\nFR,"a@example.org,s,2016-09-24\n', "Line 2: this is not CSV: unexpected end of data."),
        (f"{HEAD}\nFR,a@example.org,s\u202ex,2016-09-24\n", "Line 2: the source contains invisible characters."),
        (f"{HEAD}\nFR,a@example.org,{'s' * 301},2016-09-24\n", "Line 2: the source is longer than 300 characters."),
    ],
)  # fmt: skip
def test_a_list_that_is_wrong_anywhere_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert sentence(refused.value) == f"{said} Nothing was imported."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (f"{HEAD}\nFR,é".encode("latin-1"), "The file is not UTF-8. Save it as “CSV UTF-8” and try again."),
        (b"x" * 1_000_001, "The file is larger than any list of missions: 1 MB is the most."),
    ],
)
def test_what_is_no_text_or_too_large_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(raw)
    assert sentence(refused.value) == said


def imported(site: Site, folder: Path, *lines: str, head: str = HEAD) -> tuple[int, list[str]]:
    file = folder / "missions.csv"
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    answer = run(site, "missions", "import", file)
    return answer.code, [" ".join(line.split()) for line in answer.said.splitlines()]


def test_an_import_replaces_what_it_names_and_says_so(site: Site, tmp_path: Path) -> None:
    assert imported(site, tmp_path, FRANCE, GERMANY) == (
        0,
        ["new 2 DE, FR", "changed 0", "as before 0", "not named 0 left as they were"],
    )
    moved = FRANCE.replace("post@", "un@")
    assert imported(site, tmp_path, moved, "VA,post@va.example.org,a card,2016-09-26")[1] == [
        *["new 1 VA", "changed 1 FR", "as before 0", "not named 1 left as they were"],
    ]
    assert imported(site, tmp_path, moved)[1][2] == "as before 1 FR"
    assert run(site, "missions", "list").said.splitlines() == [
        "DE  Germany  ·  post@de.example.org  ·  its website, 2016-09-25",
        "FR  France  ·  un@fr.example.org  ·  a telephone call, 2016-09-24",
        "VA  Holy See  ·  post@va.example.org  ·  a card, 2016-09-26",
        "2 of 193 Member States have an address.",
    ]


def test_a_bad_line_leaves_everything_as_it_was(site: Site, tmp_path: Path) -> None:
    imported(site, tmp_path, FRANCE)
    answer = imported(site, tmp_path, FRANCE.replace("post@", "un@"), "ZZ,a@example.org,s,2016-09-24")
    assert answer == (
        2,
        ["Line 3: 'ZZ' is not the code of a Member or observer State; France is FR. Nothing was imported."],
    )
    assert [row.address for row in missions_queries.addresses()] == ["post@fr.example.org"]


def test_a_file_that_is_not_there_is_named(site: Site, tmp_path: Path) -> None:
    answer = run(site, "missions", "import", tmp_path / "none.csv")
    assert (answer.code, answer.said) == (
        2,
        f"{tmp_path / 'none.csv'} can't be read: No such file or directory.\n",
    )


def test_none_is_shipped(site: Site) -> None:
    assert run(site, "missions", "list").said == "0 of 193 Member States have an address.\n"


def test_name_style_gender_and_language_reach_the_letter(site: Site, tmp_path: Path) -> None:
    head = f"{HEAD},name,style,gender,language"
    imported(site, tmp_path, f"{GERMANY},X. Y,H.E. Ms.,F,fr", head=head)
    count(site, FOUR)
    folder = make(site, tmp_path / "out", only="DE")
    assert [line[2] for line in listed(folder)] == ["fr"]
    first = pages((folder / "DE.pdf").read_bytes())[0]
    assert "H.E.Ms.X.Y" in first
    assert "Allemagne" in first
    assert f"{SLUG}/DE/" in first
    assert "MadamelaReprésentantepermanente,Nousavons" in first


def test_a_language_is_chosen_by_state_and_for_all_in_one_step(site: Site, tmp_path: Path) -> None:
    some = run(site, "missions", "language", "en", "--only", "FR,SY")
    assert (some.code, some.said) == (
        0,
        "2 States set. Letters are written in en to 126, fr to 24, es to 20, ar to 19, ru to 5, zh to 1.\n",
    )
    assert missions_queries.languages() == {"FR": "en", "SY": "en"}
    everyone = run(site, "missions", "language", "en", "--all")
    assert everyone.said == "195 States set. Letters are written in en to 195.\n"
    count(site, FOUR)
    folder = make(site, tmp_path / "out", only="CN,FR")
    assert [line[2] for line in listed(folder)] == ["en", "en"]
    assert run(site, "missions", "language", "default", "--all").code == 0
    assert missions_queries.languages() == {}


def test_an_import_that_says_nothing_of_languages_leaves_them(site: Site, tmp_path: Path) -> None:
    run(site, "missions", "language", "fr", "--only", "DE,VA")
    imported(site, tmp_path, GERMANY)
    assert missions_queries.languages() == {"DE": "fr", "VA": "fr"}
    assert run(site, "missions", "list").said.splitlines() == [
        "DE  Germany  ·  post@de.example.org  ·  fr  ·  its website, 2016-09-25",
        "1 of 193 Member States have an address.",
        "Without an address, but written to in a language that you chose: VA fr",
    ]
    assert imported(site, tmp_path, f"{GERMANY},es", head=f"{HEAD},language")[1][1:3] == [
        "changed 1 DE",
        "as before 0",
    ]
    assert imported(site, tmp_path, f"{GERMANY},es", head=f"{HEAD},language")[1][1:3] == [
        "changed 0",
        "as before 1 DE",
    ]
    imported(site, tmp_path, f"{GERMANY},", head=f"{HEAD},language")
    assert missions_queries.languages() == {"VA": "fr"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Whose language? --only FR,DE, or --all.\n"),
        (("--all", "--only", "FR"), "Whose language? --only FR,DE, or --all.\n"),
        (("--only", "TW,FR"), "Not codes of Member or observer States: TW. Write them like FR,DE.\n"),
    ],
)
def test_whose_language_has_to_be_said(site: Site, words: tuple[str, ...], said: str) -> None:
    answer = run(site, "missions", "language", "en", *words)
    assert (answer.code, answer.said) == (2, said)
    assert missions_queries.languages() == {}
