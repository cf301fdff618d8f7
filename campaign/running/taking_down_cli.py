"""`campaign take-down`, `withdraw-text`: words that must not be read any more."""

import click
from flask.cli import with_appcontext

from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import asked, refusals
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign, CampaignState
from campaign.running import taking_down

ELSEWHERE = (
    "Not in our hands: what people saved or printed, letters already sent, copies of the log elsewhere until they are "
    "made anew, search engines, your backups."
)


@click.command("take-down")
@click.argument("slug")
@click.option("--undo", is_flag=True, help="Show the text again as it is: nothing was wrong with it.")
@with_appcontext
def take_down(slug: str, undo: bool) -> None:
    """Stop showing the text of SLUG at once, and pause it: something in it does harm or is wrong.

    Its page says within a minute that the text is being corrected, and so do the caches in front of it. The count and
    log remain. Then publish a correction (`campaign publish`) and resume (`campaign open`).
    """
    with refusals():
        if undo:
            campaign = releases.put_back(slug=slug)
            click.echo(f"The text of {slug} is shown again.{_how_on(campaign)}")
            return
        down = taking_down.take_down(slug=slug)
        click.echo(
            f"The text of {slug} is no longer shown anywhere; caches in front of it follow within a minute."
        )
        if down.letters.countries:
            click.echo(f"Waiting letters were stopped: {', '.join(down.letters.countries)}.")
        if down.letters.leaving:
            click.echo(f"Being handed over right now: {', '.join(down.letters.leaving)}.")
        click.echo(ELSEWHERE)
        if down.campaign.state == CampaignState.PAUSED:
            click.echo(
                f"Next: campaign publish FILE --slug {slug}, then --confirm, then campaign open {slug}"
            )


@click.command("withdraw-text")
@click.argument("slug")
@click.argument("sha256", metavar="[HASH]", required=False)
@click.option("--confirm", "typed", metavar="SLUG", help="The slug, instead of being asked for it.")
@with_appcontext
def withdraw_text(slug: str, sha256: str | None, typed: str | None) -> None:
    """Erase one revision of a text of SLUG for good, because it endangers somebody; without HASH, list them.

    Its words are removed from database, pages, exports and the letters that have them. Its hash stays in the log, as do
    the signatures under it. HASH may be its beginning.
    """
    with refusals():
        campaign = named(slug)
        if sha256 is None:
            _list(campaign)
            return
        if typed is None:
            click.echo(
                "Erasing a text can't be undone: nobody can then read or check what was signed under it."
            )
            typed = asked("Type the slug to erase it")
        if typed != slug:
            raise Refusal("releases/other-slug-typed", typed=typed, slug=slug)
        erased = taking_down.withdraw(slug=slug, sha256=sha256)
        click.echo(f"Revision {erased.text.revision} in {LANGUAGES[erased.text.language].name} is withdrawn.")
        if erased.letters:
            click.echo(f"{erased.letters} letters contained it; their files are erased too.")
        click.echo(ELSEWHERE)


def _list(campaign: Campaign) -> None:
    for text in releases_queries.all_texts(campaign.id):
        said = "withdrawn" if text.withdrawn_at else text.headline
        click.echo(
            f"{text.sha256[:12]}  {text.language}  revision {text.revision}  {text.made_at:%Y-%m-%d}  {said}"
        )


def _how_on(campaign: Campaign) -> str:
    return f" To resume: campaign open {campaign.slug}" if campaign.state == CampaignState.PAUSED else ""


commands = [take_down, withdraw_text]
