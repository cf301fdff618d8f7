"""Reading what letters state, what was issued, and what the organisers know of the missions."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from campaign.extensions import db
from campaign.missions.facts import Mission, Stated
from campaign.missions.models import Letter, LetterSet, MissionAddress
from campaign.releases.models import Campaign
from campaign.tally import queries as tallied

MOST_SETS = 100


def last_stated(campaign: Campaign) -> Stated | None:
    """The last `tally` entry as letters state it; None while there is none."""
    head = tallied.head(campaign.id)
    return _stated(campaign, head.tally_position) if head else None


def stated_at(campaign: Campaign, size: int) -> Stated | None:
    """What letters made at the checkpoint of this size state; None where no letters can have been made."""
    stated = _stated(campaign, tallied.tally_position_at(campaign.id, size))
    return stated if stated and stated.size == size else None


def _stated(campaign: Campaign, position: int | None) -> Stated | None:
    """The line's figures, without those that the organisers have withheld since."""
    line = tallied.stated_at(campaign.id, position)
    if line is None or position is None:
        return None
    withheld = frozenset(campaign.withheld or ())
    shown = {code: figure for code, figure in line.countries.items() if code not in withheld}
    size = tallied.first_checkpoint_with(campaign.id, position)
    return Stated(
        total=line.total,
        countries=shown,
        not_shown=line.total - sum(shown.values()),
        size=size,
        as_of=line.day,
        withheld=withheld,
        root=tallied.root_at(campaign.id, size),
        removed=tallied.removed_at(campaign.id, size),
    )


def addresses() -> Sequence[MissionAddress]:
    """What was imported, by code; at most one row per State."""
    return db.session.scalars(select(MissionAddress).order_by(MissionAddress.code)).all()


def missions() -> dict[str, Mission]:
    """The same as letters need it."""
    return {
        row.code: Mission(code=row.code, name=row.name, style=row.style, language=row.language)
        for row in addresses()
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
