"""A file of rows: which of its columns hold what, and line by line what can't be taken. Nothing here is stored.

What it says of a line never repeats what stands there.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from campaign.lib.pasted import bare, seen
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import separated, text_of
from campaign.missions.sheets import MOST_COLUMNS
from campaign.missions.workbook import is_workbook, workbook_lines
from campaign.paper.actions.typing import refused
from campaign.paper.codes import read_number
from campaign.paper.models import SlipState
from campaign.paper.rows import Row, read_row

LARGEST = 500_000
MOST = 2_000
FIELDS = ("number", "name", "country")
REQUIRED = ("number", "name")
# How people head such columns, in small letters.
HEADS = {
    "number": {"number", "slip", "no", "nr", "n°", "number of the slip", "رقم", "الرقم", "رقم القسيمة", "القسيمة"},
    "name": {"name", "full name", "nom", "الاسم", "اسم"},
    "country": {"country", "code", "pays", "land", "البلد", "بلد", "الدولة"},
}  # fmt: skip
Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """The names of a file's columns, and the lines below them that aren't empty, each with its number."""

    head: list[str]
    lines: list[Line]


@dataclass
class Report:
    """What a file would bring: the rows that can be taken, and why others can't, by the numbers of their lines."""

    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[int, Refusal]] = field(default_factory=list)


def read_table(raw: bytes) -> Table:
    """A CSV, as spreadsheets write it, or an Excel workbook. Raises Refusal."""
    if len(raw) > LARGEST:
        raise Refusal("paper/file-too-large", most=MOST)
    every = _workbook_lines(raw) if is_workbook(raw) else _csv_lines(raw)
    filled = [(number, cells) for number, cells in every if any(seen(cell).strip() for cell in cells)]
    head, lines = _headed(filled)
    if not lines:
        raise Refusal("paper/empty-file")
    if len(lines) > MOST or len(head) > MOST_COLUMNS:
        raise Refusal("paper/file-too-large", most=MOST)
    return Table([bare(cell)[:60] for cell in head], lines)


def _headed(filled: list[Line]) -> tuple[list[str], list[Line]]:
    """The names of the columns, and the rows: where the first line has a slip's number it is one of these."""
    if not filled:
        return [], []
    head = filled[0][1]
    if any(read_number(cell) is not None for cell in head):
        return list(ascii_uppercase[: len(head)]) + [""] * (len(head) - len(ascii_uppercase)), filled
    return head, filled[1:]


def guessed(head: Sequence[str]) -> dict[str, int]:
    """By field, the column that its first line names so."""
    named = [cell.casefold() for cell in head]
    return {
        each: next(at for at, cell in enumerate(named) if cell in HEADS[each])
        for each in FIELDS
        if any(cell in HEADS[each] for cell in named)
    }


def looked_through(table: Table, columns: Mapping[str, int], states: Mapping[int, SlipState]) -> Report:
    """What it would bring, given where each field stands and how far the slips have come. Raises Refusal."""
    if any(each not in columns for each in REQUIRED):
        raise Refusal("paper/no-column")
    report, seen_before = Report(), set[int]()
    for number, cells in table.lines:
        try:
            row = _row(cells, columns)
            if row.number in seen_before:
                raise Refusal("paper/twice-in-file")
            state = states.get(row.number)
            if state is None:
                raise Refusal("paper/no-such-slip")
            if state != SlipState.PRINTED:
                raise refused(state)
        except Refusal as problem:
            report.problems.append((number, problem))
        else:
            seen_before.add(row.number)
            report.rows.append(row)
    return report


def numbers_in(table: Table, columns: Mapping[str, int]) -> list[int]:
    """The numbers of slips that it names, as far as they can be read."""
    numbers = []
    for _, cells in table.lines:
        try:
            numbers.append(_row(cells, columns).number)
        except (Refusal, KeyError):
            continue
    return numbers


def _row(cells: Sequence[str], columns: Mapping[str, int]) -> Row:
    fields = {each: cells[at] if at < len(cells) else "" for each, at in columns.items()}
    return read_row(number=fields["number"], name=fields["name"], country=fields.get("country", ""))


def _workbook_lines(raw: bytes) -> list[Line]:
    try:
        return list(workbook_lines(raw))
    except Refusal as refusal:
        if refusal.reason == "missions/long-sheet":  # whose sentence is about missions
            raise Refusal("paper/file-too-large", most=MOST) from None
        raise


def _csv_lines(raw: bytes) -> list[Line]:
    try:
        separator, text = separated(text_of(raw))
    except UnicodeDecodeError:
        raise Refusal("paper/not-utf-8") from None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [(max(1, lines.line_num), cells) for cells in lines]
    except csv.Error:
        raise Refusal("paper/no-csv", line=max(1, lines.line_num)) from None
