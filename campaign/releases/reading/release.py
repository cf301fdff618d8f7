"""A press release as groups write and paste it, read into its parts. Nothing missing is made up."""

import datetime as dt
import re
from dataclasses import dataclass

from campaign.lib.refusal import Refusal
from campaign.releases.reading.cleaning import clean
from campaign.releases.reading.datelines import Dateline, read_dateline
from campaign.releases.reading.endings import read_ending
from campaign.releases.reading.files import LARGEST
from campaign.releases.reading.wrapping import FINISHED, between, paragraphs

HEADLINE_LONGEST = 250
HEADLINE_LINES = 3
DATELINE_WITHIN = 4
"""Paragraphs from the top in which a dateline is looked for: a subheading may stand before it."""

ANNOUNCES = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|statement)"
    r"|communiqué(?: de presse)?|pour diffusion immédiate"
    r"|comunicado(?: de prensa)?|بيان صحفي|بيان صحافي|للنشر الفوري|пресс-релиз|新闻稿)\W*(?P<rest>.*)",
    re.IGNORECASE,
)
EMBARGO = re.compile(r"\W*(?:(?:under )?embargo|not for (?:release|publication))", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was understood. `body` has paragraphs parted by a blank line, in our Markdown subset.

    `day_month` is (day, month) of a dateline without a year, `choices` the readings of one like 05/09/2016.
    `left_out` holds, word for word, what is not part of the text; `notes` says why, a sentence each.
    """

    headline: str
    body: str
    place: str | None
    date: dt.date | None
    day_month: tuple[int, int] | None
    choices: tuple[dt.date, ...]
    contact: str | None
    left_out: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.body.split("\n\n"))


def read_release(text: str) -> Release:
    """Read headline, dateline, text and contact out of a pasted release.

    Raises Refusal when there is no headline or no text behind it.
    """
    if len(text) > LARGEST:
        raise Refusal("releases/too-long", length=len(text))
    text, cleaned = clean(text)
    lines, opening = _without_announcements(text.strip("\n").split("\n"))
    headline, rest, joined = _headline(lines)
    dateline, parts = _with_dateline(opening.dateline, paragraphs("\n".join(rest)))
    ending = read_ending(parts)
    if not any(re.search(r"\w", paragraph) for paragraph in ending.paragraphs):
        raise Refusal("releases/no-text")
    return Release(
        headline=headline,
        body="\n\n".join(ending.paragraphs),
        place=dateline.place if dateline else None,
        date=dateline.date if dateline else None,
        day_month=dateline.day_month if dateline else None,
        choices=dateline.choices if dateline else (),
        contact=ending.contact,
        left_out=opening.left_out + ending.left_out,
        notes=(*cleaned, *opening.notes, *joined, *_about_date(dateline), *ending.notes),
    )


@dataclass(frozen=True, kw_only=True)
class _Opening:
    dateline: Dateline | None
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def _without_announcements(lines: list[str]) -> tuple[list[str], _Opening]:
    """Take "For immediate release", an embargo and a dateline of its own line off the top."""
    dateline: Dateline | None = None
    left_out: list[str] = []
    notes: list[str] = []
    for position, line in enumerate(lines):
        announces = ANNOUNCES.fullmatch(line)
        alone = _standing_alone(announces["rest"] if announces else line)
        if EMBARGO.match(line):
            notes.append(f"“{line}” was left out: what is opened here is public at once.")
        elif announces and (alone or not announces["rest"]):
            notes.append(f"“{line}” was left out: it is for newsrooms.")
        elif line and not alone:
            return lines[position:], _Opening(dateline=dateline, left_out=tuple(left_out), notes=tuple(notes))
        dateline = alone or dateline
        if line and (announces or EMBARGO.match(line)):
            left_out.append(line)
    raise Refusal("releases/no-headline")


def _standing_alone(line: str) -> Dateline | None:
    found = read_dateline(line) if line else None
    return found if found and not found.rest else None


def _headline(lines: list[str]) -> tuple[str, list[str], tuple[str, ...]]:
    """The first line, or all lines up to the first blank one if they are three at most and short."""
    first = lines[: lines.index("")] if "" in lines else lines[:1]
    whole = len(first) <= HEADLINE_LINES and not any(read_dateline(line) for line in first[1:])
    if not whole or sum(map(len, first)) > HEADLINE_LONGEST:
        first = first[:1]
    headline = first[0]
    for line in first[1:]:
        headline += between(headline, line) + line
    headline = re.sub(r"^#{1,6}\s+|^(\*\*|__)(?=.*\1$)|(?<=\S)(\*\*|__)$", "", headline)
    opens = read_dateline(headline)
    if len(headline) > HEADLINE_LONGEST or (opens and FINISHED.search(headline)):
        raise Refusal("releases/text-for-headline", longest=HEADLINE_LONGEST)
    notes = (f"The headline stood on {len(first)} lines, which were joined.",) if len(first) > 1 else ()
    return headline, lines[len(first) :], notes


def _with_dateline(known: Dateline | None, parts: tuple[str, ...]) -> tuple[Dateline | None, tuple[str, ...]]:
    for position, paragraph in enumerate(parts[:DATELINE_WITHIN]):
        first, newline, others = paragraph.partition("\n")
        found = read_dateline(first)
        if found and (found.date or found.choices or found.day_month or not known):
            replaced = (found.rest + newline + others).strip("\n")
            return found, (*parts[:position], *filter(None, [replaced]), *parts[position + 1 :])
    return known, parts


def _about_date(dateline: Dateline | None) -> tuple[str, ...]:
    if dateline is None:
        return ("No dateline was found; the release needs a date.",)
    if dateline.date:
        return ()
    if dateline.day_month:
        return (f"The dateline “{dateline.written}” has no year.",)
    if dateline.choices:
        readings = " or ".join(choice.isoformat() for choice in dateline.choices)
        return (f"The date in “{dateline.written}” can be read as {readings}.",)
    return (f"The dateline “{dateline.written}” has no date.",)
