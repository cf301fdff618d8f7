"""The letter that somebody who has signed may write to her own State's mission, in her own name."""

from dataclasses import dataclass

from flask_babel import gettext

from campaign.current import settings
from campaign.lib.un_names import un_name
from campaign.missions import queries as missions_queries
from campaign.missions.mailto import mailto
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing.models import SignatureState
from campaign.signing.queries import Behind


@dataclass(frozen=True)
class OwnLetter:
    """To whom, what about, the paragraphs, and the `mailto:` link that opens it in her mail program."""

    state: str
    address: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str


def own_letter(campaign: Campaign, behind: Behind | None, language: str) -> OwnLetter | None:
    """The letter offered to who has confirmed; None under harm, where the organisers don't, or where her country
    can't be named."""
    # A later link of hers shows neither name nor country, so it names no mission either.
    signature = behind.signature if behind and behind.readable else None
    if (
        campaign.example
        or campaign.protects_signers  # the letter makes her known to her State
        or not campaign.write_to_mission
        or signature is None
        or signature.state != SignatureState.COUNTED
    ):
        return None
    country = signature.country
    address = None if country in campaign.unstated else missions_queries.address(country)
    if address is None:
        return None
    text = releases_queries.text_for(campaign.id, language)
    subject, paragraphs = " ".join(text.headline.split()), _paragraphs(campaign, text.demand, language)
    return OwnLetter(
        state=un_name(country, language),
        address=address,
        subject=subject,
        paragraphs=paragraphs,
        link=mailto(address, subject=subject, body="\n\n".join(paragraphs) + "\n"),
    )


def _paragraphs(campaign: Campaign, demand: str, language: str) -> tuple[str, ...]:
    address = f"{settings().base_url}/{language}/{campaign.slug}"
    return (
        gettext("Excellency,"),
        gettext("I live in the country that you represent, and I support this demand:"),
        demand,
        gettext("The campaign and its figures: %(address)s", address=address),
        gettext("I ask you to convey the demand to your Government, and to make its position known."),
        gettext("Yours respectfully,"),
    )
