"""The dateline: place and day, in brackets or before a dash ahead of the first sentence, or on a line of their own."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from campaign.reading import bullets
from campaign.reading.dates import WrittenDate, find_date, fold, weekdays
from campaign.reading.places import LONGEST as LONGEST_PLACE
from campaign.reading.places import is_known, is_place

LONGEST = 120
DASHES = "—–―‒−⸺⸻─"
DASH = re.compile(rf"[.\s]*(?:[{DASHES}]+|--+)\s*|\s+\|\s+|[.\s]*\s-\s+|\.-\s*|\s*[:：]\s*(?=\D)")
PLACE_DASH = re.compile(rf"\s*[{DASHES}]+\s*|\s+--?\s+")
# 新华社联合国9月24日电（记者…）: an agency ahead of the place, and a word for "wires" behind the day. Without an agency
# something has to part them from the text: 9月24日电影院 is a cinema on that day.
WIRE = re.compile(
    r"(?:(?:\w{1,4}社|本报)(?P<named>[^，。；！？\n]{2,40}日)[电電讯訊]"
    r"|(?P<unnamed>[^，。；！？\n]{2,40}日)[电電讯訊](?=[\s:：，（(【）)】]))[\s:：，）)】]*"
)
WIRE_SERVICE = re.compile(r"/[^/\s]+/$")  # /PRNewswire/


def _pairs() -> Iterator[str]:
    """Opening brackets of every kind, each with what closes it."""
    yield from ("<>", "＜＞", "﴾﴿", "﴿﴾")
    for opening in filter(lambda sign: unicodedata.category(sign) == "Ps", map(chr, range(0x10000))):
        for closing in (chr(ord(opening) + 1), chr(ord(opening) + 2)):
            if unicodedata.category(closing) == "Pe":
                yield opening + closing
                break


BRACKETS = re.compile(
    "|".join(
        f"{re.escape(pair[0])}([^{re.escape(pair)}\\n]{{3,{LONGEST}}}){re.escape(pair[1])}"
        for pair in _pairs()
    )
)
EMPHASIS = re.compile(r"(\*\*\*|___|\*\*|__|\*|_)(?=\S)(.{3,160}?)(?<=\S)\1")
ITEM = re.compile(rf"(?:[{re.escape(bullets.ALL)}–—―]|\d{{1,2}}[.)]|[٠-٩]{{1,2}}[.)-])\s")
EDGES = " ,،，;|*_"
ARABIC = re.compile("[\u0600-\u06ff]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Small words between place and day: "Paris, le 24…", "Madrid, a 24 de…", "دمشق في ٢٤…". No "on": "On 24
# September – two days after" is a sentence.
LINKING = _words("le el a den am il em в في بتاريخ يوم")


@dataclass(frozen=True, kw_only=True)
class Dateline:
    """What stood ahead of the first sentence. `rest` is the text behind it, perhaps empty."""

    written: str
    place: str | None
    date: dt.date | None
    day_month: tuple[int, int] | None
    choices: tuple[dt.date, ...]
    rest: str

    @property
    def has_day(self) -> bool:
        """Whether it names a day, be it without a year or in an order that can be read two ways."""
        return bool(self.date or self.day_month or self.choices)


def opening_dateline(line: str) -> Dateline | None:
    """The dateline that opens a line (clean, NFC) with more behind it; None where a sentence or an item does."""
    if is_item(line):
        return None
    bare, inner, marker = _without_emphasis(line)
    dateline = _in_brackets(bare) or _before_dash(bare) or _place_alone(bare) or _off_the_wire(bare)
    if dateline is None or not marker:
        return dateline
    left_inside = inner - (len(bare) - len(dateline.rest))
    if left_inside <= 0:
        return dateline
    # More was emphasised than the dateline: the rest of it still is.
    inside, behind = dateline.rest[:left_inside], dateline.rest[left_inside:]
    return replace(dateline, rest=f"{marker}{inside}{marker}{behind}")


def dateline_alone(line: str) -> Dateline | None:
    """The dateline that a line is, with at most a place beside its day and nothing else."""
    if is_item(line) or len(line) > LONGEST:
        return None
    bare, _, _ = _without_emphasis(line)
    opening = _in_brackets(bare) or _before_dash(bare)
    if opening and opening.rest:
        return None
    bare = re.sub(rf"[\s{DASHES}:：-]+$", "", bare)
    if whole := BRACKETS.fullmatch(bare):
        bare = whole[whole.lastindex or 0]
    return _dateline(bare, "", alone=True)


def read_dateline(line: str) -> Dateline | None:
    """The dateline that opens a line, or that a line is."""
    return opening_dateline(line) or dateline_alone(line)


def is_item(line: str) -> bool:
    """Whether a mark or number of a list stands before it. "24. September" is a day, and no twenty-fourth item."""
    if not ITEM.match(line):
        return False
    first = find_date(line)
    return first is None or first.start > 0


def _without_emphasis(line: str) -> tuple[str, int, str]:
    """The line without the marks that emphasise its beginning; how long that is; the mark."""
    match = EMPHASIS.match(line)
    if not match:
        return line, 0, ""
    return match[2] + line[match.end() :], len(match[2]), match[1]


def _in_brackets(line: str) -> Dateline | None:
    match = BRACKETS.match(line)
    if not match:
        return None
    dash = DASH.match(line, match.end())
    return _dateline(match[match.lastindex or 0], line[dash.end() if dash else match.end() :])


def _before_dash(line: str) -> Dateline | None:
    for dash in DASH.finditer(line[: LONGEST + 5]):
        # Behind a colon somebody may speak: "Raed al Saleh, 24 September: …" names no place.
        speaks = ":" in dash[0] or "：" in dash[0]
        if dateline := _dateline(line[: dash.start()], line[dash.end() :], alone=speaks, opens=True):
            # "Today, 24 September – two days after": a sentence goes on in small letters.
            goes_on = dateline.rest[:1].islower() and not is_known(dateline.place)
            return None if goes_on else dateline
    return None


def _off_the_wire(line: str) -> Dateline | None:
    match = WIRE.match(line)
    if not match:
        return None
    dateline = _dateline(match["named"] or match["unnamed"], line[match.end() :])
    return replace(dateline, written=match[0].strip()) if dateline else None


def _place_alone(line: str) -> Dateline | None:
    """NEW YORK — …: only in capitals, so that no sentence with a dash in it loses its beginning."""
    dash = PLACE_DASH.search(line[:LONGEST_PLACE])
    if not dash:
        return None
    place = re.sub(r"\s*\([A-Z]+\)$", "", line[: dash.start()])
    rest = line[dash.end() :]
    if not place.isupper() or not is_place(place, alone=False) or not rest or rest.isupper():
        return None
    day = find_date(rest)
    if day and day.start == 0:
        return None
    written = line[: dash.start()]
    return Dateline(written=written, place=place, date=None, day_month=None, choices=(), rest=rest)


def _dateline(written: str, rest: str, *, alone: bool = False, opens: bool = False) -> Dateline | None:
    day = find_date(written.replace("_", " ")) if len(written) <= LONGEST else None
    if not day:
        return None
    ahead, after = _around(written, day)
    beside = re.sub(r"[*_\s]+", " ", f"{ahead} {after}").strip(f"{EDGES}{DASHES}-·")
    place = _tidy(beside)
    if not is_place(beside, alone=alone) or (opens and not place and _is_led_up_to(written, day)):
        return None
    if ARABIC.search(place) and not is_known(place) and _runs_into(written, day):
        return None
    return Dateline(
        written=written.strip(EDGES),
        place=place or None,
        date=day.date,
        day_month=day.day_month,
        choices=day.choices,
        rest=rest.strip(),
    )


def _around(written: str, day: WrittenDate) -> tuple[str, str]:
    before, after = written[: day.start], written[day.end :]
    ahead = before.strip(EDGES).split()
    while ahead and fold(ahead[-1]).strip(",()") in LINKING | weekdays():
        ahead.pop()
    behind = [word for word in after.split() if fold(word).strip(",()（）.") not in weekdays()]
    return " ".join(ahead), " ".join(behind)


def _is_led_up_to(written: str, day: WrittenDate) -> bool:
    """Whether small words lead up to the day: "Le 24 septembre – deux jours après" is a sentence."""
    return any(fold(word).strip(",") in LINKING for word in written[: day.start].split())


def _runs_into(written: str, day: WrittenDate) -> bool:
    """Whether no sign parts the words from their day: "At dawn of Saturday" begins a sentence, "Saraqib, Saturday" not.

    Asked where no capital tells a name from another word, and no list has it.
    """
    ahead = _around(written, day)[0].rstrip(f"{EDGES}{DASHES}()[]-")
    behind_them = written[written.rfind(ahead, 0, day.start) + len(ahead) :] if ahead else written[day.end :]
    return re.match(rf"[\s*_]*[,،，/|()\[\]:{DASHES}-]", behind_them) is None


def _tidy(text: str) -> str:
    """A place without the marks that stood around it: "" for none."""
    text = re.sub(r"[()\[\]（）*_]", " ", WIRE_SERVICE.sub("", text.strip()))
    text = re.sub(r"\s+", " ", text).strip(f" ,،，;|{DASHES}-·")
    return re.sub(r"(?<!\.[A-Z])\.$", "", text).strip()
