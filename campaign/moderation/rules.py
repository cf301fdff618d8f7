"""What somebody types to say which signatures she means: a country, a domain, a list of indexes."""

import re

from campaign.lib.addresses import NotAnAddress
from campaign.lib.countries import UNSAID
from campaign.lib.country_search import country_of
from campaign.lib.pasted import bare, seen
from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import DIGITS, LARGEST
from campaign.moderation import queries
from campaign.moderation.queries import SHORT
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.vault import tags

SHORT_TAG = re.compile(f"[0-9a-f]{{{SHORT}}}")
# Between indexes; a comma within a number might group its digits, and is taken for no separator.
SEPARATORS = re.compile(r"[\s;\ufeff]+|,(?=\s|$)")
MOST_LISTED = 100_000
NAMED = 5


def country(typed: str) -> str:
    """The code of a country that is given by code or name. Raises Refusal."""
    code = UNSAID if bare(typed).upper() == UNSAID else country_of(typed)
    if code is None:
        raise Refusal("moderation/no-country", country=typed)
    return code


def domain(campaign: Campaign, typed: str) -> bytes:
    """The tag of a domain in clear, or the one whose beginning was shown in a list. Raises Refusal."""
    typed = bare(typed)
    if SHORT_TAG.fullmatch(typed):
        beginning = queries.domains_beginning(campaign.id, bytes.fromhex(typed))
        if not beginning:
            raise Refusal("moderation/no-such-domain", beginning=typed)
        if len(beginning) > 1:
            raise Refusal("moderation/several-domains", beginning=typed)
        return beginning[0]
    if not tags.taggable(campaign.slug):
        raise Refusal("moderation/no-tag-key", slug=campaign.slug)
    try:
        return tags.domain_tag(typed, campaign=campaign.slug)
    except NotAnAddress:
        raise Refusal("moderation/no-domain", domain=typed) from None


def listed(campaign: Campaign, written: str) -> tuple[int, ...]:
    """The signatures that stand in the log at the indexes that were written down, in their order of coming.

    Raises Refusal for what is no index, and where one of them is no signature's: it may be misread.
    """
    indexes = sorted({_index(word) for word in SEPARATORS.split(seen(written)) if word})
    if len(indexes) > MOST_LISTED:
        raise Refusal("moderation/too-many-indexes", most=MOST_LISTED)
    signatures = tally_queries.signatures_at(campaign.id, indexes)
    if missing := [index for index in indexes if index not in signatures]:
        more = ["…"] if len(missing) > NAMED else []
        raise Refusal("moderation/no-signature-there", indexes=[*missing[:NAMED], *more])
    return tuple(sorted(signatures.values()))


def _index(word: str) -> int:
    """In the digits of any script: she may have typed it."""
    if not word.isdecimal() or len(word) > DIGITS or int(word) > LARGEST:
        raise Refusal("moderation/no-index", given=word[:20])
    return int(word)
