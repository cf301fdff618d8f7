"""`campaign letters make`, `issue`; `campaign missions import`, `list`; `campaign list`."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from campaign.lib import clock
from campaign.missions import gathering, queries
from campaign.missions.facts import Paper
from campaign.missions.letters import FolderInUse, write_letters
from campaign.missions.typesetting import CannotTypeset
from campaign.releases import queries as released
from campaign.releases.actions import Refusal
from campaign.releases.cli import Countries, Day, refusals
from campaign.releases.models import Campaign
from campaign.web import settings


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
    "--signatory", "given", multiple=True, help="“Name, office, organisation”; may be given again, six at most."
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
        campaign = _campaign(slug)
        states = gathering.addressed(only=only, but=but)
        stated = queries.last_stated(campaign)
        if stated is None:
            raise Refusal(
                f"{slug} has no stated figures yet: letters state those of the last tally entry, which is "
                f"written once {settings().state_entries} people have signed."
            )
        facts = gathering.letter_facts(
            campaign,
            base_url=settings().base_url,
            day=day or clock.today(),
            place=place,
            signatories=gathering.signatories(given),
            paper=paper,
        )
        with written_to(out), click.progressbar(length=len(states), label="Letters") as bar:
            write_letters(
                facts=facts, stated=stated, states=states, out=out, progress=lambda *_: bar.update(1)
            )
        click.echo(
            f"{len(states)} letters in {out}: {stated.total:,} signatures as at {stated.as_of}, "
            f"log size {stated.size:,}, dated {facts.date}.\n"
            f"Nothing was published. When they are right: campaign letters issue {slug} --from {out}"
        )


def _campaign(slug: str) -> Campaign:
    campaign = released.campaign(slug)
    if campaign is None:
        raise Refusal(f"There is no campaign {slug!r}. campaign list shows those there are.")
    return campaign


class written_to:
    """What stops letters from being written, as a Refusal: the folder, a character without a glyph, the disk."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, FolderInUse | CannotTypeset):
            raise Refusal(str(problem)) from None
        if isinstance(problem, OSError):
            raise Refusal(f"{self.out} can't be written: {problem.strerror}. No letters were made.") from None


commands = [letters]
