"""`campaign letters make`: it stands here as letters tell how many forms were sent, which this room counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions, gathering
from campaign.letters.addressees import addressed, those_reached
from campaign.letters.cli import letter_commands as of_letters
from campaign.letters.facts import Paper, Signatory
from campaign.letters.figures import Stated
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Countries, Day, InLanguage, progress, refusals
from campaign.moderation import actions as moderation
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign


@click.group()
def letters() -> None:
    """Letters to the missions: make them as often as you like, issue them once."""


@letters.command()
@click.argument("slug")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write to.")
@click.option("--only", type=Countries(), help="Only these States: FR,DE.")
@click.option("--except", "but", type=Countries(), help="Not these States: SY.")
@click.option("--date", "day", type=Day(), help="The date on the letters; today if not given.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option(
    "--signatory",
    "signatories",
    type=InLanguage(),
    multiple=True,
    help="“Name, office, organisation”; may be repeated, six at most. ar=… in Arabic letters.",
)
@click.option(
    "--place",
    "places",
    type=InLanguage(),
    multiple=True,
    help="Where the letters are written; ar=PLACE as it is called in Arabic.",
)
@click.option(
    "--person",
    default="",
    help="A person to ask, perhaps with a telephone number; the first signatory if not given.",
)
@click.option(
    "--refer/--no-refer", default=True, help="Whether missions that were sent a letter are reminded of it."
)
@click.option("--sent-before", is_flag=True, help="Only to missions that were sent a letter.")
@with_appcontext
def make(
    slug: str,
    out: Path,
    only: list[str] | None,
    but: list[str] | None,
    day: date | None,
    paper: Paper,
    signatories: tuple[tuple[str, str], ...],
    places: tuple[tuple[str, str], ...],
    person: str,
    refer: bool,
    sent_before: bool,
) -> None:
    """Write one PDF per Member State into a folder; nothing becomes public.

    Place and signatories are those of `campaign set`, unless others are given.
    """
    with refusals():
        campaign = named(slug)
        stated = gathering.last_stated(campaign)
        moderation.state_forms(campaign=campaign, size=stated.size)
        facts = gathering.letter_facts(
            campaign,
            day=day or clock.today(),
            places=dict(places),
            signing=_by_language(signatories),
            paper=paper,
            person=person,
            stated=stated,
            refers=refer,
        )
        states = addressed(only=_only(campaign, facts.stated, only) if sent_before else only, but=but)
        with _written_to(out), progress("Letters", length=len(states)) as tell:
            actions.make(facts=facts, states=states, out=out, progress=tell)
        click.echo(f"{len(states)} letters in {out}, dated {facts.date}, log size {facts.stated.size:,}.")
        click.echo(_said(facts.stated))
        click.echo(f"Nothing was published. When they are right: campaign letters issue {slug} --from {out}")
        if not facts.signatories:
            click.echo('Nobody is named under them: --signatory "Name, office, organisation", once for each.')


def _by_language(signatories: tuple[tuple[str, str], ...]) -> dict[str, tuple[Signatory, ...]]:
    languages = dict.fromkeys(code for code, _ in signatories)
    return {
        code: gathering.signatories(tuple(words for other, words in signatories if other == code))
        for code in languages
    }


def _only(campaign: Campaign, stated: Stated, only: list[str] | None) -> list[str]:
    """The States whose missions were sent a letter, of those named if any are. Raises Refusal."""
    codes = {state.code for state in those_reached(campaign, before=stated.size)}
    if left := sorted(codes & set(only or codes)):
        return left
    raise Refusal("letters/none-sent-before")


def _said(stated: Stated) -> str:
    statement = stated.statement
    if statement is None:
        return (
            f"They say that {stated.total:,} had signed by {stated.day}, and nothing by country: "
            f"figures are given once {settings().state_entries} people have signed."
        )
    return (
        f"They say how many of {statement.taken_in:,} had signed in each State by {statement.day}; "
        f"the first annex adds that it is {stated.total:,} by {stated.day}."
    )


@contextmanager
def _written_to(out: Path) -> Iterator[None]:
    """What the disk says against it, as a Refusal."""
    try:
        yield
    except OSError as problem:
        raise Refusal("letters/none-made", out=out, problem=problem.strerror) from None


for command in of_letters:
    letters.add_command(command)

commands = [letters]
