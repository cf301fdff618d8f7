"""The dateline: place and day, in brackets or before a dash, ahead of the first sentence."""

import datetime as dt
import re
from dataclasses import dataclass

from campaign.releases.reading.dates import WrittenDate, find_date, fold, weekdays

LONGEST = 120
LONGEST_PLACE = 60
DASH = re.compile(r"\s*(?:[—–―]|--)\s*|\s+-\s+|\s*:\s+")
BRACKETS = re.compile(r"\[([^\[\]\n]{3,120})\]|\(([^()\n]{3,120})\)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Small words between place and day: "Paris, le 24…", "Madrid, a 24 de…", "دمشق في ٢٤…". No "on": "On 24
# September – two days after" is a sentence.
LINKING = _words("le el a den в في بتاريخ يوم")

PARTICLES = _words("of and the de del la le les el al las los du des d' et y sur sous am an der da do e ez")
NO_PLACE = _words("on since by from until after before updated early late منذ بعد قبل حتى")


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """What stood ahead of the first sentence. `rest` is the text behind it, perhaps empty."""

    written: str
    place: str | None
    date: dt.date | None
    day_month: tuple[int, int] | None
    choices: tuple[dt.date, ...]
    rest: str


def read_dateline(line: str) -> Dateline | None:
    """The dateline that opens a line (clean, NFC), or None where a sentence opens it."""
    return _in_brackets(line) or _before_dash(line) or _place_alone(line) or _whole_line(line)


def _in_brackets(line: str) -> Dateline | None:
    match = BRACKETS.match(line)
    if not match:
        return None
    dash = DASH.match(line, match.end())
    return _dateline(match[1] or match[2], line[dash.end() if dash else match.end() :])


def _before_dash(line: str) -> Dateline | None:
    for dash in DASH.finditer(line[: LONGEST + 5]):
        if found := _dateline(line[: dash.start()], line[dash.end() :]):
            return found
    return None


def _place_alone(line: str) -> Dateline | None:
    """NEW YORK — …: only in capitals, so that no sentence with a dash in it loses its beginning."""
    dash = re.search(r"\s*[—–―]\s*|\s+--?\s+", line[:LONGEST_PLACE])
    if not dash:
        return None
    place = re.sub(r"\s*\([A-Z]+\)$", "", line[: dash.start()])
    rest = line[dash.end() :]
    if not place.isupper() or _place(place) != place or not rest or rest.isupper():
        return None
    written = line[: dash.start()]
    return Dateline(written=written, place=place, date=None, day_month=None, choices=(), rest=rest)


def _whole_line(line: str) -> Dateline | None:
    return _dateline(line.strip("[]()"), "") if len(line) <= LONGEST else None


def _dateline(written: str, rest: str) -> Dateline | None:
    found = find_date(written) if len(written) <= LONGEST else None
    if not found:
        return None
    place = _place(_around(written, found))
    if place is None:
        return None
    return Dateline(
        written=written.strip(),
        place=place or None,
        date=found.date,
        day_month=found.day_month,
        choices=found.choices,
        rest=rest.strip(),
    )


def _around(written: str, found: WrittenDate) -> str:
    before, after = written[: found.start], written[found.end :]
    ahead = before.strip(" ,،;|").split()
    while ahead and fold(ahead[-1]).strip(",") in LINKING | weekdays():
        ahead.pop()
    after = " ".join(word for word in after.split() if fold(word).strip(",") not in weekdays())
    return f"{' '.join(ahead)} {after}"


def _place(text: str) -> str | None:
    """The place in what is left beside a date: "" for none, None if these are no place's words."""
    text = re.sub(r"[()\[\]]", " ", text)
    text = re.sub(r"\s+", " ", text).strip(" ,،，;|–—-·")
    text = re.sub(r"(?<!\.[A-Z])\.$", "", text)
    found = text.split()
    if any(character.isdecimal() or character in '?!:;«»“”"–—' for character in text):
        return None
    most = 6 if text != text.upper() or text != text.lower() else 3
    if len(text) > LONGEST_PLACE or len(found) > most or NO_PLACE & {fold(word) for word in found}:
        return None
    return None if any(word.islower() and word not in PARTICLES for word in found) else text.strip()
