"""`campaign paper`: who keeps the slips, printing them, rows out of a file, and what is undone or erased."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.out_files import out_file
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Day, refusals, sentence
from campaign.paper import actions, queries
from campaign.paper.actions.printing import MOST
from campaign.paper.codes import printed_number
from campaign.paper.importing import (
    FIELDS,
    LARGEST,
    Report,
    Table,
    guessed,
    looked_through,
    numbers_in,
    read_table,
)
from campaign.paper.models import SlipState
from campaign.paper.printing import Layout, print_slips
from campaign.paper.rows import slip_number
from campaign.releases.actions.refusing import named
from campaign.vault import trusted_time

STATES = {
    SlipState.PRINTED: "printed",
    SlipState.TYPED: "on hold",
    SlipState.ENTERED: "in the log",
    SlipState.WITHDRAWN: "erased",
}
SLUG = click.argument("slug")


@click.group()
def paper() -> None:
    """Signatures on paper, where having signed can harm nobody."""


@paper.command(name="list")
@SLUG
@with_appcontext
def list_paper(slug: str) -> None:
    """How far the slips of SLUG have come, who keeps them, and what was typed or imported and can be undone."""
    with refusals():
        campaign, now = named(slug), trusted_time.now()
        for state, count in queries.figures(campaign.id).items():
            click.echo(f"{STATES[state]:<12} {count:>9,}")
        if keeping := queries.keeping(campaign.id):
            gone = (
                f"shredded on {keeping.shredded_on}" if keeping.shredded_on else f"until {keeping.shred_on}"
            )
            click.echo(f"kept by {keeping.keeper}, {gone}")
        for row in queries.on_hold(campaign.id):
            click.echo(
                f"row {printed_number(row.number)}: can be undone until {row.due_at:%Y-%m-%d %H:%M} UTC"
            )
        for each in queries.imports(campaign.id):
            until = (
                f"can be undone until {each.due_at:%Y-%m-%d %H:%M} UTC" if each.due_at > now else "in the log"
            )
            said = f"undone on {each.undone_at:%Y-%m-%d}" if each.undone_at else until
            click.echo(f"file {each.id}: {each.rows:,} rows, {each.made_at:%Y-%m-%d}, {said}")


@paper.command()
@SLUG
@click.option("--keeper", required=True, metavar="WHO", help="Who keeps them: it is printed on each slip.")
@click.option("--shred-on", type=Day(), required=True, help="The day on which they are shredded.")
@with_appcontext
def keep(slug: str, keeper: str, shred_on: date) -> None:
    """Say who keeps the signed slips of SLUG, and until when, before the first is printed."""
    with refusals():
        actions.keep(slug=slug, keeper=keeper, shred_on=shred_on)
        click.echo("Noted. Slips that were printed before say what was said then.")


@paper.command()
@SLUG
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--count", type=int, default=50, show_default=True, help=f"How many, at most {MOST}.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True)
@click.option(
    "--layout",
    type=click.Choice([each.value for each in Layout]),
    default=Layout.SLIPS.value,
    show_default=True,
    help="One slip a person, or sheets of ten rows.",
)
@with_appcontext
def slips(slug: str, out: Path, count: int, language: str, layout: str) -> None:
    """Make new slips of SLUG as a PDF, the file OUT. Their codes stand nowhere else: print it and delete it."""
    with refusals(), out_file(out) as path:  # aside first: no slip is made whose PDF can't be kept
        pdf = print_slips(campaign=named(slug), language=language, count=count, layout=Layout(layout))
        path.write_bytes(pdf)
    click.echo(f"{count} new slips in {out}. Print them, then delete the file: it has their codes.")


@paper.command(name="import")
@SLUG
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and line by line what can't be.")
@click.option(
    "--number", metavar="COLUMN", help="The column of the slips' numbers: its first line, or 1, 2, …"
)
@click.option("--name", metavar="COLUMN", help="The column of the names.")
@click.option("--country", metavar="COLUMN", help="The column of the countries.")
@with_appcontext
def import_rows(slug: str, file: Path, dry_run: bool, **columns: str | None) -> None:
    """Take the rows of slips of SLUG out of FILE, a CSV or Excel workbook: number, name and perhaps country.

    What can't be taken is said line by line, and left out. Within the hold all of it can be undone: campaign paper undo
    """
    with refusals():
        campaign, table = named(slug), _table(file)
        places = {**guessed(table.head), **_chosen(columns, table.head)}
        for field in (each for each in FIELDS if each in places):
            click.echo(f"{field:<8} column {places[field] + 1}, {table.head[places[field]]}")
        report = looked_through(table, places, queries.states(campaign.id, numbers_in(table, places)))
        _say(report)
        if dry_run:
            click.echo(f"Would be taken: {len(report.rows)}. Nothing was.")
        elif report.rows:
            made = actions.take_file(slug=slug, rows=report.rows)
            click.echo(f"Taken: {made.rows}. To undo it: campaign paper undo {slug} --file {made.id}")
        else:
            click.echo("Nothing was taken.")


@paper.command()
@SLUG
@click.option("--row", metavar="NUMBER", help="The row of this slip.")
@click.option("--file", "number", type=int, metavar="ID", help="All rows of this file.")
@with_appcontext
def undo(slug: str, row: str | None, number: int | None) -> None:
    """Undo a row or a file of SLUG while it is on hold, as if it had never been typed."""
    with refusals():
        if (row is None) == (number is None):
            raise Refusal("paper/row-or-file")
        if number is not None:
            click.echo(
                f"Undone: {actions.undo_import(slug=slug, number=number)}. The slips can be typed anew."
            )
        elif row is not None:
            actions.undo_row(slug=slug, number=slip_number(row, field="undo"))
            click.echo("Undone: 1. The slip can be typed anew.")


@paper.command()
@SLUG
@click.argument("number")
@with_appcontext
def erase(slug: str, number: str) -> None:
    """Erase the slip of SLUG that has this NUMBER, as its signer asks who has lost her code."""
    with refusals():
        actions.take_out(slug=slug, number=slip_number(number, field="erase"))
        click.echo("Erased. The log says so from its next entries on.")


@paper.command()
@SLUG
@with_appcontext
def shredded(slug: str) -> None:
    """Note that the signed slips of SLUG are shredded, today."""
    with refusals():
        actions.note_shredded(slug=slug)
        click.echo("Noted.")


def _table(file: Path) -> Table:
    try:
        with file.open("rb") as opened:
            return read_table(opened.read(LARGEST + 1))
    except OSError as problem:
        raise Refusal("paper/unread", path=file, says=problem.strerror) from None


def _chosen(columns: dict[str, str | None], head: Sequence[str]) -> dict[str, int]:
    return {field: _place(column, head) for field, column in columns.items() if column is not None}


def _place(column: str, head: Sequence[str]) -> int:
    """By its first line, else by its number. Raises Refusal."""
    if column in head:
        return head.index(column)
    if column.isdecimal() and len(column) < 7 and 1 <= int(column) <= len(head):
        return int(column) - 1
    raise Refusal("paper/no-such-column", column=column, head=list(head))


def _say(report: Report) -> None:
    for line, refusal in report.problems:
        click.echo(f"Line {line}: {sentence(refusal)}")


commands = [paper]
