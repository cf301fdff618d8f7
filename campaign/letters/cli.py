"""`campaign letters make`, `issue` and what sends them; `campaign missions import`, `list`; `campaign list`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions, gathering, queries
from campaign.letters.answering_cli import commands as answering
from campaign.letters.facts import Paper
from campaign.letters.files import write_letters
from campaign.letters.returning import read_set
from campaign.letters.sending_cli import commands as sending
from campaign.lib import clock
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Countries, Day, progress, refusals
from campaign.missions.states import member_states
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import named
from campaign.tally import queries as tally_queries


@click.group()
def letters() -> None:
    """Letters to the missions: make them as often as you like, issue them once."""


@letters.command()
@click.argument("slug")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write to.")
@click.option("--only", type=Countries(), help="Only these States: FR,DE.")
@click.option("--except", "but", type=Countries(), help="Not these States: SY.")
@click.option("--date", "day", type=Day(), help="The day the letters bear; today if not given.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option(
    "--signatory",
    "given",
    multiple=True,
    help="“Name, office, organisation”; may be given again, six at most.",
)
@click.option("--place", default="", help="Where the letters are written.")
@with_appcontext
def make(
    slug: str,
    out: Path,
    only: list[str] | None,
    but: list[str] | None,
    day: date | None,
    paper: Paper,
    given: tuple[str, ...],
    place: str,
) -> None:
    """Write one PDF per Member State into a folder; nothing becomes public."""
    with refusals():
        campaign = named(slug)
        states = gathering.addressed(only=only, but=but)
        facts = gathering.letter_facts(
            campaign,
            day=day or clock.today(),
            place=place,
            signatories=gathering.signatories(given),
            paper=paper,
        )
        with written_to(out), progress("Letters", length=len(states)) as tell:
            write_letters(facts=facts, states=states, out=out, progress=tell)
        click.echo(
            f"{len(states)} letters in {out}: {facts.stated.total:,} signatures as at {facts.stated.as_of}, "
            f"log size {facts.stated.size:,}, dated {facts.date}.\n"
            f"Nothing was published. When they are right: campaign letters issue {slug} --from {out}"
        )
        if not given:
            click.echo('Nobody is named under them: --signatory "Name, office, organisation", once for each.')


@letters.command(name="issue")
@click.argument("slug")
@click.option("--from", "folder", type=click.Path(path_type=Path), required=True, help="What make wrote.")
@with_appcontext
def issue_letters(slug: str, folder: Path) -> None:
    """Publish a set of letters, each on its own page, for good; one set per checkpoint."""
    with refusals():
        campaign = named(slug)
        with refusals(ends="Nothing was issued."):
            made = read_set(folder)
        left = {state.code for state in member_states()} - {letter.line.country for letter in made}
        if left and sys.stdin.isatty():
            click.confirm(
                f"Issue these {len(made)} for good? {len(left)} Member States are not among them, and no other letters "
                "can be issued until new figures are stated",
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


@click.command(name="list")
@with_appcontext
def list_campaigns() -> None:
    """Every campaign: slug, state, total, date of the last letters."""
    rows = []
    for campaign in releases_queries.campaigns():
        newest = queries.newest_set(campaign.id)
        total = tally_queries.public_tally(campaign.id).total
        rows.append((campaign.slug, campaign.state, str(total), str(newest.date) if newest else "none"))
    for row in [("slug", "state", "total", "last letters"), *rows]:
        click.echo(f"{row[0]:<30} {row[1]:<8} {row[2]:>10}  {row[3]}")


@contextmanager
def written_to(out: Path) -> Iterator[None]:
    """What the disk says against it, as a Refusal."""
    try:
        yield
    except OSError as problem:
        raise Refusal("letters/none-made", out=out, problem=problem.strerror) from None


for command in [*sending, *answering]:
    letters.add_command(command)
commands = [letters, list_campaigns]
