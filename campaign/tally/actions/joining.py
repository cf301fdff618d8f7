"""Entries join a log, unnumbered."""

from collections.abc import Iterable

from sqlalchemy import insert as bare_insert

from campaign.driver import Prepared
from campaign.extensions import db, insert, transaction, turn
from campaign.lib import clock
from campaign.tally import entries
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.models import Entry, LogHead

INSERT = Prepared(bare_insert(Entry.__table__))


def begin_log(*, campaign: int, origin: str) -> None:
    """Give a campaign its log, which begins with its rules. The origin is fixed from now on."""
    with transaction() as session:
        session.add(LogHead(campaign_id=campaign, origin=origin))
        session.flush()
        _append(campaign=campaign, kind=EntryKind.RULES, line=entries.RULES_LINE)


def append_text(*, campaign: int, text: str) -> None:
    """Log a canonical text by its hash, before any signature under it."""
    _append(campaign=campaign, kind=EntryKind.TEXT, line=entries.hashed_line(EntryKind.TEXT, text))


def append_signature(*, campaign: int, signature: int, commitment: str, country: str) -> None:
    """Log a confirmed signature; a second call for the same signature fails on its constraint."""
    line = entries.hashed_line(EntryKind.SIGNATURE, commitment)
    _append(campaign=campaign, kind=EntryKind.SIGNATURE, line=line, signature_id=signature, country=country)


def append_signatures(*, campaign: int, signatures: Iterable[tuple[int, str, str]]) -> None:
    """Log many at once: the id, the commitment and the country of each."""
    now = clock.now()
    rows = [
        {"campaign_id": campaign, "kind": EntryKind.SIGNATURE,
         "line": entries.hashed_line(EntryKind.SIGNATURE, commitment),
         "signature_id": signature, "country": country, "waiting_since": now}
        for signature, commitment, country in signatures
    ]  # fmt: skip
    with transaction() as session:
        session.execute(db.insert(Entry), rows)


def append_papers(*, campaign: int, slips: Iterable[tuple[int, str]]) -> None:
    """Log slips of paper, which are in no total: the id and the commitment of each. Fails on one logged before."""
    now = clock.now()
    rows = [
        {"campaign_id": campaign, "kind": EntryKind.PAPER, "line": entries.hashed_line(EntryKind.PAPER, commitment),
         "slip_id": slip, "waiting_since": now}
        for slip, commitment in slips
    ]  # fmt: skip
    with transaction() as session:
        session.execute(db.insert(Entry), rows)


def append_paper_withdrawal(*, campaign: int, slip: int, reason: RemovalReason) -> None:
    """Log that a slip no longer stands; nothing where that is logged already."""
    row = {"campaign_id": campaign, "kind": EntryKind.WITHDRAWAL, "slip_id": slip, "reason": reason}
    with transaction() as session:
        session.execute(insert(Entry).values(**row, waiting_since=clock.now()).on_conflict_do_nothing())


def append_letters(*, campaign: int, manifest: str) -> None:
    """Log a set of letters by its manifest's hash."""
    line = entries.hashed_line(EntryKind.LETTERS, manifest)
    _append(campaign=campaign, kind=EntryKind.LETTERS, line=line)


def append_closed(*, campaign: int) -> None:
    """Log the end: after it only withdrawals, tallies and letters may follow."""
    _append(campaign=campaign, kind=EntryKind.CLOSED, line=EntryKind.CLOSED.value)


def append_withdrawal(*, campaign: int, signature: int, country: str, reason: RemovalReason) -> bool:
    """Log that a signature no longer counts; False when that stands there already."""
    with transaction() as session:
        written = session.execute(
            insert(Entry)
            .values(
                campaign_id=campaign,
                kind=EntryKind.WITHDRAWAL,
                signature_id=signature,
                country=country,
                reason=reason,
                waiting_since=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(Entry.id)  # not rowcount: psycopg counts a conflict as a row
        )
        return written.scalar() is not None


def append_withdrawals(*, campaign: int, signatures: Iterable[tuple[int, str]], reason: RemovalReason) -> int:
    """Log many at once, the id and the country of each, for one reason; how many weren't logged before."""
    now = clock.now()
    rows = [
        {"campaign_id": campaign, "kind": EntryKind.WITHDRAWAL, "signature_id": signature, "country": country,
         "reason": reason, "waiting_since": now}
        for signature, country in signatures
    ]  # fmt: skip
    if not rows:
        return 0
    with transaction() as session:
        statement = insert(Entry).on_conflict_do_nothing().returning(Entry.id)
        return len(session.execute(statement, rows).all())


def _append(*, campaign: int, kind: EntryKind, line: str, **columns: object) -> None:
    with turn() as connection:
        values = {
            "campaign_id": campaign,
            "kind": kind,
            "line": line,
            "waiting_since": clock.now(),
            **columns,
        }
        connection.run(INSERT, values)
