"""What was asked for and can't be had, said on a page: the room's sentence in the reader's language."""

from datetime import date
from typing import Any

from flask_babel import gettext

from campaign.desk.text_words import language_name
from campaign.lib import name_rows
from campaign.lib.command_line import shortened
from campaign.lib.days import read_day
from campaign.lib.refusal import Refusal, message
from campaign.organisers.passwords import REFUSED
from campaign.spoken import spoken
from campaign.web.filters import digits, in_line, number

LANGUAGES_OF = {"language", "languages", "looks"}
"""Facts that are codes of languages."""


def said(refusal: Refusal) -> str:
    """The sentence without the command that helps at a shell; nothing that was typed runs on for screens in it."""
    facts = {name: _fact(name, value) for name, value in refusal.facts.items()}
    return gettext(message(refusal).sentence).format_map(facts)


def at_its_place(refusal: Refusal) -> dict[str, str | None]:
    """The sentence above a form with a new password as `problem`, or at its field as `wrong`."""
    is_of_password = refusal.reason.startswith(REFUSED)
    return {
        "problem": None if is_of_password else said(refusal),
        "wrong": said(refusal) if is_of_password else None,
    }


def day_typed(written: str) -> date:
    """The day that somebody typed. Raises Refusal for what is none."""
    try:
        return read_day(written)
    except ValueError:
        raise Refusal("releases/no-such-day") from None


class _Figure(int):
    """A number that a sentence writes in the digits of the page, grouped where it asks for commas."""

    def __format__(self, form: str) -> str:
        return number(int(self)) if form == "," else digits(format(int(self), form))

    def __str__(self) -> str:
        return format(self)


class _Words(str):
    """What a sentence quotes, `!r`, in the quotes of the page's language, where a terminal has Python's."""

    __slots__ = ()

    def __repr__(self) -> str:
        return name_rows.quoted(self, str(spoken()))


def _fact(name: str, value: Any) -> Any:
    if isinstance(value, Refusal):
        return said(value)
    if isinstance(value, list):
        return in_line(str(_fact(name, each)) for each in value)
    if type(value) is int:
        return _Figure(value)
    words = language_name(str(value)) if name in LANGUAGES_OF else value
    return _Words(shortened(words)) if type(words) is str else words
