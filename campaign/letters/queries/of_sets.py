"""Reading which letters were issued."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from campaign.extensions import db
from campaign.letters.models import Letter, LetterSet

MOST_SETS = 100


def dates(campaign: int) -> dict[int, date]:
    """The day that the letters of each set bear, by the set's size."""
    query = select(LetterSet.size, LetterSet.date).where(LetterSet.campaign_id == campaign)
    rows = db.session.execute(query.order_by(LetterSet.size.desc()).limit(MOST_SETS))
    return dict(rows.all())


def sets(campaign: int) -> Sequence[LetterSet]:
    """The newest hundred sets issued, newest checkpoint first."""
    query = select(LetterSet).where(LetterSet.campaign_id == campaign).order_by(LetterSet.size.desc())
    return db.session.scalars(query.limit(MOST_SETS)).all()


def sets_before(campaign: int, size: int, *, most: int) -> Sequence[LetterSet]:
    """Sets issued at smaller checkpoints than this, newest checkpoint first."""
    query = select(LetterSet).where(LetterSet.campaign_id == campaign, LetterSet.size < size)
    return db.session.scalars(query.order_by(LetterSet.size.desc()).limit(most)).all()


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
    text = db.session.scalar(query)
    return text.encode() if text is not None else None


def manifests(campaign: int, hashes: Sequence[str]) -> Iterator[bytes]:
    """The lists of letters that the log names."""
    return (stored for digest in hashes if (stored := manifest(campaign, digest)) is not None)


def set_with(campaign: int, country: str, *, until: date) -> LetterSet | None:
    """The newest set, dated `until` or before, that has a letter to this State."""
    query = select(LetterSet).join(Letter, Letter.set_id == LetterSet.id)
    query = query.where(LetterSet.campaign_id == campaign, Letter.country == country, LetterSet.date <= until)
    return db.session.scalar(query.order_by(LetterSet.size.desc()).limit(1))
