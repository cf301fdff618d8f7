"""An .xlsx file, whose rows we write ourselves: part by part the bytes that XlsxWriter writes of the same cells."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from campaign.lists import workbooks

COLUMNS = ("name", "email", "country")
HARD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(st.sampled_from("_x0A9f|<>&\"' \t\r\n\x00\x1f\x7f\x85\u2028\ufeff\ufffe\uffff😀ن"), max_size=12),
    st.sampled_from(["", " ", "_x000D_", "a\n", "x" * 32_767, "x" * 32_768, "x" + "😀" * 20_000, "</t>"]),
)
ROWS = st.lists(st.tuples(HARD, HARD, HARD), max_size=7)
MADE = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*<")


def ours(folder: Path, rows: Sequence[Sequence[str]], piece: int = 3) -> Path:
    path = folder / "ours.xlsx"
    firsts = range(0, len(rows), piece)
    pieces = [workbooks.rows_of(rows[first : first + piece], before=first) for first in firsts]
    workbooks.write(path, COLUMNS, pieces)
    return path


def theirs(folder: Path, rows: Sequence[Sequence[str]], on_a_sheet: int) -> Path:
    path = folder / "theirs.xlsx"
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    firsts = range(0, max(1, len(rows)), on_a_sheet)
    with Workbook(str(path), options) as book:
        for first in firsts:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, COLUMNS)
            for number, row in enumerate(rows[first : first + on_a_sheet], 1):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
    return path


def parts(path: Path) -> list[tuple[str, bytes]]:
    with ZipFile(path) as book:
        assert book.testzip() is None
        return [(name, MADE.sub(b"", book.read(name))) for name in book.namelist()]


@pytest.mark.full
@settings(max_examples=150, deadline=None)
@given(rows=ROWS)
def test_each_part_is_what_xlsxwriter_writes(rows: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as name:
        assert parts(ours(Path(name), rows)) == parts(theirs(Path(name), rows, 10))


@pytest.mark.parametrize("several", [0, 3, 4, 5, 8, 9])
def test_a_full_sheet_is_followed_by_another(
    several: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "SHEET_ROWS", 5)
    rows = [(f"Signer {number}", f"{number}@example.org", "FR") for number in range(several)]
    assert parts(ours(tmp_path, rows)) == parts(theirs(tmp_path, rows, 4))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours.xlsx", "theirs.xlsx"]


def test_a_name_in_tags_is_a_name(tmp_path: Path) -> None:
    """XlsxWriter takes such text for XML of its own, and what a signer wrote there spoils the whole file."""
    names = ["<r>&</r>", "<r><t>bold</t></r>", "<r>"]
    book = openpyxl.load_workbook(ours(tmp_path, [(name, "", "") for name in names]))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == names


def test_memory_stays_flat(tmp_path: Path) -> None:
    """What was written is neither kept nor asked for ahead."""
    import tracemalloc

    def pieces(several: int) -> object:
        cells = [("Signer", "signer@example.org", "FR")] * 500
        return (workbooks.rows_of(cells, before=first) for first in range(0, several, 500))

    peaks = []
    for several in (5_000, 20_000):
        tracemalloc.start()
        workbooks.write(tmp_path / f"{several}.xlsx", COLUMNS, pieces(several))  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert all(more < 1.2 * fewer for fewer, more in pairwise(peaks)), peaks
