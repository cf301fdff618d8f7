"""The organisers' list: whole, safe in a spreadsheet, for its owner alone, never half."""

import csv
import errno
import json
import os
import signal
from pathlib import Path

import openpyxl
import pytest
from pyrage.x25519 import Identity

from campaign.extensions import db
from campaign.lib.spreadsheets import neutral
from campaign.lists import files
from campaign.lists.export import export
from campaign.lists.files import COLUMNS, Kind
from campaign.lists.stored import Opener
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.vault.envelope import open_with
from campaign.vault.sealing import seal
from tests.cast import AMELIE, KEY, NOUR, Person, Site
from tests.refused import refused

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-1+1",
    "\t=1",
    "＝1+1",
    "\ufeff=1",
    " =1",
]


def rename(name: str) -> None:
    """What no form lets in may still have come from elsewhere."""
    for signature in db.session.scalars(db.select(Signature)):
        assert signature.record_id is not None
        record = Record.unpacked(
            open_with(signature.sealed or b"", record_id=signature.record_id, identities=[KEY])
        )
        changed = Record(**{**vars(record), "name": name})
        signature.sealed = seal(changed.packed(), record_id=signature.record_id)
    db.session.commit()


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_each_kind_holds_the_same_people(site: Site, tmp_path: Path) -> None:
    site.signed(NOUR, updates="y")
    site.signed(AMELIE)
    site.number()
    for kind in ("csv", "xlsx", "jsonl"):
        assert export(campaign=site.campaign, identity=KEY, out=tmp_path / f"list.{kind}") == 2
    rows = read_csv(tmp_path / "list.csv")
    assert [
        (row["name"], row["email"], row["country"], row["country_name"], row["wants_updates"]) for row in rows
    ] == [
        ("نور الحسن", "nour@example.org", "SY", "Syria", "yes"),
        ("Amélie D.", "amelie@example.org", "FR", "France", "no"),
    ]
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert next(sheet.iter_rows(values_only=True)) == COLUMNS
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["نور الحسن", "Amélie D."]
    lines = [json.loads(line) for line in (tmp_path / "list.jsonl").read_text().splitlines()]
    assert [(line["name"], line["wants_updates"]) for line in lines] == [
        ("نور الحسن", True),
        ("Amélie D.", False),
    ]
    assert {line["text"] for line in lines} == {rows[0]["text"]}


def test_one_country_or_those_who_want_updates(site: Site, tmp_path: Path) -> None:
    site.signed(NOUR, updates="y")
    site.signed(AMELIE)
    assert export(campaign=site.campaign, identity=KEY, out=tmp_path / "a.csv", country="FR") == 1
    assert export(campaign=site.campaign, identity=KEY, out=tmp_path / "b.csv", wants_updates=True) == 1
    assert read_csv(tmp_path / "a.csv")[0]["name"] == "Amélie D."
    assert read_csv(tmp_path / "b.csv")[0]["name"] == "نور الحسن"


def test_the_withdrawn_are_not_in_it(site: Site, tmp_path: Path) -> None:
    link = site.signed(NOUR)
    site.signed(AMELIE)
    site.client().press(link, "withdrawal")
    assert export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv") == 1
    assert read_csv(tmp_path / "list.csv")[0]["email"] == "amelie@example.org"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_begins_like_a_formula(hostile: str) -> None:
    assert neutral(hostile) == f"'{hostile}"
    assert neutral("Amélie") == "Amélie"
    assert neutral("") == ""


def test_a_formula_that_got_in_stays_text(site: Site, tmp_path: Path) -> None:
    site.signed(AMELIE)
    rename(HOSTILE[0])
    export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.xlsx")
    assert read_csv(tmp_path / "list.csv")[0]["name"] == f"'{HOSTILE[0]}"
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", f"'{HOSTILE[0]}", None)


def test_a_full_disk_leaves_nothing_half_written(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)

    def full(path: Path, rows: object) -> int:
        path.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(files.KINDS, ".csv", Kind(lambda rows, before: list(rows), full))
    before = sorted(tmp_path.iterdir())
    with refused(f"{tmp_path / 'list.csv'} can't be written: No space left on device."):
        export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_several_processes_it_is_the_same_file(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        site.signed(Person(f"Signer {number}", f"signer{number}@example.org", "FR"))
    monkeypatch.setattr("campaign.lists.export.PIECE", 2)
    for kind in ("csv", "jsonl"):
        assert export(campaign=site.campaign, identity=KEY, out=tmp_path / f"one.{kind}") == 7
    monkeypatch.setattr("campaign.lists.export.ALONE", -1)
    monkeypatch.setattr("campaign.lists.export.at_hand", lambda: 2)
    for kind in ("csv", "jsonl"):
        assert export(campaign=site.campaign, identity=KEY, out=tmp_path / f"two.{kind}") == 7
        assert (tmp_path / f"two.{kind}").read_bytes() == (tmp_path / f"one.{kind}").read_bytes()
    before = sorted(tmp_path.iterdir())
    with refused(
        "This key doesn't open signature 1: it was sealed to others, or its bytes were changed. Nothing was written."
    ):
        export(campaign=site.campaign, identity=Identity.generate(), out=tmp_path / "three.csv")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_process_that_is_ended_from_outside_leaves_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    monkeypatch.setattr("campaign.lists.export.ALONE", -1)
    monkeypatch.setattr("campaign.lists.export.at_hand", lambda: 2)
    monkeypatch.setattr("campaign.lists.export.Opener", Killed)
    before = sorted(tmp_path.iterdir())
    with refused("This computer ended a part of the program, perhaps for lack of memory."):
        export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    assert sorted(tmp_path.iterdir()) == before


class Killed(Opener):
    """A machine without memory ends the process at its first piece."""

    def piece(self, some: object, before: int) -> tuple[int, object]:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0, some


def test_another_kind_or_a_file_that_is_there_is_refused(site: Site, tmp_path: Path) -> None:
    site.signed(Person("B", "b@example.org", "DE"))
    with refused("list.pdf is not a kind of file that can be written: use .csv, .xlsx or .jsonl."):
        export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.pdf")
    (tmp_path / "list.csv").write_text("mine")
    with refused(f"{tmp_path / 'list.csv'} already exists. Choose another name, or move it away."):
        export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_text() == "mine"
