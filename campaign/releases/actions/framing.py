"""Which other sites may show a campaign's card in a frame."""

from collections.abc import Sequence

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import hosts
from campaign.lib.refusal import Refusal
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign

MOST_FRAMERS = 20
MOST_LETTERS = 2_000  # of all of them: they stand in a header, and proxies take 4,000 bytes of headers


def name_framers(*, slug: str, origins: Sequence[str]) -> Campaign:
    """Let these sites show the card, and no others; none is an answer.

    Raises Refusal, about `origins`, for one that is no site and for too many; and where signers could be harmed.
    """
    plain = plain_framers(origins)
    if len(plain) > MOST_FRAMERS:
        raise Refusal("releases/many-framers", most=MOST_FRAMERS).about("origins")
    if sum(map(len, plain)) > MOST_LETTERS:
        raise Refusal("releases/long-framers").about("origins")
    with transaction():
        campaign = existing(slug)
        if campaign.protects_signers:
            raise Refusal("releases/card-protected")
        if campaign.framers != plain:
            campaign.framed_by = plain or None
            audit.note(Act.FRAMERS, campaign=slug, number=len(plain))
        return campaign


def plain_framers(origins: Sequence[str]) -> list[str]:
    """As they are stored: each in its plain form, and once. Raises Refusal, about `origins`."""
    return list(dict.fromkeys(map(_origin, origins)))


def _origin(text: str) -> str:
    try:
        return hosts.framer(text, loopback=settings().loopback)
    except ValueError:
        raise Refusal("releases/no-origin", text=text[:100]).about("origins") from None
