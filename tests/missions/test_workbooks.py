"""Addresses out of an Excel workbook: read as the same table in CSV is, and refused where something isn't plain."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from campaign.lib.packed import Fault, Unreadable
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions.example_file import as_workbook, example_lines
from campaign.missions.importing import Contact, read_contacts
from campaign.missions.workbook_xml import Reader, parse
from tests.cast import Site
from tests.letters.desk import run
from tests.missions.workbooks import FRANCE, HEAD, changed, lines, written

TODAY = date(2016, 9, 30)
PLAIN = f"{','.join(HEAD)}\n{','.join(FRANCE)}\n".encode()
NOTHING = "Nothing was imported."
NO_WORKBOOK = f"This is not an Excel workbook (.xlsx). Save the table as .xlsx or as CSV. {NOTHING}"
OLDER = f"This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password. {NOTHING}"


def read(raw: bytes) -> tuple[Contact, ...]:
    return read_contacts(raw, today=TODAY)


def refused(raw: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        read(raw)
    return sentence(refusal.value)


def a_day(style: str) -> Callable[[Any, Any], None]:
    def fill(book: Any, sheet: Any) -> None:
        lines(HEAD, FRANCE[:3])(book, sheet)
        sheet.write_datetime(1, 3, datetime(2016, 9, 24, 15, 30), book.add_format({"num_format": style}))

    return fill


def far_down(book: Any, sheet: Any) -> None:
    sheet.write_row(4, 0, ["", *HEAD])
    sheet.write_row(9, 0, [" ", *FRANCE])


def and_an_empty_sheet(book: Any, sheet: Any) -> None:
    lines(HEAD, FRANCE)(book, sheet)
    book.add_worksheet("Sheet 2")


@pytest.mark.parametrize(
    "raw",
    [
        written(lines(HEAD, FRANCE)),
        written(lines([*HEAD, "", ""], ["France", *FRANCE[1:], "", " "], [""])),
        written(a_day("yyyy-mm-dd")),
        written(a_day("dd.mm.yyyy")),
        written(a_day("d mmmm yyyy")),
        written(a_day("m/d/yy"), date_1904=True),
        written(and_an_empty_sheet),
        changed(written(lines(HEAD, FRANCE)), theme1=None, app=None, core=None),
    ],
)
def test_a_workbook_says_what_the_same_table_says_as_csv(raw: bytes) -> None:
    assert read(raw) == read(PLAIN)


def test_one_written_by_another_program_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (HEAD, [*FRANCE[:3], date(2016, 9, 24)]):
        sheet.append(cells)
    raw = io.BytesIO()
    book.save(raw)
    assert read(raw.getvalue()) == read(PLAIN)


def test_numbers_are_the_text_that_is_shown() -> None:
    raw = written(lines(HEAD, ["FR", "post@fr.example.org", 2016, "2016-09-24"]))
    assert [each.source for each in read(raw)] == ["2016"]


def test_the_example_is_text_in_each_cell_and_can_be_taken() -> None:
    raw = as_workbook(example_lines(TODAY), made_at=datetime(2016, 9, 30, tzinfo=UTC))
    assert [(each.code, each.date) for each in read(raw)] == [("FR", TODAY)]
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert sheet is not None
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}


def hidden(what: str) -> Callable[[Any, Any], None]:
    def fill(book: Any, sheet: Any) -> None:
        lines(HEAD, FRANCE)(book, sheet)
        match what:
            case "row":
                sheet.set_row(1, None, None, {"hidden": True})
            case "flat row":
                sheet.set_row(1, 0)
            case "column":
                sheet.set_column(2, 2, None, None, {"hidden": True})
            case "sheet":
                book.add_worksheet("empty").activate()
                sheet.hide()

    return fill


def formula(_book: Any, sheet: Any) -> None:
    lines(HEAD, FRANCE)(_book, sheet)
    sheet.write_formula(1, 2, '=HYPERLINK("https://elsewhere.example","here")', None, "here")


def two_sheets(book: Any, sheet: Any) -> None:
    lines(HEAD, FRANCE)(book, sheet)
    lines(HEAD, FRANCE)(book, book.add_worksheet("old"))


def wide(_book: Any, sheet: Any) -> None:
    lines([*HEAD, *[""] * 47, "x"])(_book, sheet)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (written(lines(HEAD)), "There is no mission in the file. Nothing was imported."),
        (
            written(lambda book, sheet: None),
            "Line 1: the columns are missing; they must be code, address, source, "
            "date, and may also be name, style, gender, language. Nothing was imported.",
        ),
        (
            written(lines(HEAD, [], ["FR", "nobody", "x", "2016-09-24"])),
            "Line 3: 'nobody' is not an email address. " + NOTHING,
        ),
        (
            written(lines(HEAD, [*FRANCE[:3], 42637])),
            "Line 2: '42637' is not a day; write it like 2016-09-24. " + NOTHING,
        ),
        (
            written(lines(HEAD, FRANCE, FRANCE)),
            "Line 3: FR is there twice. " + NOTHING,
        ),
        (
            written(hidden("row")),
            f"Row 2 is hidden. Show it or delete it, so that you see what you import. {NOTHING}",
        ),
        (
            written(hidden("flat row")),
            f"Row 2 is hidden. Show it or delete it, so that you see what you import. {NOTHING}",
        ),
        (
            written(hidden("column")),
            f"Column C is hidden. Show it or delete it, so that you see what you import. {NOTHING}",
        ),
        (
            written(hidden("sheet")),
            f"The sheet list is hidden. Show it, look at what it holds, and save it. {NOTHING}",
        ),
        (
            written(two_sheets),
            "More than one sheet has something in it: list, old. Keep the one with the addresses, and "
            f"delete the others. {NOTHING}",
        ),
        (written(formula), f"Cell C2 is a formula. Put its result there as a plain value. {NOTHING}"),
        (
            written(wide),
            f"The table has something in AZ1; only the first 50 columns are read. {NOTHING}",
        ),
        (
            written(lines(*[["x"]] * 2_001)),
            f"The table has more than 2000 rows with something in them. There are 195 missions. {NOTHING}",
        ),
        (b"PK\x03\x04", NO_WORKBOOK),
        (b"PK\x05\x06" + b"\0" * 18, NO_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLDER),
    ],
)
def test_what_cant_be_taken_as_it_is_seen_is_refused(raw: bytes, said: str) -> None:
    assert refused(raw) == said


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
GOOD = written(lines(HEAD, FRANCE))
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
CODED = b'<?xml version="1.0" encoding="cp037"?>' + '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'.encode(
    "cp037"
)
MANY_TIMES = (
    b'<workbook xmlns:r="r"><sheets>' + b'<sheet name="a" r:id="rId1"/>' * 1_000 + b"</sheets></workbook>"
)


def under_another_name(sheet: bytes) -> bytes:
    """A workbook whose list is a part that isn't called XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"sheets/sheet1.xml", b"sheets/list.bin"))
        new.writestr("xl/worksheets/list.bin", sheet)
    return out.getvalue()


