"""Reading updates: as they are written at the desk, and as the public reads them in a language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, literal, select, tuple_

from campaign.extensions import db
from campaign.lib.languages import DEFAULT
from campaign.releases.models import Campaign
from campaign.updates.models import Update, UpdateNote, UpdateText


class Standing(StrEnum):
    """Whether the public reads an update's words."""

    SHOWN = "shown"
    HIDDEN = "hidden"  # for now, with all words of its campaign
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, kw_only=True)
class Told:
    """An update as the public reads it in one language; `language` is what its words are in.

    Without headline, body and corrections (day, sentence) unless it is shown. `changed_at` only ever rises.
    """

    key: str
    day: date
    standing: Standing
    language: str
    headline: str
    body: str
    published_at: datetime
    changed_at: datetime
    taken_back_on: date | None
    corrections: tuple[tuple[date, str], ...]


def update(campaign: int, key: str) -> Update | None:
    """One, as it is written."""
    query = select(Update).where(Update.campaign_id == campaign, Update.key == key)
    return db.session.scalar(query.execution_options(populate_existing=True))


def count(campaign: int) -> int:
    """How many there are, public or not."""
    return db.session.scalar(select(func.count()).where(Update.campaign_id == campaign)) or 0


def written(campaign: int) -> Sequence[Update]:
    """All, public or not: the newest day first."""
    query = select(Update).where(Update.campaign_id == campaign)
    return db.session.scalars(query.order_by(Update.day.desc(), Update.id.desc())).all()


def texts(update: int) -> dict[str, UpdateText]:
    """The words in each language, those being written and those that are public."""
    return _texts([update]).get(update, {})


def differs(update: Update, texts: Iterable[UpdateText]) -> bool:
    """Whether what is written is something else than what the public reads."""
    return update.day != update.shown_day or any(
        (text.headline, text.body) != (text.shown_headline, text.shown_body) for text in texts
    )


def notes(update: int) -> Sequence[UpdateNote]:
    """What was corrected, the newest first."""
    return _notes([update]).get(update, [])


def told(campaign: Campaign, language: str) -> list[Told]:
    """What was ever published, the newest day first: in this language, else in English, else in the first there is."""
    return _told(campaign, language, _published(campaign))


def told_before(campaign: Campaign, language: str, key: str | None, *, most: int) -> list[Told] | None:
    """The same, at most so many from behind the one of this key on; None where there is no such one."""
    query = select(Update).where(Update.campaign_id == campaign.id, Update.published_at.is_not(None))
    if key is not None:
        row = update(campaign.id, key)
        if row is None or row.published_at is None:
            return None
        place = tuple_(Update.shown_day, Update.id)
        query = query.where(place < tuple_(literal(row.shown_day), literal(row.id)))
    query = query.order_by(Update.shown_day.desc(), Update.id.desc()).limit(most)
    return _told(campaign, language, db.session.scalars(query).all())


def told_one(campaign: Campaign, language: str, key: str) -> Told | None:
    """One of these; None for what was never public."""
    row = update(campaign.id, key)
    return _told(campaign, language, [row])[0] if row and row.published_at else None


def newest(campaign: Campaign, language: str) -> Told | None:
    """The one of the newest day that the public reads."""
    if campaign.taken_down_at is not None:
        return None
    standing = next((each for each in _published(campaign) if each.taken_back_at is None), None)
    return _told(campaign, language, [standing])[0] if standing else None


def is_told(campaign: int) -> bool:
    """Whether anything was ever published."""
    query = select(Update.id).where(Update.campaign_id == campaign, Update.published_at.is_not(None))
    return db.session.scalar(query.limit(1)) is not None


def _published(campaign: Campaign) -> Sequence[Update]:
    query = select(Update).where(Update.campaign_id == campaign.id, Update.published_at.is_not(None))
    return db.session.scalars(query.order_by(Update.shown_day.desc(), Update.id.desc())).all()


def _told(campaign: Campaign, language: str, updates: Sequence[Update]) -> list[Told]:
    numbers = [each.id for each in updates]
    words, notes = _texts(numbers), _notes(numbers)
    return [
        _one(campaign, language, each, words.get(each.id, {}), notes.get(each.id, [])) for each in updates
    ]


def _one(
    campaign: Campaign,
    language: str,
    update: Update,
    words: dict[str, UpdateText],
    notes: Sequence[UpdateNote],
) -> Told:
    assert update.shown_day
    assert update.published_at
    assert update.changed_at
    shown = {code: text for code, text in words.items() if text.shown_headline}
    code = next((code for code in (language, DEFAULT, *shown) if code in shown), language)
    standing = _standing(campaign, update)
    text = shown.get(code) if standing == Standing.SHOWN else None
    moved = campaign.words_moved_at
    return Told(
        key=update.key,
        day=update.shown_day,
        standing=standing,
        language=code if text else language,
        headline=text.shown_headline if text else "",
        body=text.shown_body if text else "",
        published_at=update.published_at,
        changed_at=max(update.changed_at, moved) if moved else update.changed_at,
        taken_back_on=update.taken_back_at.date() if update.taken_back_at else None,
        corrections=tuple(
            (note.made_at.date(), note.corrected[code]) for note in notes if text and code in note.corrected
        ),
    )


def _standing(campaign: Campaign, update: Update) -> Standing:
    if update.taken_back_at is not None:
        return Standing.TAKEN_BACK
    return Standing.SHOWN if campaign.taken_down_at is None else Standing.HIDDEN


def _texts(updates: Sequence[int]) -> dict[int, dict[str, UpdateText]]:
    query = select(UpdateText).where(UpdateText.update_id.in_(updates)).order_by(UpdateText.language)
    rows: dict[int, dict[str, UpdateText]] = {}
    for row in db.session.scalars(query.execution_options(populate_existing=True)):
        rows.setdefault(row.update_id, {})[row.language] = row
    return rows


def _notes(updates: Sequence[int]) -> dict[int, list[UpdateNote]]:
    query = select(UpdateNote).where(UpdateNote.update_id.in_(updates)).order_by(UpdateNote.id.desc())
    rows: dict[int, list[UpdateNote]] = {}
    for row in db.session.scalars(query):
        rows.setdefault(row.update_id, []).append(row)
    return rows
