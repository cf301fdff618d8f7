"""What commands take, ask and say: a day, countries, an address; a bar; a refusal as a sentence and exit code 2."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import click

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.command_line import shortened
from campaign.lib.country_search import country_of
from campaign.lib.days import read_day
from campaign.lib.languages import SPOKEN
from campaign.lib.progress import Progress
from campaign.lib.refusal import Refusal, message

CODE = re.compile("[a-z]{2,3}")
# Looked for where they are loaded already: what wasn't imported has raised nothing.
DATABASE_ERRORS = (("sqlite3", "Error"), ("psycopg", "Error"), ("sqlalchemy.exc", "DatabaseError"))


class Day(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """A date as 2016-09-24, today or later for closing days is checked where it matters."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2016-09-24.", param, context)


class Countries(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """`SY,IR`, `Syria,Iran`, or `none`. What names no country is left to whoever asks for it."""

    name = "countries"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> list[str]:
        if isinstance(value, list) or value.strip().lower() == "none":
            return value if isinstance(value, list) else []
        return [country_of(word) or word.strip().upper() for word in value.split(",") if word.strip()]


class Address(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """A mail address."""

    name = "mail"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        try:
            return deliverable(value)
        except NotAnAddress as problem:
            why = "" if problem.is_plain else f" {sentence(problem)}"
            self.fail(
                f"{value!r} is not an email address; write it like press@example.org.{why}", param, context
            )


class InLanguage(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """`ar=Words` for one language, or words for all: (its code or "", the words)."""

    name = "[language=]text"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        code, equals, words = str(value).partition("=")
        if not equals or not CODE.fullmatch(code):
            return "", str(value)
        if code not in SPOKEN:
            self.fail(
                f"{code} is no language of pages or letters; those are {', '.join(SPOKEN)}.", param, context
            )
        return code, words.strip()


def asked(question: str) -> str:
    """What is typed, to be sure before something that can't be undone; empty where nobody answers."""
    try:
        return str(click.prompt(question))
    except click.Abort:
        click.echo()
        return ""


def unseen(question: str, *, twice: bool = False) -> str:
    """What is typed without being shown; where no terminal is, the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt(question, hide_input=True, confirmation_prompt=twice, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def asked_passphrase(*, twice: bool = False) -> str:
    """The passphrase of a key. Raises Refusal if there is none."""
    words = unseen("Passphrase", twice=twice)
    if not words:
        raise Refusal("lib/no-passphrase")
    return words


@contextmanager
def progress(label: str, *, length: int) -> Iterator[Progress]:
    """A bar for a task to tell how far it is; drawn when it first does, so never for one that is refused at once."""
    bar: Any = click.progressbar(length=length, label=label)
    with ExitStack() as drawn:

        def tell(more: int) -> None:
            if not bar.entered:
                drawn.enter_context(bar)
            bar.update(more)

        yield tell


def sentence(refusal: Refusal) -> str:
    """What a refusal says at the terminal: its message, filled in, and the command that helps.

    A fact that is a list is said with commas; one that is a refusal itself, by its own message.
    """
    facts = {fact: _said(value) for fact, value in refusal.facts.items()}
    return shortened(" ".join(part.format_map(facts) for part in message(refusal) if part))


def _said(fact: Any) -> Any:
    if isinstance(fact, Refusal):
        return sentence(fact)
    return ", ".join(str(_said(each)) for each in fact) if isinstance(fact, list) else fact


@contextmanager
def refusals(*others: type[Exception], ends: str = "") -> Iterator[None]:
    """What the person at the terminal can mend: a sentence and exit code 2. `others` say their own sentence.

    `ends` is said last, whatever the refusal: "Nothing was sent."
    """
    try:
        yield
    except Refusal as refusal:
        click.echo(" ".join(filter(None, [sentence(refusal), ends])), err=True)
        sys.exit(2)
    except others as problem:
        click.echo(shortened(str(problem)), err=True)
        sys.exit(2)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """For what changes all or nothing, within `refusals`: what the database or the disk says is a Refusal too."""
    try:
        yield
    except _database_errors() as problem:
        raise Refusal("lib/database", says=_database_says(problem)) from None
    except OSError as problem:
        raise Refusal("lib/disk", place=problem.filename or "The disk", says=problem.strerror) from None


def _database_errors() -> tuple[type[Exception], ...]:
    return tuple(getattr(sys.modules[place], kind) for place, kind in DATABASE_ERRORS if place in sys.modules)


def _database_says(problem: Exception) -> str:
    """SQLite's words; of PostgreSQL's only the kind, as they may hold a row."""
    problem = getattr(problem, "orig", None) or problem
    return str(problem) if type(problem).__module__ == "sqlite3" else type(problem).__name__