def test_a_part_of_any_name_declares_nothing() -> None:
    named = (
        b"<worksheet><sheetData><row><c t='inlineStr'><is><t>code</t></is></c></row></sheetData></worksheet>"
    )
    assert refused(under_another_name(named)).startswith("Line 1: the columns are code;")
    for sheet in (BOMB, CODED):
        with pytest.raises(Unreadable) as problem:
            parse(Reader(), sheet)
        assert problem.value.fault is Fault.DECLARES
        assert refused(under_another_name(sheet)) == NO_WORKBOOK


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (changed(GOOD, sheet1=BOMB), NO_WORKBOOK),
        (changed(GOOD, workbook=BOMB), NO_WORKBOOK),
        (changed(GOOD, sheet1="<worksheet/>".encode("utf-16")), NO_WORKBOOK),
        (changed(GOOD, sheet1=b"<worksheet><row>"), NO_WORKBOOK),
        (changed(GOOD, sheet1=b'<?xml version="1.0" encoding="no-such"?><worksheet/>'), NO_WORKBOOK),
        (changed(GOOD, workbook=b'<?xml version="1.0" encoding="shift_jis"?><workbook/>'), NO_WORKBOOK),
        (
            changed(GOOD, sheet1=b'<?xml version="1.0"%s encoding="no-such"?><worksheet/>' % (b" " * 300)),
            NO_WORKBOOK,
        ),
        (changed(GOOD, sheet1=None), NO_WORKBOOK),
        (changed(GOOD, workbook=MANY_TIMES), NO_WORKBOOK),
        (changed(GOOD, sharedStrings=None), NO_WORKBOOK),
        (changed(GOOD, sheet1=SHEET.format('<row r="1"><c r="A0"/></row>').encode()), NO_WORKBOOK),
        (
            changed(GOOD, sheet1=SHEET.format('<row><c t="s"><v>-1</v></c></row>').encode()),
            NO_WORKBOOK,
        ),
        (
            changed(GOOD, sheet1=SHEET.format('<row><c t="inlineStr"><is><t>x</t></is></c></row>').encode()),
            "Line 1: the columns are x; they must be code, address, source, date, and may also be name, style, "
            f"gender, language. {NOTHING}",
        ),
        (
            changed(GOOD, sheet1=SHEET.format('<row><c/><c t="e"><v>#REF!</v></c></row>').encode()),
            f"Cell B1 shows an error: #REF!. {NOTHING}",
        ),
        (
            changed(
                GOOD, sheet1=SHEET.format('<row><c t="str"><v>' + "x" * 32_768 + "</v></c></row>").encode()
            ),
            NO_WORKBOOK,
        ),
        (
            changed(GOOD, sheet1=b"<a/>" * 2_000_000),
            f"This workbook unpacks to more than 4 MB. Copy the table alone into a new one. {NOTHING}",
        ),
        (changed(GOOD, sheet1=b"<a>" * 300_000), NO_WORKBOOK),
    ],
)
def test_a_workbook_that_means_harm_ends_in_a_sentence(raw: bytes, said: str) -> None:
    assert refused(raw) == said


def test_a_zip_of_something_else_is_no_workbook() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(raw.getvalue()) == NO_WORKBOOK


def test_the_command_takes_a_workbook(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "missions.xlsx"
    file.write_bytes(GOOD)
    answer = run(site, "missions", "import", file)
    assert answer.code == 0
    assert answer.said.splitlines()[0].split() == ["new", "1", "FR"]
