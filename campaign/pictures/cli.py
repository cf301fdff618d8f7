"""`campaign print`: a poster or a leaflet as PDF."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib import durable
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.terminal import refusals
from campaign.pictures.prints import PAPERS, Print, print_one
from campaign.releases.actions.refusing import named


@click.command("print")
@click.argument("slug")
@click.argument("kind", type=click.Choice([kind.value for kind in Print]))
@click.option(
    "--paper",
    type=click.Choice(sorted({paper for papers in PAPERS.values() for paper in papers})),
    default="a4",
    show_default=True,
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=DEFAULT, show_default=True)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the PDF goes. By default it gets a name of its own here.",
)
@with_appcontext
def print_command(slug: str, kind: str, paper: str, language: str, out: Path | None) -> None:
    """Make a poster (A4, A3) or a leaflet (A5, A4) of SLUG with its QR code, in one language.

    There is none where having signed could harm people: whoever carries one can be seen with it.
    """
    with refusals():
        pdf = print_one(campaign=named(slug), kind=Print(kind), paper=paper, language=language)
        file = out or Path(f"{slug}-{kind}-{paper}-{language}.pdf")
        durable.replace(file, pdf)
        click.echo(file)


commands = [print_command]
