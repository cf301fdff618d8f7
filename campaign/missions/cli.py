"""`campaign missions import`, `list`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.lib.un_names import un_name
from campaign.missions import actions, queries
from campaign.missions.importing import LARGEST, read_contacts
from campaign.missions.states import member_states


@click.group()
def missions() -> None:
    """The missions' addresses, as you found them; none comes with this program."""


@missions.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_addresses(file: Path) -> None:
    """Take addresses from FILE, a CSV with the columns code,address,source,date and perhaps name,style,language."""
    with refusals():
        try:
            with file.open("rb") as opened:
                contacts = read_contacts(opened.read(LARGEST + 1), today=clock.today())
        except OSError as problem:
            raise Refusal("missions/cant-read", file=file, problem=problem.strerror) from None
        taken = actions.take_addresses(contacts=contacts)
        for name, codes in (("new", taken.new), ("changed", taken.changed), ("as before", taken.same)):
            click.echo(f"{name:<12} {len(codes):>3}  {', '.join(codes)}".rstrip())
        click.echo(f"{'not named':<12} {len(queries.addresses()) - len(contacts):>3}  left as they were")


@missions.command(name="list")
@with_appcontext
def list_addresses() -> None:
    """The addresses that were imported, each with its source and its day."""
    rows = queries.addresses()
    for row in rows:
        person = " ".join(part for part in (row.style, row.name) if part)
        parts = [un_name(row.code, "en"), row.address, person, row.language, f"{row.source}, {row.date}"]
        click.echo(f"{row.code}  " + "  ·  ".join(part for part in parts if part))
    members = {state.code for state in member_states()}
    click.echo(
        f"{len(members & {row.code for row in rows})} of {len(members)} Member States have an address."
    )


commands = [missions]
