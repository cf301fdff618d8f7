"""The organisers' list of mission addresses, read strictly: a file is right in every line, or it is refused."""

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.country_search import country_of
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.pasted import bare, seen
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import separated, text_of
from campaign.lib.text import Unfit, clean_line
from campaign.missions.cell_words import read_found, read_gender
from campaign.missions.states import state
from campaign.missions.workbook import is_workbook, workbook_lines

REQUIRED = ("code", "address", "source", "date")
OPTIONAL = ("name", "style", "gender", "language")
COLUMNS = (*REQUIRED, *OPTIONAL)
READ_ALONE = frozenset({"code", "address", "date"})  # by what knows what they are
LONGEST = {"source": 300, "name": 120, "style": 60}
LARGEST = 1_000_000


@dataclass(frozen=True)
class Contact:
    """One line of the list. `source` says where the address was found, `date` when.

    `gender` is `f`, `m` or empty. An empty `language` is the State's own; None says nothing of it.
    """

    code: str
    address: str
    source: str
    date: date
    name: str = ""
    style: str = ""
    gender: str = ""
    language: str | None = None


def read_contacts(raw: bytes, *, today: date) -> tuple[Contact, ...]:
    """The lines of a table with the columns code, address, source, date and perhaps name, style, gender, language.

    An Excel workbook; or a CSV in UTF-8 or UTF-16, separated by commas, semicolons or tabs, as spreadsheets write it. A
    State may be named in any of our languages in the place of its code.
    Raises Refusal for the first thing that is wrong, with its line.
    """
    if len(raw) > LARGEST:
        raise Refusal("missions/too-large")
    lines = workbook_lines(raw) if is_workbook(raw) else _csv_lines(raw)
    line, head = next(lines, (1, []))
    contacts: dict[str, Contact] = {}
    with _at(line):
        columns = _columns(head)
    for line, cells in lines:
        with _at(line):
            if any(seen(cell).strip() for cell in cells):
                contact = _contact(columns, cells, today)
                if contact.code in contacts:
                    raise Refusal("missions/twice", code=contact.code)
                contacts[contact.code] = contact
    if not contacts:
        raise Refusal("missions/none-in-it")
    return tuple(contacts.values())


@contextmanager
def _at(line: int) -> Iterator[None]:
    """What is refused here is refused in this line of the file."""
    try:
        yield
    except Refusal as problem:
        raise Refusal("missions/bad-line", line=line, problem=problem) from None


def _csv_lines(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        separator, text = separated(text_of(raw))
    except UnicodeDecodeError:
        raise Refusal("missions/not-utf-8") from None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in lines:
            yield max(1, lines.line_num), cells
    except csv.Error as problem:
        raise Refusal("missions/no-csv", line=max(1, lines.line_num), problem=str(problem)) from None


def read_contact(cells: Mapping[str, str], *, today: date) -> Contact:
    """One line, its cells by column, as the desk takes it. Raises Refusal."""
    return _contact(list(cells), list(cells.values()), today)


def _columns(cells: list[str]) -> list[str]:
    columns = [bare(cell).lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise Refusal("missions/no-columns", required=list(REQUIRED), optional=list(OPTIONAL))
    if len(set(columns)) < len(columns) or not set(REQUIRED) <= set(columns) <= {*REQUIRED, *OPTIONAL}:
        raise Refusal(
            "missions/columns",
            columns=columns,
            required=list(REQUIRED),
            optional=list(OPTIONAL),
        )
    return columns


def _contact(columns: list[str], cells: list[str], today: date) -> Contact:
    if not any(seen(cell).strip() for cell in cells[len(columns) :]):
        cells = cells[: len(columns)]
    if len(cells) != len(columns):
        raise Refusal("missions/cells", cells=len(cells), columns=len(columns))
    by_column = {column: _clean(column, cell) for column, cell in zip(columns, cells, strict=True)}
    return Contact(
        code=_code(by_column.pop("code")),
        address=_address(by_column.pop("address")),
        date=_day(by_column.pop("date"), today),
        gender=read_gender(by_column.pop("gender", "")),
        language=_language(by_column.pop("language")) if "language" in by_column else None,
        **by_column,
    )


def _clean(column: str, cell: str) -> str:
    if column in READ_ALONE:
        return cell
    try:
        text = clean_line(cell)
    except Unfit as problem:
        raise Refusal("missions/unfit", column=column, problem=str(problem)) from None
    if column == "source" and not text:
        raise Refusal("missions/no-source")
    if len(text) > LONGEST.get(column, 254):
        raise Refusal("missions/too-long", column=column, longest=LONGEST.get(column, 254))
    return text


def _code(cell: str) -> str:
    try:
        return state(country_of(cell) or "").code
    except KeyError:
        raise Refusal("missions/no-state", code=cell.strip()) from None


def _address(cell: str) -> str:
    try:
        return deliverable(cell)
    except NotAnAddress as problem:
        if problem.is_plain:
            raise Refusal("missions/no-address", address=cell.strip()) from None
        raise Refusal("missions/unfit-address", address=cell.strip(), problem=problem) from None


def _day(cell: str, today: date) -> date:
    day = read_found(cell)
    if day > today + timedelta(days=1):  # it may be tomorrow already where the list was made
        raise Refusal("missions/day-to-come", day=day)
    return day


def _language(cell: str) -> str:
    if cell and cell.lower() not in LETTER_LANGUAGES:
        raise Refusal("missions/no-letter-language", language=cell, languages=list(LETTER_LANGUAGES))
    return cell.lower()
