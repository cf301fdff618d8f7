"""A folder of letters on its way back: read whole, and held against what the log states."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from campaign.letters.facts import Stated, read_figure
from campaign.letters.files import COLUMNS, Written
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.missions.states import state

BESIDES = frozenset({"all.pdf", "labels.pdf"})
WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
LARGEST = 10_000_000


class BadSet(Exception):
    """Why these letters can't be issued, in a sentence."""


@dataclass(frozen=True)
class Returned:
    """One letter as it lies in the folder. `leads_to` are the addresses it links to, `day` its date."""

    line: Written
    pdf: bytes
    leads_to: frozenset[str]
    day: date | None


def read_set(folder: Path) -> tuple[Returned, ...]:
    """The letters that letters.csv lists, each with the bytes that its line names. Raises BadSet."""
    lines = _list(folder)
    found = tuple(_returned(folder, line) for line in lines)
    listed = {line.file for line in lines} | BESIDES
    if others := sorted(path.name for path in folder.glob("*.pdf") if path.name not in listed):
        raise BadSet(f"{', '.join(others)} lies in {folder}, but letters.csv doesn't list it.")
    return found


def check_set(letters: tuple[Returned, ...], *, stated: Stated, address: Callable[[str, str], str]) -> date:
    """The day that all the letters bear, if they state what the log does and lead to their own pages.

    `address` gives the page of a country's letter in a language. Raises BadSet.
    """
    for letter in letters:
        line = letter.line
        if (line.total, line.stated) != (stated.total, stated.figure(line.country)):
            raise BadSet(
                f"{line.file} states {line.stated} of {line.total}; at size {stated.size} the log states "
                f"{stated.figure(line.country)} of {stated.total}. Make the letters anew."
            )
        if letter.leads_to != {address(line.country, line.language)}:
            raise BadSet(
                f"{line.file} leads to {', '.join(sorted(letter.leads_to)) or 'no page'}, not to "
                f"{address(line.country, line.language)}: it was made for another campaign, checkpoint or site."
            )
    days = {letter.day for letter in letters}
    day = days.pop()
    if days or day is None:
        raise BadSet("The letters don't all bear the same date. Make them anew.")
    return day


def _list(folder: Path) -> tuple[Written, ...]:
    try:
        text = (folder / "letters.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except OSError:
        raise BadSet(
            f"There is no letters.csv in {folder}. Was this folder made by campaign letters make?"
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise BadSet(f"{folder / 'letters.csv'} is not as campaign letters make wrote it.") from None
    if not rows or tuple(rows[0]) != COLUMNS or len(rows) < 2:
        raise BadSet(f"{folder / 'letters.csv'} lists no letters.")
    lines = tuple(_line(row, number) for number, row in enumerate(rows[1:], start=2))
    if len({line.country for line in lines}) < len(lines):
        raise BadSet("A country stands twice in letters.csv.")
    if len({line.log_size for line in lines}) > 1:
        raise BadSet("The letters in letters.csv were made at different sizes of the log.")
    return lines


def _line(row: list[str], number: int) -> Written:
    """The line, if it is one that `letters make` could have written."""
    wrong = BadSet(f"Line {number} of letters.csv is not as campaign letters make wrote it.")
    if len(row) != len(COLUMNS) or not all(WHOLE.fullmatch(cell) for cell in row[4:6]):
        raise wrong
    country, _, language, figure = row[:4]
    try:
        name = state(country).names["en"]
        stated = read_figure(figure)
    except (KeyError, ValueError):
        raise wrong from None
    line = Written(
        country=country,
        mission=name,
        language=language,
        stated=stated,
        total=int(row[4]),
        log_size=int(row[5]),
        file=f"{country}.pdf",
        sha256=row[7],
    )
    if [str(cell) for cell in astuple(line)] != row or language not in LETTER_LANGUAGES:
        raise wrong
    return line


def _returned(folder: Path, line: Written) -> Returned:
    path = folder / line.file
    try:
        if path.stat().st_size > LARGEST:
            raise BadSet(f"{line.file} is larger than any letter of ours.")
        pdf = path.read_bytes()
    except OSError:
        raise BadSet(f"{line.file} is missing in {folder}. Make the letters anew.") from None
    if sha256(pdf).hexdigest() != line.sha256:
        raise BadSet(f"{line.file} was changed after it was made: its SHA-256 isn't the one in letters.csv.")
    try:
        reader = PdfReader(io.BytesIO(pdf))
        made = reader.metadata.creation_date if reader.metadata else None
        return Returned(line, pdf, _links(reader), made.date() if made else None)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        raise BadSet(f"{line.file} is no letter of ours.") from None


def _links(reader: PdfReader) -> frozenset[str]:
    notes = [note.get_object() for page in reader.pages for note in page.annotations or ()]
    return frozenset(str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {}))
