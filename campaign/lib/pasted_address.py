"""The mail address within what somebody pastes, whatever a program put around it. Pure.

What comes out may still be no address: `addresses.deliverable` says so, and why.
"""

import html
import re
import unicodedata
from urllib.parse import unquote

from campaign.lib.pasted import bare, is_unseen, seen

# What keyboards and programs put in the place of a plain sign.
PLAIN = str.maketrans(
    {"\u200c": None, "\u200d": None}
    | dict.fromkeys("’‘‛ʼʻʹ′´", "'")
    | dict.fromkeys("‐‑–—−", "-")
    | dict.fromkeys("。۔", ".")
)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[\da-f]{2,5});", re.IGNORECASE)
LABELLED = re.compile(r"^[^@:<>\"]{1,40}:\s*(?!//)(?=\S+\s*@)")  # mailto:, E-mail:, To:
QUERY = re.compile(r"\?(?:subject|body|cc|bcc)=.*$", re.IGNORECASE | re.DOTALL)
ANGLED = re.compile(r"^(?P<name>[^<>]*)<(?P<within>[^<>]+)>[^@<>]*$")
BRACKETED = re.compile(
    r"^(?P<name>[^@<>\[\](){}«»“”「」]*)(?:\[(?P<a>[^\[\]]+)\]|\((?P<b>[^()]+)\)|«(?P<c>[^«»]+)»|“(?P<d>[^“”]+)”"
    r"|「(?P<e>[^「」]+)」)[\s.,;]*$"
)
NAMED_BEHIND = re.compile(r"^(?P<within>\S+@\S+)\s*\([^()@]*\)\W*$")
LISTED = re.compile(
    r"^(?:\d{1,3}[.)]|[^\w\s@]+)\s+(?=\S+\s*@)"
)  # a bullet, a number, the mark of a quoted mail
CANDIDATE = re.compile(r"[^\s@<>()\[\]{},;:\"'=|/«»“”]+@[^\s@<>()\[\]{},;:\"'=|/?«»“”]+")
AROUND = ("_", "~", "`")  # what programs make letters slanted or fixed with; no domain ends in one
NEVER_FIRST = frozenset(".,;:)]>}\\")
STAYS = frozenset("@\ufffd")  # the second stands for a letter that was lost


def address_in(typed: str) -> str:
    """What is pasted without unseen signs, names, labels, brackets, marks and punctuation around it."""
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), typed)
    text = unicodedata.normalize("NFKC", text.translate(PLAIN)).translate(PLAIN)
    text = seen(text).strip()
    if "@" not in text and "%40" in text:
        text = unquote(text)
    if text.count("@") > 1 and (same := _same_throughout(text)):
        return same
    return _without_label(_within(_off_the_list(text)))


def _same_throughout(text: str) -> str | None:
    """The one address that is there several times, as in a link with its words."""
    addresses = [_alone(each) for each in CANDIDATE.findall(QUERY.sub("", text))]
    spellings = {each.casefold() for each in addresses}
    return addresses[0] if len(addresses) == QUERY.sub("", text).count("@") and len(spellings) == 1 else None


def _within(text: str) -> str:
    """The address in `Name <address>`; any other text without punctuation around it."""
    if "\n" not in text:
        if match := ANGLED.match(text) or NAMED_BEHIND.match(text):
            name = match.groupdict().get("name", "")
            if "@" in match["within"] and "@" not in name:
                return _alone(match["within"])
        if match := BRACKETED.match(text):
            within = next(part for part in match.group("a", "b", "c", "d", "e") if part)
            if "@" in within:
                return _alone(within)
    return _alone(text)


def _off_the_list(text: str) -> str:
    return LISTED.sub("", text)


def _without_label(text: str) -> str:
    text = QUERY.sub("", text)
    if text[:7].casefold() == "mailto:":
        text = unquote(text[7:]).lstrip("/")
    return _alone(LABELLED.sub("", text))


def _alone(text: str) -> str:
    """Without what no address begins or ends with. Before the @ some marks are letters of a mailbox, so these stay."""
    text = text.strip()
    for mark in AROUND:
        if len(text) > 2 and text[0] == text[-1] == mark:
            text = text[1:-1].strip()
    while text and not _may_end(text[-1]):
        text = text[:-1]
    while text and not _may_begin(text[0]):
        text = text[1:]
    return bare(text)


def _may_end(sign: str) -> bool:
    return sign in STAYS or unicodedata.category(sign)[0] in "LNM" or _is_control(sign)


def _may_begin(sign: str) -> bool:
    if sign.isascii():
        return not sign.isspace() and sign not in NEVER_FIRST
    return sign in STAYS or (unicodedata.category(sign)[0] in "LNM" and not is_unseen(sign))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and not sign.isspace()
