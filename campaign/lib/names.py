"""What is typed into a field for a name and names nobody: an address, a telephone number, a picture. Pure.

Letters, marks, dots, hyphens, apostrophes and numerals of any script are left alone: "J. R. R.", "’t Hart", "Nour 3".
"""

import re
import unicodedata
from enum import StrEnum


class NoName(StrEnum):
    """What stands there instead of a name, or beside one."""

    LOST = "lost characters"
    PICTURE = "picture"
    MAIL = "mail address"
    WEB = "web address"
    TELEPHONE = "telephone number"


# U+FFFD stands for a character that a program couldn't read, U+FFFC for a picture that was pasted.
LOST = "\ufffd"
# What shows pictures, and the two marks that make pictures of other characters.
PICTURES = re.compile(
    "[\ufffc\ufe0f\u20e3\u203c\u2049\u2122\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
UNSEEN = re.compile("[\u061c\u070f\u200c-\u200f]")
DOTS = str.maketrans(dict.fromkeys("\u3002\uff61\ufe12", "."))  # which a browser takes for dots (UTS #46)

SIGNS = re.compile(r"[@:./\d]")  # what is sought below has at least one of them
MAIL = re.compile(r"\S@\S|\S\s*@\s*[\w-]+\.\w|\bmailto\s*:", re.IGNORECASE)
SCHEME = re.compile(r"://|\b(?:https?|ftp|sms|tel|tg|whatsapp)\s*:|(?<!\w)www\.\w", re.IGNORECASE)
HOST = r"(?<![\w.])(?:[\w-]+\.)*[^\W_][\w-]+\."
ENDINGS = "com|org|net|info|biz|edu|gov|mil|xyz|рф|укр|онлайн|сайт|中国|中國|公司|网络|شبكة|موقع"
DOMAIN = re.compile(rf"{HOST}(?:{ENDINGS})(?![\w-])", re.IGNORECASE)
# Other endings are taken for an address only where all of it is in small letters or all in capitals. Codes that are
# names too, such as those of "J.Li" and "omar.sy", are not among them.
SMALL_DOMAIN = re.compile(rf"{HOST}([A-Za-z]+)(?![\w-])")
SMALL = """
agency app asia blog casino chat click cloud club dev digital email example fun icu invalid life link live
media mobi network news onion online page shop site social space store tech test today top travel vip website
world ac ad ae af ag am ao aq ar as at au aw ax az bb bd be bf bg bh bi bj bl bm bn bq br bs bt bv bw by bz ca
cc cd cf cg ch ci ck cl cm cn co cr cv cw cx cy cz de dj dk dm dz ec ee eg eh er es et eu fi fj fk fm fo fr gd
gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht id ie il io iq ir is it jm jp kg kh km kn kp kr kw
kz lb lc lk lr ls lt lv mc md me mf mg mh mk ml mm mn mp mq mr ms mt mv mw mx mz nc nf nl np nr nz pa pf pg ph
pk pl pm pn pr ps pt pw py qa re ro rs ru rw sb sc sd se sg sh si sj sk sl sm sn sr ss st sv sx sz tc td tf tg
th tj tk tl tm tn tr tt tv tw tz ua ug uk um us uy uz vc ve vg vi vn wf ws xk yt za zm zw
"""
SMALL_ENDINGS = frozenset(SMALL.split())
PATH = re.compile(r"(?<![\w.])(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/\S", re.IGNORECASE)
NUMERIC_HOST = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")

TELEPHONE = re.compile(r"\+?\d(?:[\s().\-/\u2010-\u2013\u2022\u00b7]*\d)+")
FEWEST_DIGITS, FEWEST_ABROAD = 7, 5  # of a telephone number; of one behind a +


def no_name(text: str) -> NoName | None:
    """What of `text` can be no part of a name; None where all of it can."""
    if LOST in text:
        return NoName.LOST
    if PICTURES.search(text):
        return NoName.PICTURE
    # As a mail program or a browser would read it: full-width signs are plain ones, and what is unseen is not there.
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(DOTS))
    if not SIGNS.search(plain):
        return None
    if MAIL.search(plain):
        return NoName.MAIL
    if _leads_somewhere(plain):
        return NoName.WEB
    return NoName.TELEPHONE if any(map(_is_telephone, TELEPHONE.findall(plain))) else None


def _leads_somewhere(plain: str) -> bool:
    if any(each.search(plain) for each in (SCHEME, DOMAIN, PATH, NUMERIC_HOST)):
        return True
    return any(
        each[0] in (each[0].lower(), each[0].upper()) and each[1].lower() in SMALL_ENDINGS
        for each in SMALL_DOMAIN.finditer(plain)
    )


def _is_telephone(run: str) -> bool:
    digits = sum(character.isdigit() for character in run)
    return digits >= (FEWEST_ABROAD if run.startswith("+") else FEWEST_DIGITS)
