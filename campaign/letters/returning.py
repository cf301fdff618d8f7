"""A folder of letters on its way back: read whole, and held against what the log states."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from campaign.letters.composition import MARK
from campaign.letters.figures import AT_LEAST, Figures, Stated, as_said, read_figure
from campaign.letters.files import COLUMNS, Written
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.missions.states import state
from campaign.tally.entries import NUMBER

if TYPE_CHECKING:
    from pikepdf import Pdf

BESIDES = frozenset({"all.pdf", "labels.pdf"})
WHOLE = re.compile(NUMBER)
MADE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")  # how a PDF writes its day
REFERS = re.compile(rf"{MARK}([1-9][0-9]{{0,17}})")
LARGEST = 10_000_000


@dataclass(frozen=True)
class Returned:
    """One letter as it lies in the folder. `leads_to` are the addresses it links to, `day` its date.

    `refers_to` is the checkpoint's size of the letter that it refers to.
    """

    line: Written
    pdf: bytes
    leads_to: frozenset[str]
    day: date | None
    refers_to: int | None = None


def read_set(folder: Path) -> tuple[Returned, ...]:
    """The letters that letters.csv lists, each with the bytes that its line names. Raises Refusal."""
    lines = _list(folder)
    letters = tuple(_returned(folder, line) for line in lines)
    listed = {line.file for line in lines} | BESIDES
    if others := sorted(path.name for path in folder.glob("*.pdf") if path.name not in listed):
        raise Refusal("letters/unlisted", files=others, folder=folder)
    return letters


def check_set(letters: tuple[Returned, ...], *, stated: Stated, address: Callable[[str, str], str]) -> date:
    """The day that all the letters bear, if they state what the log does and lead to their own pages.

    `address` gives the page of a country's letter in a language. Raises Refusal.
    """
    for letter in letters:
        line = letter.line
        logged = stated.figures(line.country)
        if line.figures != logged:
            raise Refusal(
                "letters/other-figures",
                file=line.file,
                figure=as_said(line.figures.own),
                total=line.figures.total,
                day=line.figures.as_at,
                size=stated.size,
                logged=as_said(logged.own),
                logged_total=logged.total,
                logged_day=logged.as_at,
            )
        if letter.leads_to != {address(line.country, line.language)}:
            raise _leads_astray(letter, address(line.country, line.language))
    days = {letter.day for letter in letters}
    day = days.pop()
    if days or day is None:
        raise Refusal("letters/two-dates")
    return day


def _leads_astray(letter: Returned, address: str) -> Refusal:
    file = letter.line.file
    if not letter.leads_to:
        return Refusal("letters/leads-nowhere", file=file, address=address)
    return Refusal("letters/leads-astray", file=file, leads_to=sorted(letter.leads_to), address=address)


def _list(folder: Path) -> tuple[Written, ...]:
    try:
        text = (folder / "letters.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except OSError:
        raise Refusal("letters/no-list", folder=folder) from None
    except (UnicodeDecodeError, csv.Error):
        raise Refusal("letters/garbled-list", file=folder / "letters.csv") from None
    if not rows or tuple(rows[0]) != COLUMNS or len(rows) < 2:
        raise Refusal("letters/empty-list", file=folder / "letters.csv")
    lines = tuple(_line(row, number) for number, row in enumerate(rows[1:], start=2))
    if len({line.country for line in lines}) < len(lines):
        raise Refusal("letters/country-twice")
    if len({line.figures.size for line in lines}) > 1:
        raise Refusal("letters/two-sizes")
    return lines


def _line(row: list[str], number: int) -> Written:
    """The line, if it is one that `letters make` could have written."""
    wrong = Refusal("letters/garbled-line", line=number)
    if len(row) != len(COLUMNS) or not all(WHOLE.fullmatch(row[place]) for place in (4, 6)):
        raise wrong
    country, _, language, own, total, as_at, size, _, digest = row
    try:
        line = Written(
            country=country,
            mission=state(country).names["en"],
            language=language,
            figures=Figures(
                read_figure(own.removeprefix(AT_LEAST)), int(total), date.fromisoformat(as_at), int(size)
            ),
            file=f"{country}.pdf",
            sha256=digest,
        )
    except (KeyError, ValueError):
        raise wrong from None
    if line.cells != row or language not in LETTER_LANGUAGES:
        raise wrong
    return line


def _returned(folder: Path, line: Written) -> Returned:
    from pikepdf import Pdf, PdfError  # as what sets type in typesetting.py

    path = folder / line.file
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal("letters/too-large", file=line.file)
        pdf = path.read_bytes()
    except OSError:
        raise Refusal("letters/missing", file=line.file, folder=folder) from None
    if sha256(pdf).hexdigest() != line.sha256:
        raise Refusal("letters/changed", file=line.file)
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            made = MADE.match(str(opened.docinfo.get("/CreationDate", "")))
            refers = REFERS.fullmatch(str(opened.docinfo.get("/Keywords", "")))
            return Returned(
                line, pdf, _links(opened), date(*map(int, made.groups())) if made else None,
                refers_to=int(refers[1]) if refers else None,
            )  # fmt: skip
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("letters/not-ours", file=line.file) from None


def _links(pdf: "Pdf") -> frozenset[str]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return frozenset(str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {}))
