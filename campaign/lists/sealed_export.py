"""The organisers' list as the server has it, sealed: it needs no key, and nothing of it can be read on the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.current import settings
from campaign.lib import clock
from campaign.lib.countries import UNSAID
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.out_files import out_file
from campaign.lib.progress import Progress, untold
from campaign.lists import queries
from campaign.lists.files import pieces
from campaign.lists.sealed_format import Header, SealedLine, write_sealed
from campaign.lists.unsubscribe_links import PURPOSE, unsubscribe_token
from campaign.paper import queries as paper_queries
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

    The file appears when it is whole and the audit says so, for its owner alone; memory stays flat.
    """
    header, slug = header_of(campaign), campaign.slug
    signatures = queries.signatures(campaign.id, country=country, wants_updates=wants_updates)
    with out_file(out) as path:
        progress(0)
        count = write_sealed(path, header=header, lines=lines_of(signatures, progress))
        note_list(slug, "sealed", count, country=country, wants_updates=wants_updates)
    return count


def export_removed(*, campaign: Campaign, out: Path, progress: Progress = untold) -> int:
    """Write those whose signatures organisers took out of the count, to tell them so; returns how many. Raises Refusal.

    As `export_sealed`; `campaign mailout` writes to each of them, and gives the reason.
    """
    header, slug = header_of(campaign), campaign.slug
    with out_file(out) as path:
        progress(0)
        lines = _told_lines(queries.removed(campaign.id), slug, progress)
        count = write_sealed(path, header=header, lines=lines)
        note_list(slug, "removed", count)
    return count


def export_paper(*, campaign: Campaign, out: Path, progress: Progress = untold) -> int:
    """Write those who signed on paper and stand in the log; returns how many. Raises Refusal.

    As `export_sealed`, a list of its own kind: nobody on it has an address to write to.
    """
    header, slug = replace(header_of(campaign), paper=True), campaign.slug
    with out_file(out) as path:
        progress(0)
        lines = _slip_lines(paper_queries.entered(campaign.id), progress)
        count = write_sealed(path, header=header, lines=lines)
        note_list(slug, "paper", count)
    return count


def note_list(
    slug: str, kind: str, count: int, *, country: str | None = None, wants_updates: bool = False
) -> None:
    """Before a list gets its name, so that none is taken away that the audit doesn't know of."""
    rules = {RuleKind.COUNTRY} if country else set()
    rules |= {RuleKind.UPDATES} if wants_updates else set()
    audit.note(Act.EXPORT, campaign=slug, rules=rules, people=count, kind=kind)


def header_of(campaign: Campaign) -> Header:
    """Whose list it is, as of today."""
    return Header(
        slug=campaign.slug,
        texts=releases_queries.text_hashes(campaign.id),
        day=clock.today().isoformat(),
        contact=campaign.contact,
        harm=campaign.protects_signers,
    )


def _told_lines(
    removed: Iterator[tuple[Any, InvalidationReason]], slug: str, progress: Progress
) -> Iterator[SealedLine]:
    for some in pieces(removed):
        yield from (_told(signature, reason, slug) for signature, reason in some)
        progress(len(some))


def _told(signature: Any, reason: InvalidationReason, slug: str) -> SealedLine:
    page = f"{settings().base_url}/{_language(signature)}/{slug}"
    return replace(_sealed(signature), removed=reason, page=page)


def _slip_lines(slips: Iterator[Any], progress: Progress) -> Iterator[SealedLine]:
    for some in pieces(slips):
        positions = tally_queries.slip_positions([slip.id for slip in some])
        yield from (_slip(slip, positions.get(slip.id)) for slip in some)
        progress(len(some))


def _slip(slip: Any, index: int | None) -> SealedLine:
    """The country stands in the record alone: nothing on the server is counted by it."""
    return SealedLine(
        record_id=slip.record_id or b"", country=UNSAID, language=slip.language, hour=None, wants_updates=False,
        text=slip.text, index=index, sealed=slip.sealed or b"",
    )  # fmt: skip


def _language(signature: Any) -> str:
    return signature.language if signature.language in LANGUAGES else DEFAULT


def lines_of(signatures: Iterator[Any], progress: Progress = untold) -> Iterator[SealedLine]:
    """The lines of a list, of rows as `queries.signatures` gives them."""
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
