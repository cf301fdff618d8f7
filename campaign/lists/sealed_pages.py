"""A few signatures, sealed: for names beside a page of them, and as a list of that page's rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from campaign.extensions import db, transaction
from campaign.lists import queries
from campaign.lists.sealed_export import header_of, lines_of, note_list
from campaign.lists.sealed_format import pieces_of_list
from campaign.releases.models import Campaign
from campaign.signing.models import Signature, SignatureState


def sealed_by_id(campaign: int, ids: Sequence[int]) -> Mapping[int, tuple[bytes, bytes]]:
    """(record's id, sealed record) of those signatures that still have one, by the signature's id."""
    query = select(Signature.id, Signature.record_id, Signature.sealed).where(
        Signature.campaign_id == campaign, Signature.id.in_(ids), Signature.sealed.is_not(None)
    )
    rows: Iterable[Any] = db.session.execute(query)
    return {key: (record_id, sealed) for key, record_id, sealed in rows}


def list_of(*, campaign: Campaign, ids: Sequence[int]) -> bytes:
    """Those of these signatures that count, as a sealed list (docs/sealed-lists.md). Noted as any list."""
    with transaction():
        rows = list(_counted(campaign.id, ids))
        raw = b"".join(pieces_of_list(header=header_of(campaign), lines=lines_of(iter(rows))))
        note_list(campaign.slug, "sealed", len(rows))
        return raw


def _counted(campaign: int, ids: Sequence[int]) -> Iterator[Any]:
    """What lists need of them, in the order they came."""
    where = [
        Signature.campaign_id == campaign,
        Signature.id.in_(ids),
        Signature.state == SignatureState.COUNTED,
    ]
    yield from db.session.execute(select(*queries.columns()).where(*where).order_by(Signature.id))
