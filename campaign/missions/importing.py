"""The organisers' list of mission addresses, read strictly: a file is right in every line, or it is refused."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.text import Unfit, clean_line
from campaign.missions.states import state

REQUIRED = ("code", "address", "source", "date")
OPTIONAL = ("name", "style", "language")
LONGEST = {"source": 300, "name": 120, "style": 60}
LARGEST = 1_000_000


class BadList(Exception):
    """What is wrong with the file, and in which line."""


@dataclass(frozen=True)
class Contact:
    """One line of the list. `source` says where the address was found, `date` when."""

    code: str
    address: str
    source: str
    date: date
    name: str = ""
    style: str = ""
    language: str = ""


def read_contacts(raw: bytes, *, today: date) -> tuple[Contact, ...]:
    """The lines of a CSV with the columns code, address, source, date and perhaps name, style, language.

    UTF-8, with or without a byte order mark; separated by commas, or by semicolons as some spreadsheets write it.
    Raises BadList for the first thing that is wrong.
    """
    if len(raw) > LARGEST:
        raise BadList("The file is larger than any list of missions: 1 MB is the most.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadList("The file is not UTF-8. Save it as “CSV UTF-8” and try again.") from None
    head = text.partition("\n")[0]
    separator = ";" if ";" in head and "," not in head else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    contacts: dict[str, Contact] = {}
    try:
        columns = _columns(next(lines, []))
        for cells in lines:
            if any(cell.strip() for cell in cells):
                contact = _contact(columns, cells, today)
                if contact.code in contacts:
                    raise BadList(f"{contact.code} stands there twice.")
                contacts[contact.code] = contact
    except (BadList, csv.Error) as problem:
        sentence = str(problem) if isinstance(problem, BadList) else f"This is no CSV: {problem}."
        raise BadList(f"Line {max(1, lines.line_num)}: {sentence} Nothing was imported.") from None
    if not contacts:
        raise BadList("There is no mission in the file. Nothing was imported.")
    return tuple(contacts.values())


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    if len(set(columns)) < len(columns) or not set(REQUIRED) <= set(columns) <= {*REQUIRED, *OPTIONAL}:
        raise BadList(
            f"the columns are {', '.join(columns) or 'missing'}; they must be {', '.join(REQUIRED)}, "
            f"and may be {', '.join(OPTIONAL)} besides."
        )
    return columns


def _contact(columns: list[str], cells: list[str], today: date) -> Contact:
    if len(cells) != len(columns):
        raise BadList(f"{len(cells)} cells stand under {len(columns)} columns.")
    given = {column: _clean(column, cell) for column, cell in zip(columns, cells, strict=True)}
    return Contact(
        code=_code(given.pop("code")),
        address=_address(given.pop("address")),
        date=_day(given.pop("date"), today),
        language=_language(given.pop("language", "")),
        **given,
    )


def _clean(column: str, cell: str) -> str:
    try:
        text = clean_line(cell)
    except Unfit as problem:
        raise BadList(f"the {column} holds {problem}.") from None
    if column == "source" and not text:
        raise BadList("the source is missing: say where the address was found.")
    if len(text) > LONGEST.get(column, 254):
        raise BadList(f"the {column} is longer than {LONGEST.get(column, 254)} characters.")
    return text


def _code(given: str) -> str:
    try:
        return state(given.upper()).code
    except KeyError:
        raise BadList(f"{given!r} is no code of a Member or observer State; France is FR.") from None


def _address(given: str) -> str:
    try:
        return deliverable(given)
    except NotAnAddress:
        raise BadList(f"{given!r} is no mail address.") from None


def _day(given: str, today: date) -> date:
    try:
        day = date.fromisoformat(given) if len(given) == len("2016-09-24") else None
    except ValueError:
        day = None
    if day is None:
        raise BadList(f"{given!r} is no day; write it like 2016-09-24.")
    if day > today + timedelta(days=1):  # it may be tomorrow already where the list was made
        raise BadList(f"the day {day} is still to come; it says when the address was found.")
    return day


def _language(given: str) -> str:
    if given and given.lower() not in LETTER_LANGUAGES:
        raise BadList(f"letters can't be written in {given!r}, only in {', '.join(LETTER_LANGUAGES)}.")
    return given.lower()
