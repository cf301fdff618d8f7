"""Reading what letters state, what was issued, and what the organisers know of the missions."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.letters.facts import Mission, Stated, Unstated, statement_of
from campaign.letters.fates import SendingState
from campaign.letters.models import DraftedLetter, DraftedSet, Letter, Letterhead, LetterSet, Reply, Sending
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.releases.models import Campaign
from campaign.releases.outlook import Written
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint

MOST_SETS = 100
MOST_DUE = 500
MOST_SENDINGS = 20_000  # a hundred sets, each sent to every mission


def last_stated(campaign: Campaign) -> Stated | None:
    """What letters state now, at the newest checkpoint that the public is shown; None while there is none."""
    checkpoint = tally_queries.published_checkpoint(campaign.id)
    return _stated(campaign, checkpoint) if checkpoint else None


def stated_at(campaign: Campaign, size: int) -> Stated | None:
    """What letters made at the checkpoint of this size state; None where no letters can have been made."""
    checkpoint = tally_queries.checkpoint_at(campaign.id, size)
    return _stated(campaign, checkpoint) if checkpoint and checkpoint.published else None


def _stated(campaign: Campaign, checkpoint: Checkpoint) -> Stated:
    """The checkpoint's total, and the figures of the last statement in it, without those withheld since."""
    line = tally_queries.stated_at(campaign.id, checkpoint.tally_position)
    withheld = frozenset(campaign.withheld or ())
    return Stated(
        total=checkpoint.total,
        size=checkpoint.size,
        day=checkpoint.made_at.date(),
        root=tally_queries.root_at(campaign.id, checkpoint.size),
        statement=statement_of(line, withheld=withheld) if line else None,
        withheld=withheld,
        removed=checkpoint.removed,
    )


def missions() -> dict[str, Mission]:
    """What organisers know of the missions, as letters need it."""
    languages = missions_queries.languages()
    rows = {row.code: row for row in missions_queries.addresses()}
    return {
        code: Mission(
            code=code,
            name=rows[code].name if code in rows else "",
            style=rows[code].style if code in rows else "",
            gender=rows[code].gender if code in rows else "",
            language=languages.get(code, ""),
        )
        for code in rows.keys() | languages.keys()
    }


def sets(campaign: int) -> Sequence[LetterSet]:
    """The newest hundred sets issued, newest checkpoint first."""
    query = select(LetterSet).where(LetterSet.campaign_id == campaign).order_by(LetterSet.size.desc())
    return db.session.scalars(query.limit(MOST_SETS)).all()


def newest_set(campaign: int) -> LetterSet | None:
    """The set issued at the newest checkpoint; None while nothing was issued."""
    query = select(LetterSet).where(LetterSet.campaign_id == campaign).order_by(LetterSet.size.desc())
    return db.session.scalar(query.limit(1))


def letter_set(campaign: int, size: int) -> LetterSet | None:
    """The set issued at the checkpoint of this size."""
    return db.session.scalar(
        select(LetterSet).where(LetterSet.campaign_id == campaign, LetterSet.size == size)
    )


def set_of_letter(campaign: int, country: str, sha256: str) -> LetterSet | None:
    """The newest set issued with this very letter, whatever became of the log that it was made from."""
    query = select(LetterSet).join(Letter, Letter.set_id == LetterSet.id)
    query = query.where(LetterSet.campaign_id == campaign, Letter.country == country, Letter.sha256 == sha256)
    return db.session.scalar(query.order_by(LetterSet.id.desc()).limit(1))


def last_issued(campaign: int) -> LetterSet | None:
    """The set that was issued last."""
    query = select(LetterSet).where(LetterSet.campaign_id == campaign).order_by(LetterSet.id.desc())
    return db.session.scalar(query.limit(1))


def letters(key: int) -> Sequence[Letter]:
    """The letters of a set, by code, without their bytes."""
    return db.session.scalars(select(Letter).where(Letter.set_id == key).order_by(Letter.country)).all()


def letter(key: int, country: str) -> Letter | None:
    """One letter of a set, without its bytes."""
    return db.session.get(Letter, (key, country))


def pdf(key: int, country: str) -> bytes | None:
    """The bytes of one letter."""
    return db.session.scalar(select(Letter.pdf).where(Letter.set_id == key, Letter.country == country))


def manifest(campaign: int, sha256: str) -> bytes | None:
    """A list of letters by its hash, to the byte."""
    query = select(LetterSet.manifest).where(LetterSet.campaign_id == campaign, LetterSet.sha256 == sha256)
    found = db.session.scalar(query)
    return found.encode() if found is not None else None


def manifests(campaign: int, hashes: Sequence[str]) -> Iterator[bytes]:
    """The lists of letters that the log names."""
    return (found for digest in hashes if (found := manifest(campaign, digest)) is not None)


def set_with(campaign: int, country: str, *, until: date) -> LetterSet | None:
    """The newest set, dated `until` or before, that has a letter to this State."""
    query = select(LetterSet).join(Letter, Letter.set_id == LetterSet.id)
    query = query.where(LetterSet.campaign_id == campaign, Letter.country == country, LetterSet.date <= until)
    return db.session.scalar(query.order_by(LetterSet.size.desc()).limit(1))


def sendings(key: int) -> dict[str, Sending]:
    """The newest round of each letter of a set that was sent, by code."""
    query = select(Sending).where(Sending.set_id == key).order_by(Sending.country, Sending.round)
    return {row.country: row for row in db.session.scalars(query.limit(MOST_SENDINGS))}


def fates(key: int) -> dict[str, Sending]:
    """The same, but no round that was stopped where another one went: what the public reads."""
    query = select(Sending).where(Sending.set_id == key)
    query = query.order_by(Sending.country, Sending.state != SendingState.STOPPED, Sending.round)
    return {row.country: row for row in db.session.scalars(query.limit(MOST_SENDINGS))}


