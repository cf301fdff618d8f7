"""Updates are written, published, corrected with a note, and taken back; the place of one that was public stays."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import new_id
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, CorrectionKind
from campaign.tally import queries as tally_queries
from campaign.updates import queries
from campaign.updates.claims import Counted, require_stated
from campaign.updates.correcting import changes_words, required_sentences
from campaign.updates.models import Update, UpdateNote, UpdateText
from campaign.updates.wording import Words, fit
from campaign.vault.wiping import note_erased

MOST = 500
SECOND = timedelta(seconds=1)  # as fine as feeds tell moments
FIRST_BYTES = 16


def new_key() -> str:
    """What will be in an update's address: 22 characters of chance."""
    return new_id(FIRST_BYTES)


def write(
    *,
    slug: str,
    key: str,
    day: date,
    words: Mapping[str, Words],
    sure_of_language: bool = False,
    sure_of_figures: bool = False,
) -> None:
    """Keep these words, by language, in the place of those that were being written; a key that is new begins an update.

    The public reads none of them yet. Raises Refusal, about `headline-<language>` or `body-<language>`, also for a
    figure of signatures that the count doesn't state.
    """
    texts = {code: fit(code, each, sure_of_language=sure_of_language) for code, each in words.items()}
    if not any(texts.values()):
        raise Refusal("updates/empty").about(f"headline-{next(iter(texts), '')}")
    with transaction():
        campaign = existing(slug)
        if not sure_of_figures:
            _require_stated(campaign, texts)
        update = _begun(campaign, key, day)
        if update.taken_back_at is not None:
            raise Refusal("updates/taken-back")
        update.day = day
        for language, each in texts.items():
            _put(update.id, language, headline=each.headline, body=each.body)
        written = sorted(language for language, each in texts.items() if each)
        audit.note(Act.UPDATE_WRITE, campaign=slug, number=update.id, languages=written)


def publish(
    *, slug: str, key: str, kind: CorrectionKind | None = None, corrected: Mapping[str, str] | None = None
) -> None:
    """Let the public read the update as it is written now; safe to repeat.

    What changes words that are public has a `kind`; that of a fact has a sentence in each language. Raises Refusal.
    """
    with transaction() as session:
        campaign, update = _of(slug, key)
        texts = queries.texts(update.id)
        if not queries.differs(update, texts.values()):
            return
        _require_publishable(campaign, update, list(texts.values()))
        is_correction = update.published_at is not None and changes_words(update, texts.values())
        note = required_sentences(texts.values(), kind, corrected or {}) if is_correction else {}
        for text in texts.values():
            text.shown_headline, text.shown_body = text.headline, text.body
        update.shown_day, update.published_at = update.day, update.published_at or clock.now()
        update.changed_at = _later_than(update.changed_at)
        if note:
            session.add(UpdateNote(update_id=update.id, corrected=note, made_at=clock.now()))
        if is_correction:
            note_erased("update_texts")
        audit.note(
            Act.UPDATE_PUBLISH, campaign=slug, number=update.id, kind=kind.value if kind and is_correction else None,
            languages=sorted(text.language for text in texts.values() if text.headline),
        )  # fmt: skip


def take_back(*, slug: str, key: str) -> None:
    """Take an update off the page for good: its place says so. What is written stays at the desk. Safe to repeat.

    Raises Refusal.
    """
    with transaction():
        _, update = _of(slug, key)
        if update.published_at is None:
            raise Refusal("updates/no-such-update")
        if update.taken_back_at is not None:
            return
        update.taken_back_at = update.changed_at = _later_than(update.changed_at)
        for text in queries.texts(update.id).values():
            text.shown_headline = text.shown_body = ""
        db.session.execute(delete(UpdateNote).where(UpdateNote.update_id == update.id))
        note_erased("update_texts", "update_notes")
        audit.note(Act.UPDATE_TAKE_BACK, campaign=slug, number=update.id)


def discard(*, slug: str, key: str) -> None:
    """Delete what is written: an update that was never public, or the words of one that was taken back.

    Raises Refusal.
    """
    with transaction() as session:
        _, update = _of(slug, key)
        if update.published_at is not None and update.taken_back_at is None:
            raise Refusal("updates/is-public")
        session.execute(delete(UpdateText).where(UpdateText.update_id == update.id))
        audit.note(Act.UPDATE_DISCARD, campaign=slug, number=update.id)
        if update.published_at is None:
            session.delete(update)
        note_erased("updates", "update_texts")


def _require_stated(campaign: Campaign, texts: Mapping[str, Words]) -> None:
    tally = tally_queries.public_tally(campaign.id)
    stated = tally.stated.without(campaign.unstated) if tally.stated else None
    counted = Counted(
        total=tally.total,
        paper=tally.paper,
        taken_in=stated.taken_in if stated else 0,
        countries=stated.countries if stated else {},
    )
    for language, each in texts.items():
        for field in ("headline", "body"):
            try:
                require_stated(getattr(each, field), language=language, counted=counted)
            except Refusal as refusal:
                raise refusal.about(f"{field}-{language}") from None


def _begun(campaign: Campaign, key: str, day: date) -> Update:
    update = queries.update(campaign.id, key)
    if update is None:
        if queries.count(campaign.id) >= MOST:
            raise Refusal("updates/too-many", most=MOST)
        update = Update(campaign_id=campaign.id, key=key, day=day, made_at=clock.now())
        db.session.add(update)
        db.session.flush()
    return update


def _of(slug: str, key: str) -> tuple[Campaign, Update]:
    campaign = existing(slug)
    update = queries.update(campaign.id, key)
    if update is None:
        raise Refusal("updates/no-such-update")
    return campaign, update


def _require_publishable(campaign: Campaign, update: Update, texts: list[UpdateText]) -> None:
    if update.taken_back_at is not None:
        raise Refusal("updates/taken-back")
    if campaign.state == CampaignState.DRAFT:
        raise Refusal("updates/not-public-yet")
    if not any(text.headline for text in texts):
        raise Refusal("updates/none-left")
    if update.day > clock.today():
        raise Refusal("updates/future-day").about("day")


def _later_than(before: datetime | None) -> datetime:
    """Now, and in any case later than it was: its day in the feed never goes back."""
    return clock.now() if before is None else max(clock.now(), before + SECOND)


def _put(update: int, language: str, **values: Any) -> None:
    keys = {"update_id": update, "language": language}
    statement = insert(UpdateText).values(**keys, **values, shown_headline="", shown_body="")
    db.session.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=values))
