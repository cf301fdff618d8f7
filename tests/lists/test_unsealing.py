"""Opening a sealed list: whole, in its order, on all processors; or a sentence, and nothing written."""

import csv
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.lists.files import COLUMNS, row_of
from campaign.lists.sealed_format import write_sealed
from tests.lists.lists import HEADER, person, sealed_line, sealed_list

ROOT = Path(__file__).parents[2]
HOLDER = Identity.generate()
PEOPLE = [person(number) for number in range(30)]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_list(tmp_path_factory.mktemp("sealed") / "list.sealed", PEOPLE, HOLDER)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nour.key"
    path.write_text(f"# mine\n{HOLDER}\n")
    return path


def unseal(file: Path, key: Path, out: Path) -> Result:
    return CliRunner().invoke(campaign, ["unseal", str(file), "--identity", str(key), "--out", str(out)])


def refusal(file: Path, key: Path, kind: str = "csv") -> str:
    """What is said; the folder is as it was."""
    before = sorted(key.parent.iterdir())
    done = unseal(file, key, key.parent / f"list.{kind}")
    assert (done.exit_code, sorted(key.parent.iterdir())) == (2, before)
    assert "@example.org" not in done.output
    return done.stderr


def names(out: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())]


def test_records_of_before_lie_beside_newer_ones(key: Path, tmp_path: Path) -> None:
    lines = [sealed_line(record, HOLDER, index=n, deflated=n > 9) for n, record in enumerate(PEOPLE)]
    write_sealed(tmp_path / "list.sealed", header=HEADER, lines=lines)
    assert unseal(tmp_path / "list.sealed", key, tmp_path / "list.csv").exit_code == 0
    assert names(tmp_path / "list.csv") == [record.name for record in PEOPLE]


def test_each_kind_holds_the_same_people(sealed: Path, key: Path, tmp_path: Path) -> None:
    for kind in ("csv", "jsonl", "xlsx"):
        done = unseal(sealed, key, tmp_path / f"list.{kind}")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.output.splitlines()[-2:] == [
            f"30 signatures of skies in {tmp_path / f'list.{kind}'}, as of 2016-10-01",
            "This file contains names and political opinions. Keep it encrypted. Delete it once it has served "
            "its purpose.",
        ]
        assert (tmp_path / f"list.{kind}").stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1] == {
        "name": "نور 1", "email": "nour1@example.org", "country": "FR", "country_name": "France", "day": "2016-09-24",
        "language": "en", "wants_updates": "no", "text": "ab" * 32, "consent": "1", "index": "1",
    }  # fmt: skip
    assert [row["country"] for row in rows[:3]] == ["SY", "FR", ""]
    wanted = [record.name for record in PEOPLE]
    lines = [json.loads(line) for line in (tmp_path / "list.jsonl").read_text().splitlines()]
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    cells = list(sheet.iter_rows(values_only=True))
    assert [
        [row["name"] for row in rows],
        [line["name"] for line in lines],
        [row[0] for row in cells[1:]],
    ] == [wanted] * 3
    assert (cells[0], lines[0]["wants_updates"]) == (COLUMNS, True)


def test_a_list_adds_no_wish_for_updates(key: Path, tmp_path: Path) -> None:
    people = [person(2 * number, updates=wish) for number, wish in enumerate(("yes", "no", ""))]
    lines = [
        replace(sealed_line(each, HOLDER), wants_updates=listed)
        for each in people
        for listed in (True, False)
    ]
    write_sealed(tmp_path / "list.sealed", header=HEADER, lines=lines)
    unseal(tmp_path / "list.sealed", key, tmp_path / "list.csv")
    rows = csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [row["wants_updates"] for row in rows] == ["yes", "no", "no", "no", "yes", "no"]


def test_a_formula_stays_text(key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [person(0, name='=HYPERLINK("http://x")')], HOLDER)
    unseal(file, key, tmp_path / "list.csv")
    assert names(tmp_path / "list.csv") == ['\'=HYPERLINK("http://x")']


def test_a_list_of_nobody(key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [], HOLDER)
    for kind in ("csv", "jsonl", "xlsx"):
        assert unseal(file, key, tmp_path / f"list.{kind}").exit_code == 0
    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").split() == [",".join(COLUMNS)]


def test_a_wrong_key(sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "other.key").write_text(str(Identity.generate()))
    for kind in ("csv", "jsonl", "xlsx"):
        assert refusal(sealed, tmp_path / "other.key", kind) == (
            f"This key doesn't open {sealed}: it was sealed to others, or its first record was changed. "
            "Nothing was written.\n"
        )


def test_nothing_is_overwritten_and_no_other_kind_written(sealed: Path, key: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("mine")
    assert refusal(sealed, key) == (
        f"{tmp_path / 'list.csv'} already exists. Choose another name, or move it away.\n"
    )
    assert (tmp_path / "list.csv").read_text() == "mine"
    assert refusal(sealed, key, "pdf") == (
        "list.pdf is not a kind of file that can be written: use .csv, .xlsx or .jsonl.\n"
    )


def test_a_list_that_is_not_there(key: Path, tmp_path: Path) -> None:
    assert (
        refusal(tmp_path / "none", key) == f"{tmp_path / 'none'} can't be read: No such file or directory.\n"
    )


def test_invented_countries_fill_no_memory() -> None:
    """Whoever has the public halves of the keys can seal what they like."""
    tracemalloc.start()
    for number in range(3_000):
        row_of(person(number, country=f"{number:010000}"), day="", language="en", wants_updates=False)
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < 15_000_000
