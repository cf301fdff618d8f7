"""Whether words beside a day name a place: nothing else may leave a text as its dateline."""

import re
from functools import cache

from babel import Locale

from campaign.reading.dates import LOCALES, fold
from campaign.reading.words import GENERIC, JOINING, ORDINARY, PARTICLES, PLACES

LONGEST = 60
ABBREVIATION = re.compile(r"(?:[A-Z]\.){1,4}[A-Z]?|[A-Z]{2,5}")
PARTING = re.compile(r"\s*[,،，、/|·()\[\]（）]\s*|\s+[-–—]\s+")
BETWEEN = re.compile(rf"\s+(?:{'|'.join(JOINING)})\s+|\s+و(?=\w{{3,}})")
SOUNDS = frozenset(
    "阿艾安奥巴班邦贝本比宾波博布查达大丹道德登迪蒂丁杜多厄尔法凡费芬佛弗福戈格古哈海汉赫霍基吉加贾杰金卡凯坎康科克肯"
    "库拉莱兰劳勒雷里利林卢鲁伦罗洛马迈曼梅门米莫姆穆纳内尼宁纽诺努帕潘佩皮普奇乔切热茹瑞萨赛桑瑟沙山舍圣施什史士斯苏索塔泰"
    "坦特提廷图托瓦万威韦维温沃乌武西希夏欣休雅亚延耶伊以因英尤约赞扎詹泽佐颇叙伯夫菲谢济"
)
"""The characters by which Chinese writes the sounds of foreign names."""


def is_place(text: str, *, alone: bool) -> bool:
    """Whether these are a place's words, or several places', or none at all.

    `alone` is for a line that is nothing else: there two unknown words may as well be a headline, "Remember Homs".
    """
    if len(text) > LONGEST or any(character.isdecimal() or character in '?!:;«»“”"' for character in text):
        return False
    parts = [part.strip(" .") if "." not in part[:-1] else part for part in PARTING.split(text)]
    names = [name for part in parts if part for name in BETWEEN.split(part)]
    return all(_is_name(name, first=not at, alone=alone) for at, name in enumerate(names))


def is_known(place: str | None) -> bool:
    """Whether all of these places stand in a list."""
    return bool(place) and all(fold(part) in place_names() for part in PARTING.split(place or "") if part)


def _is_name(name: str, *, first: bool, alone: bool) -> bool:
    folded = fold(name).strip(" .")
    if folded in place_names() or (not first and ABBREVIATION.fullmatch(name)):
        return True
    words = folded.replace(".", " ").split()
    if len(words) > 4 or any(word in ORDINARY for word in words):
        return False
    if len(words) > 1 and words[0] in GENERIC:
        return _is_named(name.partition(" ")[2])
    return _might_be(name, len(words), alone=alone)


def _might_be(name: str, words: int, *, alone: bool) -> bool:
    """Of a name that no list has: whether it looks like one in its script."""
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        return len(name) <= 8 and SOUNDS.issuperset(name.rstrip("省市县区州国"))
    if re.search("[\u0600-\u06ff]", name):
        return words == 1 and not name.endswith(("وا", "ت"))  # as verbs end: they came, she came
    return words <= (1 if alone else 3) and _is_named(name)


def _is_named(name: str) -> bool:
    """Whether each word begins as names do, where there are capitals."""
    return not any(word.islower() and word not in PARTICLES for word in name.split())


@cache
def place_names() -> frozenset[str]:
    """Folded names of countries, of the cities that CLDR names, and of those that releases often come from."""
    folded = {fold(name) for line in PLACES for name in line.split(", ")}
    for code in (*LOCALES, "zh"):
        locale = Locale.parse(code)
        folded |= {fold(name) for name in locale.territories.values()}
        for zone, names in locale.time_zones.items():
            folded.add(fold(names.get("city") or zone.rpartition("/")[2].replace("_", " ")))
    return frozenset(folded)
