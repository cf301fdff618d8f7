"""The organisers' list as an .xlsx file: its rows written as XML in any process, its frame by XlsxWriter.

Each row is what XlsxWriter writes of it in constant memory, cell by cell, at a tenth of the time.
"""

import io
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from campaign.lib.spreadsheets import LONGEST_CELL

SHEET_ROWS = 1_048_576
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
# What isn't written as it is, in cells joined by "|": nearly no row has any of it.
ODD = re.compile(r"[\x00-\x1f&<>\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$|\|\s|\s\|")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True)
class Rows:
    """Some rows of one sheet, as XML."""

    count: int
    xml: bytes


def rows_of(cells: Iterable[Sequence[str]], *, before: int) -> list[Rows]:
    """The rows, of which `before` stand above them in the file: of one sheet, or the last of one and the next one's."""
    sheets: list[list[str]] = [[]]
    number = before % (SHEET_ROWS - 1) + 2  # below the names of the columns
    for each in cells:
        if number > SHEET_ROWS:
            sheets.append([])
            number = 2
        sheets[-1].append(_row(number, each))
        number += 1
    return [Rows(len(rows), "".join(rows).encode()) for rows in sheets]


def write(path: Path, columns: Sequence[str], pieces: Iterable[Iterable[Rows]]) -> None:
    """The file: as many sheets as it takes, the names of the columns first on each. Raises OSError."""
    # What is put together on the way is as secret as the file, so it lies beside it and nowhere else.
    with TemporaryDirectory(dir=path.parent, prefix=f"{path.name}.") as folder:
        sheets = _spooled(Path(folder), (rows for piece in pieces for rows in piece if rows.count))
        frame = _frame(Path(folder), columns, max(1, len(sheets)))
        with path.open("wb") as file:
            disk = _Disk(file)
            with ZipFile(cast(IO[bytes], disk), "w", ZIP_DEFLATED) as book:
                _fill(book, frame, sheets)
            if disk.problem:
                raise disk.problem


def _row(number: int, cells: Sequence[str]) -> str:
    joined = "|".join(cells)
    odd = len(joined) > LONGEST_CELL // 2 or ODD.search(joined)
    texts = map(_text, cells) if odd else (f"<t>{cell}</t>" for cell in cells)
    inside = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is>{text}</is></c>'
        for letter, text in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", texts, strict=False)
    )
    return f'<row r="{number}">{inside}</row>'


def _text(cell: str) -> str:
    """Its element: cut to what a cell holds, with what XML can't say written as spreadsheets do."""
    text = cell.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
    text = ESCAPED.sub(r"_x005F\1", text)
    text = CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    text = text.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
    blank = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{blank}>{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</t>"


def _spooled(folder: Path, rows: Iterator[Rows]) -> list[tuple[Path, int]]:
    """(file with its rows, how many) of each sheet."""
    sheets: list[tuple[Path, int]] = []
    with ExitStack() as stack:
        for some in rows:
            if not sheets or sheets[-1][1] == SHEET_ROWS - 1:
                sheets.append((folder / str(len(sheets)), 0))
                stack.close()
                file = stack.enter_context(sheets[-1][0].open("wb"))
            file.write(some.xml)
            sheets[-1] = (sheets[-1][0], sheets[-1][1] + some.count)
    return sheets


def _fill(book: ZipFile, frame: bytes, sheets: Sequence[tuple[Path, int]]) -> None:
    with ZipFile(io.BytesIO(frame)) as empty:
        for member in empty.infolist():
            content = empty.read(member)
            sheet = SHEET.fullmatch(member.filename)
            with book.open(_like(member), "w") as out:
                if sheet and sheets:
                    _fill_sheet(out, content, *sheets[int(sheet[1]) - 1])
                else:
                    out.write(content)


def _fill_sheet(out: IO[bytes], content: bytes, rows: Path, count: int) -> None:
    """The sheet of XlsxWriter, which has the names of the columns alone, with its rows."""
    head, end, tail = content.partition(b"</sheetData>")
    out.write(re.sub(rb'(<dimension ref="A1:[A-Z])1"', rb'\g<1>%d"' % (count + 1), head, count=1))
    with rows.open("rb") as file:
        shutil.copyfileobj(file, out)
    out.write(end + tail)


def _like(member: ZipInfo) -> ZipInfo:
    """The same name, day and rights, without the sizes."""
    part = ZipInfo(member.filename, member.date_time)
    part.compress_type, part.external_attr = member.compress_type, member.external_attr
    return part


def _frame(folder: Path, columns: Sequence[str], sheets: int) -> bytes:
    """A workbook of so many sheets that have only the names of the columns."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"constant_memory": True, "tmpdir": str(folder)}) as book:
        for _ in range(sheets):
            book.add_worksheet().write_row(0, 0, columns)
    return content.getvalue()


class _Disk:
    """A file that remembers what the disk said first, and takes whatever is written after that, closed or not.

    A zip that failed is closed once more as it is deleted, and would print a traceback of its own.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.problem: OSError | None = None

    def write(self, content: bytes) -> int:
        """Its length, written or not."""
        try:
            if not self._over:
                self._file.write(content)
                self._file.flush()  # or the disk would say it only as the file is closed
        except OSError as problem:
            self.problem = problem
        return len(content)

    def seek(self, *where: int) -> int:
        """As the file does."""
        return 0 if self._over else self._file.seek(*where)

    def tell(self) -> int:
        """As the file does."""
        return 0 if self._over else self._file.tell()

    def flush(self) -> None:
        """Nothing: each piece was."""

    @property
    def _over(self) -> bool:
        return self._file.closed or self.problem is not None
