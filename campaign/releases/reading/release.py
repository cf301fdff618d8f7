"""A press release as groups write and paste it, read into its parts. Nothing missing is made up."""

import datetime as dt
import re
from dataclasses import dataclass

from campaign.lib.refusal import Refusal
from campaign.releases.reading.cleaning import clean
from campaign.releases.reading.datelines import (
    ITEM,
    Dateline,
    dateline_alone,
    is_item,
    opening_dateline,
    read_dateline,
)
from campaign.releases.reading.dates import fold
from campaign.releases.reading.endings import read_ending
from campaign.releases.reading.files import LARGEST
from campaign.releases.reading.top import FULL_STOP, Top, read_top
from campaign.releases.reading.wrapping import FINISHED, between, paragraphs

HEADLINE_LONGEST = 250
HEADLINE_LINES = 3
DATELINE_WITHIN = 4
"""Paragraphs from the top among which the first running one is looked for: subheadings may stand before it."""
QUESTION_LONGEST = 60
SUBHEADING_LONGEST = 250


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was understood. `body` has paragraphs parted by a blank line, in our Markdown subset.

    `day_month` is (day, month) of a dateline without a year, `choices` the readings of one like 05/09/2016.
    `dateline` is what was taken out of the text as such, and `left_out` what else is no part of it, both word for
    word; `notes` says why, a sentence each.
    """

    headline: str
    body: str
    place: str | None
    date: dt.date | None
    day_month: tuple[int, int] | None
    choices: tuple[dt.date, ...]
    dateline: str | None
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
    top = read_top(text.strip("\n").split("\n"))
    headline, rest, joined = _headline(list(top.lines))
    parts = paragraphs("\n".join(rest))
    opening = _opening(parts)
    if top.above and top.otherwise and opening and not _repeats(top.above, opening.dateline):
        # Of two days the first stands where a headline does: "Aleppo, 24 September 2016".
        top = top.otherwise
        headline, rest, joined = _headline(list(top.lines))
        parts = paragraphs("\n".join(rest))
        opening = _opening(parts)
    taken = _taken(top, parts, opening)
    ending = read_ending(taken.parts)
    if not any(re.search(r"\w", paragraph) for paragraph in ending.paragraphs):
        raise Refusal("releases/no-text")
    dated = taken.dateline if taken.dateline and taken.dateline.has_day else top.announced or taken.dateline
    return Release(
        headline=headline,
        body="\n\n".join(ending.paragraphs),
        place=next((each.place for each in (taken.dateline, dated) if each and each.place), None),
        date=dated.date if dated else None,
        day_month=dated.day_month if dated else None,
        choices=dated.choices if dated else (),
        dateline=taken.dateline.written if taken.dateline else None,
        contact=ending.contact,
        left_out=top.left_out + taken.left_out + ending.left_out,
        notes=(*cleaned, *top.notes, *joined, *taken.notes, *_about(taken.dateline, dated), *ending.notes),
    )


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
    if len(headline) > HEADLINE_LONGEST or (opening_dateline(headline) and FULL_STOP.search(headline)):
        raise Refusal("releases/text-for-headline", longest=HEADLINE_LONGEST)
    notes = (f"The headline stood on {len(first)} lines, which were joined.",) if len(first) > 1 else ()
    return headline, lines[len(first) :], notes


@dataclass(frozen=True, kw_only=True)
class _Opening:
    """A dateline in the paragraph at `position`, and what that paragraph is without it."""

    dateline: Dateline
    position: int
    paragraph: str


def _opening(parts: tuple[str, ...]) -> _Opening | None:
    """The dateline that opens the first running paragraph; never one in a list or behind it."""
    for position, paragraph in enumerate(parts[:DATELINE_WITHIN]):
        first, newline, others = paragraph.partition("\n")
        dateline = None if _is_list(first, others) else opening_dateline(first)
        if dateline:
            without = (dateline.rest + newline + others).strip("\n")
            if _runs(without) or (without and position == len(parts) - 1):
                return _Opening(dateline=dateline, position=position, paragraph=without)
        if is_item(first) or _runs(paragraph):
            return None
    return None


def _is_list(first: str, others: str) -> bool:
    """Whether lines with marks or numbers follow each other: "2. October 2016" is a day only where it stands alone."""
    return bool(ITEM.match(first) and ITEM.match(others))


def _runs(paragraph: str) -> bool:
    """Whether it is running text and no subheading, which may be a question, or a sentence that somebody said."""
    quoted = re.fullmatch(r"[“\"«„‘'][^\n]*[”\"»“’']", paragraph)
    ends = FULL_STOP.search(paragraph) or (FINISHED.search(paragraph) and len(paragraph) > QUESTION_LONGEST)
    return len(paragraph) > SUBHEADING_LONGEST or bool(ends and not quoted)


def _repeats(above: Dateline, opening: Dateline) -> bool:
    """Whether a line above the headline says no more than the text's own dateline does, as some write both."""
    if above.place is None or not opening.has_day:
        return True
    same_day = (above.date, above.day_month) == (opening.date, opening.day_month)
    return same_day and fold(above.place) == fold(opening.place or "")


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """The one dateline that was taken out, and the paragraphs without it."""

    dateline: Dateline | None
    parts: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _taken(top: Top, parts: tuple[str, ...], opening: _Opening | None) -> _Taken:
    """Of all that look like a dateline one: what names a day goes before a place alone, the text's before a line's."""
    below = dateline_alone(parts[0].partition("\n")[0]) if parts else None
    if opening and (opening.dateline.has_day or not (top.above or below)):
        rest = (*parts[: opening.position], opening.paragraph, *parts[opening.position + 1 :])
        if top.above is None:
            return _Taken(dateline=opening.dateline, parts=rest)
        note = f"“{top.above.written}” above the headline was left out: the dateline says it."
        return _Taken(dateline=opening.dateline, parts=rest, left_out=(top.above.written,), notes=(note,))
    if top.above or below is None:
        return _Taken(dateline=top.above, parts=parts)
    _, _, others = parts[0].partition("\n")
    return _Taken(dateline=below, parts=(*filter(None, [others]), *parts[1:]))


def _about(dateline: Dateline | None, dated: Dateline | None) -> tuple[str, ...]:
    """What was taken out is named, always; and what is missing in it."""
    if dated is None:
        return ("No dateline was found; the release needs a date.",)
    if dated.date:
        return (f"“{dateline.written}” was taken out of the text: it is the dateline.",) if dateline else ()
    if dated.day_month:
        return (f"The dateline “{dated.written}” has no year.",)
    if dated.choices:
        readings = " or ".join(choice.isoformat() for choice in dated.choices)
        return (f"The date in “{dated.written}” can be read as {readings}.",)
    return (f"The dateline “{dated.written}” has no date.",)
