"""`campaign audit`: what organisers, commands and the worker did."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.audit import queries
from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.audit.queries import AT_A_LOOK, Sought
from campaign.audit.table import people, write_csv
from campaign.lib.row_numbers import LARGEST
from campaign.lib.terminal import Day, refusals

WIDE = "{:>7}  {:16}  {:9}  {:16}  {:20}  {:16}  {}"


@click.command()
@click.option("--campaign", help="Only what concerns this campaign, by its slug.")
@click.option(
    "--act",
    type=click.Choice([act.value for act in Act]),
    metavar="ACT",
    help="Only this kind of act, such as close; --act ? lists them.",
)
@click.option(
    "--from", "actor", type=click.Choice([kind.value for kind in ActorKind]), help="Only from there."
)
@click.option("--who", help="Only by this person: an organiser, or a user of this machine.")
@click.option("--since", type=Day(), help="The first day (UTC), such as 2016-09-24.")
@click.option("--until", type=Day(), help="The last day (UTC).")
@click.option(
    "--before", type=click.IntRange(1, LARGEST), metavar="N", help="Older than the one with this number."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write all of them to this .csv file."
)
@with_appcontext
def audit(
    campaign: str | None,
    act: str | None,
    actor: str | None,
    who: str | None,
    since: date | None,
    until: date | None,
    before: int | None,
    out: Path | None,
) -> None:
    """Show who did what, newest first: at the desk, by command, and the worker by itself.

    Nothing here can be changed or deleted. What signers do themselves isn't here, nor anything that shows who they
    are: the number of people an act concerned is given in full tens.
    """
    sought = Sought(
        campaign=campaign,
        act=Act(act) if act else None,
        actor=ActorKind(actor) if actor else None,
        who=who,
        since=since,
        until=until,
    )
    with refusals():
        if out is not None:
            click.echo(f"{write_csv(queries.each(sought), out=out):,} acts in {out}")
            return
    _show(queries.newest(sought, before=before, limit=AT_A_LOOK + 1))


def _show(entries: Sequence[AuditEntry]) -> None:
    if not entries:
        click.echo("Nothing like that was recorded.")
        return
    click.echo(WIDE.format("NUMBER", "WHEN (UTC)", "FROM", "WHO", "CAMPAIGN", "ACT", "FACTS").rstrip())
    for entry in entries[:AT_A_LOOK]:
        head = entry.id, f"{entry.at:%Y-%m-%d %H:%M}", entry.actor, entry.who or "forgotten"
        click.echo(WIDE.format(*head, entry.campaign or "", entry.act, _facts(entry)).rstrip())
    if len(entries) > AT_A_LOOK:
        click.echo(f"Older ones: --before {entries[AT_A_LOOK - 1].id}")


def _facts(entry: AuditEntry) -> str:
    parts = [f"by {' and '.join(entry.rules)}"] if entry.rules else []
    parts += [f"{people(entry.tens)} people"] if entry.tens is not None else []
    parts += [f"{name} {_said(value)}" for name, value in entry.facts.items()]
    return ", ".join(parts)


def _said(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value)) or "none"
    return json.dumps(value).strip('"')


commands = [audit]