def all_sendings(campaign: int) -> list[tuple[LetterSet, Sending]]:
    """Every round of every letter of a campaign, newest set first."""
    query = select(LetterSet, Sending).join(Sending, Sending.set_id == LetterSet.id)
    query = query.where(LetterSet.campaign_id == campaign)
    query = query.order_by(LetterSet.size.desc(), Sending.country, Sending.round.desc()).limit(MOST_SENDINGS)
    return [(letters, row) for letters, row in db.session.execute(query)]


def written(campaign: int) -> Written | None:
    """Which missions were written to by mail, of the newest set of which a letter was sent; None while none was."""
    sent = Sending.state == SendingState.SENT
    query = select(
        LetterSet.id,
        func.count(Sending.country.distinct()),
        func.min(Sending.ended_at),
        func.max(Sending.ended_at),
    )
    query = query.join(LetterSet, LetterSet.id == Sending.set_id).where(
        LetterSet.campaign_id == campaign, sent
    )
    query = query.group_by(LetterSet.id, LetterSet.size).order_by(LetterSet.size.desc())
    newest = db.session.execute(query.limit(1)).one_or_none()
    if newest is None:
        return None
    key, missions, first, last = newest
    answered = select(func.count()).select_from(Reply).where(Reply.set_id == key)
    return Written(
        missions=missions,
        first=cast(datetime, first).date(),
        last=cast(datetime, last).date(),
        answered=db.session.scalar(answered) or 0,
    )


def letter_due() -> bool:
    """Whether a letter waits whose time has come: a look that takes no writer's turn."""
    query = select(Sending.id).where(Sending.state == SendingState.QUEUED, Sending.due_at <= clock.now())
    return db.session.scalar(query.limit(1)) is not None


def due_letters() -> Sequence[Sending]:
    """Letters whose time has come, the longest due first."""
    query = select(Sending).where(Sending.state == SendingState.QUEUED, Sending.due_at <= clock.now())
    return db.session.scalars(query.order_by(Sending.due_at, Sending.id).limit(MOST_DUE)).all()


def cut_off(*, before: datetime) -> bool:
    """Whether a letter has been `sending` since before then."""
    query = select(Sending.id).where(Sending.state == SendingState.SENDING, Sending.tried_at < before)
    return db.session.scalar(query.limit(1)) is not None


def withheld_since(row: Sending) -> list[str]:
    """The countries whose figures a letter or its annex states, though the organisers have withheld them since."""
    letters = db.session.get_one(LetterSet, row.set_id)
    own, statement = letter(row.set_id, row.country), letters.statement
    withheld = set(db.session.get_one(Campaign, letters.campaign_id).withheld or ())
    told = set(statement.countries) if statement else set()
    if own and own.stated != Unstated.NOT_SHOWN:
        told.add(row.country)
    return sorted(told & withheld)


def last_tried(key: int) -> datetime | None:
    """When a letter of this set was handed over last."""
    return db.session.scalar(select(func.max(Sending.tried_at)).where(Sending.set_id == key))


def sending_of(campaign: int, record_id: bytes) -> Sending | None:
    """The letter whose mail has this id."""
    query = select(Sending).join(LetterSet, LetterSet.id == Sending.set_id)
    return db.session.scalar(query.where(LetterSet.campaign_id == campaign, Sending.record_id == record_id))


def newest_by_address(campaign: int) -> dict[str, Sending]:
    """What went to each address last, the address in small letters."""
    return {row.address.lower(): row for _, row in reversed(all_sendings(campaign))}


def newest_bounced(campaign: int, country: str) -> tuple[LetterSet, Sending] | None:
    """A mission's newest letter that is marked as bounced."""
    query = select(LetterSet, Sending).join(Sending, Sending.set_id == LetterSet.id)
    query = query.where(
        LetterSet.campaign_id == campaign, Sending.country == country, Sending.state == SendingState.BOUNCED
    )
    query = query.order_by(LetterSet.size.desc(), Sending.round.desc()).limit(1)
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def replies(key: int) -> dict[str, Reply]:
    """The answers to the letters of a set, by code, drafts among them."""
    return {row.country: row for row in db.session.scalars(select(Reply).where(Reply.set_id == key))}


def published_replies(key: int) -> dict[str, Reply]:
    """Those that the public reads."""
    return {code: row for code, row in replies(key).items() if row.published}


def newest_reply(campaign: int, country: str) -> Reply | None:
    """A mission's answer to the newest letter that it has answered."""
    query = select(Reply).join(LetterSet, LetterSet.id == Reply.set_id)
    query = query.where(LetterSet.campaign_id == campaign, Reply.country == country)
    return db.session.scalar(query.order_by(LetterSet.size.desc()).limit(1))


def letterhead(campaign: int) -> Letterhead | None:
    """What letters of the desk bear."""
    return db.session.get(Letterhead, campaign)


def drafted_set(campaign: int) -> DraftedSet | None:
    """The letters that were made at the desk and aren't issued."""
    return db.session.get(DraftedSet, campaign)


def drafted_letters(campaign: int) -> Sequence[DraftedLetter]:
    """Each of them, by code, without its bytes."""
    query = select(DraftedLetter).where(DraftedLetter.campaign_id == campaign)
    return db.session.scalars(query.order_by(DraftedLetter.country)).all()


def drafted_pdf(campaign: int, country: str) -> bytes | None:
    """The bytes of one of them."""
    query = select(DraftedLetter.pdf).where(DraftedLetter.campaign_id == campaign)
    return db.session.scalar(query.where(DraftedLetter.country == country))
