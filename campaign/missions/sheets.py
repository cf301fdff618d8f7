"""One sheet of an Excel workbook: its cells as they are shown, and nothing in it that nobody sees."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from campaign.lib.packed import Fault, Unreadable
from campaign.lib.refusal import Refusal
from campaign.missions.cell_tables import longer
from campaign.missions.workbook_xml import Reader

MOST_ROWS = 2_000  # of at most 195 missions, with whatever stands around them
MOST_COLUMNS = 50
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class Sheet:
    """By the numbers of rows (from 1) and columns (from 0), what is in each cell that isn't empty."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)


class SheetReader(Reader):
    """One sheet. Raises Refusal for what nobody sees in it, and for what isn't written there as it is."""

    def __init__(self, strings: list[str], day_styles: set[str], *, from_1904: bool) -> None:
        self.sheet = Sheet()
        self._strings, self._day_styles = strings, day_styles
        self._first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_row = False
        self._row = 0
        self._cell: dict[str, str] | None = None
        self._place = ("", 0, -1)
        self._value, self._within = "", False

    def start(self, name: str, values: dict[str, str]) -> None:
        match name:
            case "col" if _is_hidden(values, "width"):
                self._hidden_columns.append((_whole(values.get("min")), _whole(values.get("max"))))
            case "row":
                self._row = _whole(values.get("r"), self._row + 1)
                self._hidden_row = _is_hidden(values, "ht")
                self._place = ("", self._row, -1)
            case "c":
                self._cell, self._value = values, ""
                self._place = self._next_place(values.get("r"))
            case "f" if self._cell is not None:
                raise Refusal("missions/formula", cell=self._place[0])
            case "v" | "t":
                self._within = self._cell is not None

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._within = False
        elif name == "c" and self._cell is not None:
            self._take(self._shown(self._cell))
            self._cell = None

    def text(self, text: str) -> None:
        if self._within:
            self._value = longer(self._value, text)

    def _next_place(self, written: str | None) -> tuple[str, int, int]:
        """(Name of the cell, its row, its column); where it isn't written it is the one behind the last."""
        if written is None:
            return self._named(self._row, self._place[2] + 1)
        match = CELL.fullmatch(written)
        if match is None:
            raise Unreadable(Fault.DAMAGED)
        return written, int(match[2]), _column(match[1])

    def _named(self, row: int, column: int) -> tuple[str, int, int]:
        return f"{_letters(column)}{row}", row, column

    def _shown(self, cell: dict[str, str]) -> str:
        kind, value = cell.get("t", "n"), self._value
        if kind == "e":
            raise Refusal("missions/error-in-cell", cell=self._place[0], value=value)
        if kind == "s":
            number = _whole(value, -1)
            if not 0 <= number < len(self._strings):
                raise Unreadable(Fault.DAMAGED)
            return self._strings[number]
        if kind == "d":
            return value.partition("T")[0]
        if kind == "n" and cell.get("s", "0") in self._day_styles:
            return self._day(value)
        return value.removesuffix(".0") if kind == "n" else value

    def _day(self, value: str) -> str:
        try:
            return (self._first_day + timedelta(days=int(float(value)))).isoformat()
        except (ValueError, OverflowError):
            return value

    def _take(self, text: str) -> None:
        name, row, column = self._place
        if not text.strip():
            return
        if self._hidden_row:
            raise Refusal("missions/hidden-row", row=row)
        if any(first <= column + 1 <= last for first, last in self._hidden_columns):
            raise Refusal("missions/hidden-column", column=_letters(column))
        if column >= MOST_COLUMNS:
            raise Refusal("missions/wide-sheet", most=MOST_COLUMNS, cell=name)
        if row not in self.sheet.rows and len(self.sheet.rows) >= MOST_ROWS:
            raise Refusal("missions/long-sheet", most=MOST_ROWS)
        self.sheet.rows.setdefault(row, {})[column] = text


def _is_hidden(values: dict[str, str], size: str) -> bool:
    """Whether a row or a column is marked so, or is of no size."""
    return values.get("hidden") in {"1", "true"} or values.get(size) in {"0", "0.0"}


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(column: int) -> str:
    letters, number = "", column + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
