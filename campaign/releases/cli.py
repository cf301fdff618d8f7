"""`campaign open`, `tally`."""

import json
import sys
from typing import Any

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import as_csv
from campaign.lib.terminal import refusals, sentence
from campaign.releases import actions, figures, printing, queries
from campaign.releases.actions.refusing import named
from campaign.releases.facts_cli import HARM, apply, described, risk_option, say_unprintable
from campaign.releases.models import Campaign, CampaignState
from campaign.vault.first_identity import not_moved


@click.command(name="open")
@click.argument("slug")
@click.option("--alone", is_flag=True, help="In public, although all of it depends on one person.")
@risk_option
@with_appcontext
def open_for_signing(slug: str, alone: bool, risk: str | None) -> None:
    """Let people sign.

    In public a campaign opens with two owners and two holders of keys, or what can take the place of the second.
    Before it opens for the first time it has to be known whether having signed could harm somebody; at a terminal
    that is asked.
    """
    with refusals():
        _answer_risk(named(slug), risk)
        missing = actions.lacking(named(slug))
        campaign = actions.open_campaign(slug=slug, alone=alone)
        language = queries.texts(campaign.id)[0].language
        click.echo(f"Open until {campaign.closes}: {settings().base_url}/{language}/{slug}")
        if not settings().loopback:
            click.echo(
                "The page follows within seconds; a cache in front may take as long as it keeps pages."
            )
            for each in missing:
                click.echo(f"Still missing: {sentence(each)}")
        if campaign.at_risk is None:
            click.echo(
                "Nobody said that signing harms nobody: mails, titles and thanks keep the campaign to themselves."
            )
        for name in ("organisers", "contact"):
            if described(campaign)[name] == "none":
                click.echo(f"No {name} yet; signers see that. See: campaign set {slug} --help")
        say_unprintable(printing.unprintable_in_campaign(campaign))
        if said := not_moved():
            click.echo(said)


def _answer_risk(campaign: Campaign, answer: str | None) -> None:
    if (
        answer is None
        and campaign.state == CampaignState.DRAFT
        and campaign.at_risk is None
        and sys.stdin.isatty()
    ):
        answer = click.prompt(HARM, type=click.Choice(["yes", "no"]), default="yes")
    if answer is not None:
        apply(campaign.slug, {"risk": answer})


@click.command()
@click.argument("slug", required=False)
@click.option("--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--public", is_flag=True, help="The figures as they are stated, not the exact ones.")
@click.option("--check", is_flag=True, help="Replay the log and compare; without SLUG, every campaign's.")
@with_appcontext
def tally(slug: str | None, shape: str, public: bool, check: bool) -> None:
    """The count of SLUG, exact: for organisers, not for passing on."""
    with refusals():
        if check:
            sys.exit(_check([named(slug)] if slug else list(queries.campaigns())))
        if slug is None:
            raise Refusal("releases/which")
        campaign = named(slug)
        if public and shape == "json":
            click.echo(json.dumps(figures.public_figures(campaign)))
            return
        click.echo(
            _shaped(
                figures.public_rows(campaign) if public else actions.exact_figures(campaign=campaign), shape
            ),
            nl=False,
        )


def _check(campaigns: list[Campaign]) -> int:
    wrong = 0
    for campaign in campaigns:
        differences = figures.check(campaign)
        wrong += len(differences)
        click.echo(f"{campaign.slug}:" if differences else f"{campaign.slug}: agrees")
        for difference in differences:
            click.echo(f"  {difference}")
    return 1 if wrong else 0


def _shaped(tally: dict[str, Any], shape: str) -> str:
    if shape == "json":
        return json.dumps(tally) + "\n"
    rows = [*sorted(tally["countries"].items(), key=lambda pair: (-pair[1], pair[0]))]
    rows += [
        (name.replace("_", " "), tally[name])
        for name in ("not_shown", "by_country", "total", "waiting")
        if name in tally
    ]
    if shape == "csv":
        return as_csv([figures.COLUMNS, *rows])
    return "".join(f"{name:<22} {count:>12,}\n" for name, count in rows)


commands = [open_for_signing, tally]
