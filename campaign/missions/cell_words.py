"""What people write into a table of missions for a day and for how somebody is addressed. Pure."""

import re
import unicodedata
from datetime import date

from campaign.lib.pasted import bare
from campaign.lib.refusal import Refusal
from campaign.lib.text import folded
from campaign.reading.dates import find_date

MIDNIGHT = (" 00:00", " 00:00:00", "T00:00:00")  # which programs write behind a day
JOINED = re.compile(r"(?<=\d)-([^\W\d]+)-(?=\d)")  # 24-Sep-2016
DOT = re.compile(r"(?<=\d)\.(?=\d)")
FEMALE = (
    "f female fem woman w mrs ms madam "
    "féminin féminine femme mme femenino femenina mujer señora sra weiblich frau женский женщина ж жен "
    "أنثى امرأة سيدة السيدة مؤنث 女 女性 女士"
)
MALE = (
    "m male man mr sir "
    "masculin homme masculino hombre señor sr männlich mann herr мужской мужчина муж м "
    "ذكر رجل سيد السيد مذكر 男 男性 先生"
)
NEITHER = "x neither divers - – —"
GENDERS = {
    folded(word): gender
    for gender, words in (("f", FEMALE), ("m", MALE), ("", NEITHER))
    for word in words.split()
}


def read_gender(written: str) -> str:
    """`f`, `m`, or empty, out of the words of the six languages and German. Raises Refusal."""
    word = bare(written)
    if word and folded(word) not in GENDERS:
        raise Refusal("missions/no-gender", gender=written.strip())
    return GENDERS[folded(word)] if word else ""


def read_found(written: str) -> date:
    """A day in digits, or with the name of its month. Raises Refusal, also for one that can be read two ways.

    Which of two short numbers is the month nobody guesses: a table is often half in one order and half in another.
    """
    text = bare(unicodedata.normalize("NFC", written))
    for behind in MIDNIGHT:
        text = text.removesuffix(behind)
    plain = DOT.sub("-", JOINED.sub(r" \1 ", text))
    day = find_date(plain)
    if day is None or (day.start, day.end) != (0, len(plain)):
        raise Refusal("missions/no-day", day=text)
    if len(day.choices) > 1:
        first, second = day.choices
        raise Refusal("missions/day-two-ways", day=text, first=first, second=second)
    if day.date is None:
        raise Refusal("missions/no-year", day=text)
    return day.date
