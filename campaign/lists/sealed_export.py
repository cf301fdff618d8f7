"""The organisers' list as the server has it, sealed: it needs no key, and nothing of it can be read on the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from campaign.current import settings
from campaign.lib import clock
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.progress import Progress, untold
from campaign.lists import queries
from campaign.lists.files import aside, pieces
from campaign.lists.sealed_format import Header, SealedLine, write_sealed
from campaign.lists.unsubscribe_links import PURPOSE, unsubscribe_token
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.removal import InvalidationReason
from campaign.vault.keys import secret


def export_sealed(
    *,
    campaign: Campaign,
    out: Path,
    country: str | None = None,
    wants_updates: bool = False,
    progress: Progress = untold,
) -> int:
    """Write the confirmed signatures to `out` as docs/sealed-lists.md says; returns how many. Raises Refusal.

    The file appears when it is whole, for its owner alone; memory stays flat.
    """
    header = _header(campaign)
    found = queries.signatures(campaign.id, country=country, wants_updates=wants_updates)
    with aside(out) as path:
        progress(0)
        return write_sealed(path, header=header, lines=_lines(found, progress))


def export_removed(*, campaign: Campaign, out: Path) -> int:
    """Write those whose signatures organisers took out of the count, to tell them so; returns how many. Raises Refusal.

    As `export_sealed`; `campaign mailout` writes to each of them, and gives the reason.
    """
    header = _header(campaign)
    with aside(out) as path:
        lines = (
            _told(signature, reason, campaign.slug) for signature, reason in queries.removed(campaign.id)
        )
        return write_sealed(path, header=header, lines=lines)


def _header(campaign: Campaign) -> Header:
    return Header(
        slug=campaign.slug,
        texts=releases_queries.text_hashes(campaign.id),
        day=clock.today().isoformat(),
        contact=campaign.contact,
    )


def _told(signature: Any, reason: InvalidationReason, slug: str) -> SealedLine:
    page = f"{settings().base_url}/{_language(signature)}/{slug}"
    return replace(_sealed(signature), removed=reason, page=page)


def _language(signature: Any) -> str:
    return signature.language if signature.language in LANGUAGES else DEFAULT


def _lines(signatures: Iterator[Any], progress: Progress) -> Iterator[SealedLine]:
    for some in pieces(signatures):
        positions = tally_queries.positions_of([signature.id for signature in some])
        wanting = queries.wanting(some)
        for signature in some:
            asked = signature.id in wanting
            yield replace(
                _sealed(signature),
                index=positions.get(signature.id),
                wants_updates=asked,
                unsubscribe=_unsubscribe(signature) if asked else None,
            )
        progress(len(some))


def _unsubscribe(signature: Any) -> str:
    """The address that ends updates to her."""
    key = secret(settings().keys, PURPOSE)
    record_id = signature.record_id or b""  # whoever counts has one
    token = unsubscribe_token(
        key, campaign=signature.campaign_id, signature=signature.id, record_id=record_id
    )
    return f"{settings().base_url}/{_language(signature)}/u/{token}"


def _sealed(signature: Any) -> SealedLine:
    return SealedLine(
        record_id=signature.record_id or b"",
        country=signature.country,
        language=signature.language,
        hour=signature.hour.isoformat() if signature.hour else None,
        wants_updates=False,
        text=signature.text,
        index=None,
        sealed=signature.sealed or b"",
    )
