"""What `campaign publish` shows of a file, and how it asks for what is missing in it."""

import textwrap
from datetime import date

import click

from campaign.lib.days import read_day
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.reading.pieces import Piece
from campaign.reading.release import Release
from campaign.releases.actions import LooksOtherwise, TakenIn, TwoLanguages
from campaign.releases.messages_cli import named_language

SHOWN = 100  # characters of what was left out


def show(release: Release) -> None:
    """What was understood, and what was left out of it."""
    click.echo(f"Headline   {release.headline}")
    click.echo(f"Place      {release.place or 'not given'}")
    click.echo(f"Date       {release.date or 'not given'}")
    click.echo(f"Text       {len(release.paragraphs)} paragraphs, {len(release.body.split())} words")
    for note in release.notes:
        click.echo(f"Note       {note}")
    for piece in release.pieces:
        click.echo(f"Left out   {_where(piece)}: {_shortened(piece.words)}")
    if release.pieces:
        click.echo("           To keep something, use --keep with its line or kind.")
    if release.contact:
        click.echo(
            f"Contact    {release.contact} was in the release; --contact {release.contact} makes it yours."
        )


def _where(piece: Piece) -> str:
    lines = f"line {piece.first}" if piece.first == piece.last else f"lines {piece.first}–{piece.last}"
    return f"{piece.kind}, {lines}"


def show_changes(taken: TakenIn) -> None:
    """What would be another than now: the old words, then the new."""
    if not taken.changes:
        click.echo("Another language: there is nothing in it yet.")
    for change in taken.changes:
        click.echo(f"Paragraph {change.where}" if change.where.isdecimal() else change.where.capitalize())
        for mark, words in (("-", change.before), ("+", change.after)):
            if words:
                click.echo(textwrap.indent(words, f"  {mark} "))
    for language, sentence in (taken.draft.corrected or {} if taken.draft else {}).items():
        click.echo(f"Noted under the text in {LANGUAGES[language].name}: {sentence}")


def is_sure(question: LooksOtherwise, *, may_ask: bool) -> bool:
    """Whether the text is in a language that it doesn't look like, says who sits there. Raises Refusal for no."""
    part = question.facts["part"]
    looks, language = (named_language(question.facts[fact]) for fact in ("looks", "language"))
    if may_ask and click.confirm(f"The {part} looks like {looks}. Publish as {language}?"):
        return True
    raise Refusal("releases/other-language", part=part, looks=looks, language=language)


def wants_part(question: TwoLanguages, *, language: str, part: bool, is_sure: bool, may_ask: bool) -> bool:
    """Whether only the part in `language` is taken of a text in two, by an option or by who sits there.

    Raises Refusal where nobody says so, or where there is no such part.
    """
    names = [named_language(code) for code in question.languages]
    if is_sure and not part:
        return False
    if part and language not in question.languages:
        raise Refusal("releases/no-part", language=named_language(language), languages=names)
    if not part and may_ask and language in question.languages:
        click.echo(f"This text is in {len(names)} languages: {', '.join(names)}.")
        part = click.confirm(f"Take only what is in {named_language(language)}?")
    if not part:
        raise Refusal("releases/two-languages", languages=names)
    return True


def _shortened(part: str) -> str:
    line = " ".join(part.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def ask(release: Release, demand: str | None) -> tuple[date, str]:
    """Day and demand, typed where they are missing."""
    return release.date or _asked_day(release), demand or click.prompt(
        "The demand, in one or two sentences", type=str
    )


def refuse(release: Release, demand: str | None) -> tuple[date, str]:
    """Where nobody can be asked. Raises Refusal with what is missing."""
    missing = [] if release.date else [_about_day(release)]
    if not demand:
        missing.append("the demand, the one or two sentences that are signed (--demand)")
    raise Refusal("releases/missing", missing="; ".join(missing))


def _about_day(release: Release) -> str:
    if release.day_month:
        day, month = release.day_month
        return (
            f"the year: the dateline says only day {day} of month {month} (--date YYYY-{month:02d}-{day:02d})"
        )
    if release.choices:
        return "the date, which can be read two ways (--date " + " or ".join(map(str, release.choices)) + ")"
    return "the date (--date YYYY-MM-DD)"


def _asked_day(release: Release) -> date:
    while True:
        answer = str(click.prompt(f"Missing: {_about_day(release)}. The date, as YYYY-MM-DD")).strip()
        try:
            return read_day(answer)
        except ValueError:
            click.echo(f"{answer!r} is not a day; write it like 2016-09-24.")
