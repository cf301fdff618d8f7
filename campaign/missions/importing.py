"""The organisers' list of mission addresses, read strictly: a file is right in every line, or it is refused."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line
from campaign.missions.states import state

REQUIRED = ("code", "address", "source", "date")
OPTIONAL = ("name", "style", "gender", "language")
COLUMNS = (*REQUIRED, *OPTIONAL)
GENDERS = ("f", "m")
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
    """The lines of a CSV with the columns code, address, source, date and perhaps name, style, gender, language.

    UTF-8, with or without a byte order mark; separated by commas, or by semicolons as some spreadsheets write it.
    Raises Refusal for the first thing that is wrong, with its line.
    """
    if len(raw) > LARGEST:
        raise Refusal("missions/too-large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("missions/not-utf-8") from None
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
                    raise Refusal("missions/twice", code=contact.code)
                contacts[contact.code] = contact
    except csv.Error as problem:
        raise Refusal("missions/no-csv", line=max(1, lines.line_num), problem=str(problem)) from None
    except Refusal as problem:
        raise Refusal("missions/bad-line", line=max(1, lines.line_num), problem=problem) from None
    if not contacts:
        raise Refusal("missions/none-in-it")
    return tuple(contacts.values())


def read_contact(cells: Mapping[str, str], *, today: date) -> Contact:
    """One line, its cells by column, as the desk takes it. Raises Refusal."""
    return _contact(list(cells), list(cells.values()), today)


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
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
    if len(cells) != len(columns):
        raise Refusal("missions/cells", cells=len(cells), columns=len(columns))
    given = {column: _clean(column, cell) for column, cell in zip(columns, cells, strict=True)}
    return Contact(
        code=_code(given.pop("code")),
        address=_address(given.pop("address")),
        date=_day(given.pop("date"), today),
        gender=_gender(given.pop("gender", "")),
        language=_language(given.pop("language")) if "language" in given else None,
        **given,
    )


def _clean(column: str, cell: str) -> str:
    try:
        text = clean_line(cell)
    except Unfit as problem:
        raise Refusal("missions/unfit", column=column, problem=str(problem)) from None
    if column == "source" and not text:
        raise Refusal("missions/no-source")
    if len(text) > LONGEST.get(column, 254):
        raise Refusal("missions/too-long", column=column, longest=LONGEST.get(column, 254))
    return text


def _code(given: str) -> str:
    try:
        return state(given.upper()).code
    except KeyError:
        raise Refusal("missions/no-state", code=given) from None


def _address(given: str) -> str:
    try:
        return deliverable(given)
    except NotAnAddress:
        raise Refusal("missions/no-address", address=given) from None


def _day(given: str, today: date) -> date:
    try:
        day = date.fromisoformat(given) if len(given) == len("2016-09-24") else None
    except ValueError:
        day = None
    if day is None:
        raise Refusal("missions/no-day", day=given)
    if day > today + timedelta(days=1):  # it may be tomorrow already where the list was made
        raise Refusal("missions/day-to-come", day=day)
    return day


def _language(given: str) -> str:
    if given and given.lower() not in LETTER_LANGUAGES:
        raise Refusal("missions/no-letter-language", language=given, languages=list(LETTER_LANGUAGES))
    return given.lower()


def _gender(given: str) -> str:
    if given and given.lower() not in GENDERS:
        raise Refusal("missions/no-gender", gender=given)
    return given.lower()
