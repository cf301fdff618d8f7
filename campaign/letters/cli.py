"""`campaign letters issue`, what sends letters and takes answers. `make` stands in `moderation`."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions
from campaign.letters.answering_cli import commands as answering
from campaign.letters.asking_cli import ask_about
from campaign.letters.returning import read_set
from campaign.letters.sending_cli import commands as sending
from campaign.lib.languages import DEFAULT
from campaign.lib.terminal import refusals
from campaign.missions.states import member_states
from campaign.releases.actions.refusing import named


@click.command(name="issue")
@click.argument("slug")
@click.option("--from", "folder", type=click.Path(path_type=Path), required=True, help="What make wrote.")
@with_appcontext
def issue_letters(slug: str, folder: Path) -> None:
    """Publish a set of letters, each on its own page, for good; one set per checkpoint."""
    with refusals():
        campaign = named(slug)
        with refusals(ends="Nothing was issued."):
            made = read_set(folder)
        ask_about(campaign, [letter.line.country for letter in made], "Publish the letter to it?")
        left = {state.code for state in member_states()} - {letter.line.country for letter in made}
        if left and sys.stdin.isatty():
            click.confirm(
                f"Issue these {len(made)} for good? {len(left)} Member States are not among them; letters to them "
                "can follow as another set, made after this one",
                abort=True,
            )
        issued = actions.issue(campaign=campaign, letters=made)
        where = f"{settings().base_url}/{DEFAULT}/{slug}/letters"
        if issued.again:
            click.echo(
                f"These letters were issued on {issued.letters.made_at:%Y-%m-%d}; nothing changed: {where}"
            )
            return
        click.echo(f"{len(made)} letters issued, dated {issued.letters.date}: {where}")
        if left:
            click.echo(f"{len(left)} Member States are not among them.")
        click.echo(f"Manifest: {issued.letters.sha256}")


# Of the group that `moderation/letters_cli.py` makes.
letter_commands = [issue_letters, *sending, *answering]
