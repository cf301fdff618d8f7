"""`campaign letters bounces`, `reply`: what came back."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions
from campaign.letters.bounces import Report, Skipped, read_reports
from campaign.letters.fates import Consent, Position, ReplyForm
from campaign.lib import clock
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Day, refusals
from campaign.lib.un_names import un_name
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

POSITIONS = [position.value for position in Position]
FORMS = [form.value for form in ReplyForm]
CONSENTS = [consent.value for consent in Consent]
NOT_PUBLIC = "A draft: the same with --publish lets the public read it."


@click.command()
@click.argument("slug")
@click.argument("place", type=click.Path(path_type=Path), required=False)
@click.option(
    "--by-address", is_flag=True, help="Also mark by the address alone; anyone can write such a report."
)
@click.option("--undo", metavar="CODE", help="Take back the newest mark of a mission, such as FR.")
@with_appcontext
def bounces(slug: str, place: Path | None, by_address: bool, undo: str | None) -> None:
    """Read reports of failed delivery from PLACE: a mail, an mbox, a Maildir or a folder of mails."""
    with refusals():
        campaign = named(slug)
        if undo:
            _undo(campaign, undo.upper())
            return
        if place is None:
            raise Refusal("letters/which-place")
        bounced = actions.bounce(campaign=campaign, reports=_reports(place), by_address=by_address)
        for one in bounced:
            click.echo(f"{one.report.name}: {_bounce_said(one)}")
        click.echo(f"{sum(one.marked for one in bounced)} marked as bounced.")


@click.command()
@click.argument("slug")
@click.argument("country")
@click.option("--position", type=click.Choice(POSITIONS), help="none: it answered without stating one.")
@click.option("--date", "day", type=Day(), help="The day of the answer; today if not given.")
@click.option("--note", default="", help="A sentence of yours about it; the public can read it.")
@click.option("--words", default="", help="What it said, in its own words; public if it agreed (--agreed).")
@click.option("--form", type=click.Choice(FORMS), default="mail", show_default=True, help="How it came.")
@click.option(
    "--consent", type=click.Choice(CONSENTS), help="Whether its words may be published; unasked if not given."
)
@click.option("--agreed", is_flag=True, help="The same as --consent yes.")
@click.option("--publish", is_flag=True, help="Let the public read it now; else it is a draft.")
@click.option("--remove", is_flag=True, help="Take back what was recorded last.")
@with_appcontext
def reply(
    slug: str,
    country: str,
    position: str | None,
    day: date | None,
    note: str,
    words: str,
    form: str,
    consent: str | None,
    agreed: bool,
    publish: bool,
    remove: bool,
) -> None:
    """Write down what a mission answered; with --publish it stands on the page of letters."""
    with refusals():
        campaign, code = named(slug), country.upper()
        if remove:
            taken_back = actions.unanswered(campaign=campaign, country=code)
            click.echo("Taken back." if taken_back else f"No answer of {code} was recorded.")
            return
        if position is None:
            raise Refusal("letters/which-position", positions=list(POSITIONS))
        dated = actions.answered(
            campaign=campaign,
            country=code,
            position=Position(position),
            day=day or clock.today(),
            note=note,
            words=words,
            form=ReplyForm(form),
            consent=_consent(consent, agreed=agreed),
        )
        if publish:
            actions.publish_answer(campaign=campaign, country=code)
        where = f"Public now: {settings().base_url}/{DEFAULT}/{slug}/letters" if publish else NOT_PUBLIC
        click.echo(f"{un_name(code, 'en')}, to the letter dated {dated}: {position}. {where}")


def _consent(consent: str | None, *, agreed: bool) -> Consent:
    """Raises Refusal for two that contradict each other."""
    if agreed and consent not in {None, Consent.YES.value}:
        raise Refusal("letters/agreed-or-not", consent=consent)
    return Consent.YES if agreed else Consent(consent or Consent.UNASKED)


def _reports(place: Path) -> list[Report]:
    try:
        reports = tuple(read_reports(place))
    except OSError as problem:
        raise Refusal("letters/cant-read", place=place, problem=problem.strerror) from None
    for item in reports:
        if isinstance(item, Skipped):
            click.echo(f"{item.name}: not a delivery report, skipped")
    return [item for item in reports if isinstance(item, Report)]


def _undo(campaign: Campaign, country: str) -> None:
    dated = actions.unbounce(campaign=campaign, country=country)
    if dated is None:
        click.echo(f"No letter to {country} is marked as bounced.")
        return
    click.echo(f"{un_name(country, 'en')}, the letter dated {dated}: sent, as before its mark.")


def _bounce_said(one: actions.Bounced) -> str:
    if one.country is None:
        return "about none of these letters, skipped"
    name = un_name(one.country, "en")
    if one.report.action != "failed":
        return f"{name} is {one.report.action or 'of unknown state'}, not failed; skipped"
    if one.doubtful:
        return f"matches {one.country} by its address only; --by-address marks it"
    return f"{name} bounced, {one.report.status}" if one.marked else f"{name}: already known"


commands = [bounces, reply]
