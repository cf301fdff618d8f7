"""The signer's receipt: made from her own copy, by her own link, once her entry is numbered."""

from flask_babel import gettext

from campaign.signing.models import SignatureState
from campaign.signing.queries import Behind
from campaign.tally import queries as tally_queries
from campaign.tally.origins import earlier_origins
from campaign.tally.receipts import Receipt


def receipt_index(behind: Behind) -> int | None:
    """The number of her entry; None while it waits, after a withdrawal, or behind a link that isn't its own."""
    if (
        behind.submission is not None
        or behind.signature is None
        or behind.signature.state != SignatureState.COUNTED
    ):
        return None
    return tally_queries.position_of(behind.signature.id)


def receipt(behind: Behind, token: str) -> str | None:
    """The file to keep; None where there is none to give."""
    index, record = receipt_index(behind), behind.record(token)
    head = tally_queries.head(behind.campaign_id)
    if index is None or record is None or head is None or head.verifier is None:
        return None
    how = gettext(
        "With this file, your name as you gave it, your email address and your country, anyone can check that you "
        "are counted: python3 verify.py ADDRESS --key KEY --receipt FILE. Anyone who finds it and guesses who you are "
        "can check it too. Don’t keep it where that could harm you; you lose nothing without it."
    )
    for later, origin in enumerate([head.origin, *earlier_origins(head.origin)]):
        if record.commitment(origin) == tally_queries.committed_at(behind.campaign_id, index):
            return Receipt(origin, head.verifier, index - later, record.text, record.s).written(how)
    return None  # an entry that isn't hers would be a fault of ours; no paper may say otherwise
