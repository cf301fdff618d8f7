"""What commands take, ask and say: a day, countries, an address; a refusal as a sentence and exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from typing import Any

import click

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.refusal import Message, Refusal


class Day(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """A date as 2016-09-24, today or later for closing days is checked where it matters."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2016-09-24.", param, context)


class Countries(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """`SY,IR`, or `none`."""

    name = "countries"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> list[str]:
        if isinstance(value, list) or value.strip().lower() == "none":
            return value if isinstance(value, list) else []
        return [code.strip().upper() for code in value.split(",") if code.strip()]


class Address(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """A mail address."""

    name = "mail"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        try:
            return deliverable(value)
        except NotAnAddress:
            self.fail(f"{value!r} is no mail address; write it like press@example.org.", param, context)


def asked(question: str) -> str:
    """What is typed, to be sure before something that can't be undone; empty where nobody answers."""
    try:
        return str(click.prompt(question))
    except click.Abort:
        click.echo()
        return ""


def sentence(refusal: Refusal) -> str:
    """What a refusal says at the terminal: its message, filled in, and the command that helps."""
    room, _, name = refusal.reason.partition("/")
    if not name.replace("-", "").isalnum():
        return refusal.reason  # until every room has its messages
    message: Message = import_module(f"campaign.{room}.messages_cli").MESSAGES[name]
    return " ".join(part.format_map(refusal.facts) for part in message if part)


@contextmanager
def refusals(*others: type[Exception]) -> Iterator[None]:
    """What the person at the terminal can mend: a sentence and exit code 2. `others` say their own sentence."""
    try:
        yield
    except Refusal as refusal:
        click.echo(sentence(refusal), err=True)
        sys.exit(2)
    except others as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
