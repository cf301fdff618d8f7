"""Whatever is typed behind a command is answered with a sentence: each option and argument of each command is tried."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask.cli import ScriptInfo

from campaign.cli import campaign
from campaign.lib.command_line import LONGEST, SHOWN
from tests.cast import SLUG, Site
from tests.rules.commands import _contexts

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# What these serve or upgrade goes on until it is stopped.
SERVE = {f"campaign {name}" for name in ("run", "web", "worker", "demo", "upgrade", "migrate")}
UNREADABLE = {
    "ESC": ("\x1b[31mred", "U+001B"),
    "NEL": ("a\x85b", "U+0085"),
    "a byte that is no UTF-8": ("a\udcffb", "U+00FF"),
}
ODD = {
    "long": "x" * 5000,
    "wide": "é" * 5000,
    "digits": "9" * 5000,
    "empty": "",
    "blank": "  ",
    "two lines": "a\nb",
}
# What each kind of word may be where another one is tried.
RIGHT = {
    "integer": "1",
    "integer range": "1",
    "day": "2027-01-01",
    "countries": "FR",
    "mail": "a@example.org",
}


def places() -> Iterator[tuple[list[str], click.Command, click.Parameter]]:
    """Each option and argument that takes words, with the words that call its command."""
    for context in _contexts(campaign, "campaign", None):
        if isinstance(context.command, click.Group) or context.command_path in SERVE:
            continue
        for place in context.command.params:
            if isinstance(place, click.Argument) or not (place.is_flag or place.count):  # type: ignore[attr-defined]
                yield context.command_path.split()[1:], context.command, place


PLACES = list(places())


def line(
    words: list[str], command: click.Command, place: click.Parameter, typed: str, folder: Path
) -> list[str]:
    """The command with `typed` in one place, and something right wherever something is needed."""
    for other in command.params:
        if other is place or other.required:
            option = [max(other.opts, key=len)] if isinstance(other, click.Option) else []
            words = [
                *words,
                *option,
                *[typed if other is place else right(other, folder)] * max(1, other.nargs),
            ]
    return words


def right(place: click.Parameter, folder: Path) -> str:
    match place.type:
        case click.Choice(choices=choices):
            return str(choices[0])
        case click.Path():
            (folder / "given").write_text("Clear the skies\n")
            return str(folder / "given")
    return SLUG if place.name == "slug" else RIGHT.get(place.type.name, "x")


def said(site: Site, words: list[str]) -> Result:
    return CliRunner().invoke(campaign, words, input="", obj=ScriptInfo(create_app=lambda: site.app))


@pytest.fixture(autouse=True)
def same_app(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("campaign.cli.app_for_commands", lambda: site.app)
    monkeypatch.chdir(tmp_path)


@ON_SQLITE
@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_sign_that_nobody_can_read_is_refused_everywhere(site: Site, kind: str, tmp_path: Path) -> None:
    typed, number = UNREADABLE[kind]
    for words, command, place in PLACES:
        answer = said(site, line(words, command, place, typed, tmp_path))
        option = max(place.opts, key=len) if isinstance(place, click.Option) else "What was typed"
        assert (words, answer.exit_code, answer.output) == (
            words, 2, f"{option} holds a sign that nobody can read ({number}). Take it out. Nothing was changed.\n",
        )  # fmt: skip


@pytest.mark.long
@ON_SQLITE
@pytest.mark.parametrize("kind", ODD)
def test_odd_words_are_taken_or_refused_in_a_sentence(site: Site, kind: str, tmp_path: Path) -> None:
    for words, command, place in PLACES:
        answer = said(site, line(words, command, place, ODD[kind], tmp_path))
        ended = answer.exception is None or isinstance(answer.exception, SystemExit)
        assert (words, place.name, ended) == (words, place.name, True)
        assert answer.exit_code in (0, 1, 2)
        signs = [sign for sign in answer.output if sign != "\n" and not sign.isprintable()]
        assert (words, place.name, signs) == (words, place.name, [])


@ON_SQLITE
def test_longer_than_anything_that_is_taken(site: Site, tmp_path: Path) -> None:
    for words, command, place in PLACES:
        answer = said(site, line(words, command, place, "x" * (LONGEST + 1), tmp_path))
        option = max(place.opts, key=len) if isinstance(place, click.Option) else "What was typed"
        assert (words, answer.exit_code, answer.output) == (
            words, 2,
            f"{option} is 20,001 characters long; 20,000 is the most that any command takes. Nothing was changed.\n",
        )  # fmt: skip


@ON_SQLITE
def test_a_refusal_says_back_no_screens_full_of_what_was_typed(site: Site) -> None:
    assert said(site, ["close", "x" * 5000]).output == (
        f"There is no campaign '{'x' * (SHOWN - 1)}… campaign list shows those there are.\n"
    )


@ON_SQLITE
def test_an_option_is_named_however_it_is_written(site: Site) -> None:
    for words in (["--organiser", "a\x1b"], ["--organiser=a\x1b"]):
        assert said(site, ["set", SLUG, *words]).output.startswith("--organiser holds a sign")
    assert said(site, ["set", SLUG, "a\x1b"]).output.startswith("What was typed holds a sign")
