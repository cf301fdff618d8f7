"""`campaign organiser`: who signs in at the desk."""

import click
from flask.cli import with_appcontext

from campaign.lib.terminal import refusals
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import named


@click.group()
def organiser() -> None:
    """Who signs in at the desk, and as what."""


@organiser.command()
@click.argument("mail")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="owner", show_default=True)
@click.option(
    "--campaign", "slug", metavar="SLUG", help="To this campaign; without it they can create campaigns."
)
@with_appcontext
def invite(mail: str, role: str, slug: str | None) -> None:
    """Mail MAIL a link to the desk, and print it. It works once, within seven days.

    Without --campaign it makes MAIL a site owner, who creates campaigns and sees the site's pages.
    """
    with refusals():
        link = actions.invite(email=mail, role=Role(role), campaign_id=named(slug).id if slug else None)
    click.echo(link)


@organiser.command()
@click.argument("mail")
@with_appcontext
def anew(mail: str) -> None:
    """Print a link with which MAIL chooses a new way to sign in; the old one then no longer works.

    For somebody who has lost password, phone and codes. Whoever has the link has the account: call them on a number
    that you know, have them say something that only they can know, and give it to them by telephone or in person.
    """
    with refusals():
        link = actions.readmit(email=mail)
    click.echo(link)


@organiser.command()
@click.argument("mail")
@with_appcontext
def forget(mail: str) -> None:
    """Erase the account of MAIL, who is in no campaign any more: name, address, password, passkeys and codes.

    What they did stays in the list of acts, without a name. Invitations to MAIL that wait are void.
    """
    with refusals():
        actions.forget_organiser(email=mail)
    click.echo(
        f"Nothing here names {mail} any more. Backups and mail that was sent still do; their files lose it with time."
    )


@organiser.command("list")
@with_appcontext
def list_organisers() -> None:
    """Show who there is, the role of each in each campaign, and whether they have a second factor."""
    slugs = {each.id: each.slug for each in releases_queries.campaigns()}
    for each in organisers_queries.everybody():
        roles = [f"{role} of {slugs[key]}" for key, role in organisers_queries.roles_of(each.id).items()]
        said = ", ".join((["site owner"] if each.is_site_owner else []) + roles) or "in no campaign"
        factor = "" if each.has_second_factor else "  (no second factor yet)"
        click.echo(f"{each.email:40}  {said}{factor}")


commands = [organiser]
