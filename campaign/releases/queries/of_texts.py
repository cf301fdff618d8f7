"""Reading the texts of campaigns: those that stand, and their revisions."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import and_, func, literal, select, tuple_

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.languages import ALWAYS_ON, DEFAULT, LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.releases.models import (
    Campaign,
    CampaignState,
    Text,
    TextNote,
)
from campaign.releases.queries.of_campaigns import campaign_by_id, public_campaign

MOST_REVISIONS = 200


def texts(key: int) -> Sequence[Text]:
    """The current revision in each language, in the order in which the languages came: what letters are made of.

    Raises Refusal while they may not be passed on: see `actions.take_down`.
    """
    owner = campaign_by_id(key)
    current = current_texts(key)
    if owner.taken_down_at is not None or not current:
        raise Refusal("releases/taken-down", slug=owner.slug)
    return current


def current_texts(key: int) -> Sequence[Text]:
    """The current revision in each language, be it shown or not; none in one whose newest was withdrawn."""
    newest: dict[str, Text] = {}
    for text in all_texts(key):
        newest[text.language] = text
    return [text for text in newest.values() if text.withdrawn_at is None]


def page_languages(key: int) -> list[str]:
    """The languages of its texts that pages are in, in their order; before the first text, the campaign's."""
    spoken = campaign_by_id(key).languages
    return [text.language for text in current_texts(key) if text.language in spoken] or list(spoken)


def languages_at(slug: str) -> tuple[str, ...] | None:
    """The languages that the pages of a public campaign are in; None where there is none, or a draft."""
    row = public_campaign(slug)
    return row.languages if row else None


def languages_of_site() -> tuple[str, ...]:
    """The languages that the pages of any open campaign are in."""
    further = db.session.scalars(
        select(Campaign.further_languages).where(Campaign.state == CampaignState.OPEN)
    )
    on = {*ALWAYS_ON, *(code for codes in further for code in codes or ())}
    return tuple(code for code in LANGUAGES if code in on)


def shown_texts(campaign: Campaign) -> Sequence[Text]:
    """The current revision in each language, as far as it may be read: none while they are taken down."""
    return current_texts(campaign.id) if campaign.taken_down_at is None else []


def current_text(key: int, language: str) -> Text | None:
    """The current revision in this language, if there is one."""
    query = select(Text).where(Text.campaign_id == key, Text.language == language)
    newest = db.session.scalar(query.order_by(Text.revision.desc()).limit(1))
    return newest if newest is not None and newest.withdrawn_at is None else None


def newest_text(key: int) -> int | None:
    """The number of the newest text of any language; None before the first."""
    return db.session.scalar(select(func.max(Text.id)).where(Text.campaign_id == key))


def newest_revision(key: int, language: str) -> int:
    """The number of the newest revision in this language, withdrawn or not; 0 where there is none."""
    query = select(func.max(Text.revision)).where(Text.campaign_id == key, Text.language == language)
    return db.session.scalar(query) or 0


def has_text(key: int) -> bool:
    """Whether a text was ever published that isn't withdrawn."""
    query = select(Text.id).where(Text.campaign_id == key, Text.withdrawn_at.is_(None))
    return db.session.scalar(query.limit(1)) is not None


def all_texts(key: int) -> Sequence[Text]:
    """Every revision in every language, as they came; those that were withdrawn without their words."""
    return db.session.scalars(select(Text).where(Text.campaign_id == key).order_by(Text.id)).all()


def text_for(key: int, language: str) -> Text:
    """The text to show in this language: the current one, else in English, else in the first one published.

    While the campaign's words are taken down, one that says so and is in no table.
    """
    by_language = {text.language: text for text in current_texts(key)}
    if campaign_by_id(key).taken_down_at is not None or not by_language:
        return placeholder(language)
    return by_language.get(language) or by_language.get(DEFAULT) or next(iter(by_language.values()))


def placeholder(language: str) -> Text:
    """What stands where a text was, in words: never stored, never signed."""
    return Text(
        language=language,
        sha256="",
        headline=gettext("This text is being corrected"),
        demand=gettext("It is not shown for now."),
        body="",
        date=clock.today(),
        revision=0,
    )


def text(key: int, sha256: str) -> Text | None:
    """A text of the campaign by its hash, of any revision, as far as it may be read."""
    text = db.session.scalar(select(Text).where(Text.campaign_id == key, Text.sha256 == sha256))
    return text if text is not None and not is_unread(text) else None


def unread_text(key: int, sha256: str) -> Text | None:
    """The same of a text that may not be read: withdrawn, or taken down with its campaign."""
    text = db.session.scalar(select(Text).where(Text.campaign_id == key, Text.sha256 == sha256))
    return text if text is not None and is_unread(text) else None


def is_unread(text: Text) -> bool:
    """Whether its words may not be read, for now or any more."""
    return text.withdrawn_at is not None or campaign_by_id(text.campaign_id).taken_down_at is not None


def is_text(key: int, sha256: str) -> bool:
    """Whether the campaign has, or had, a text of this hash."""
    query = select(Text.id).where(Text.campaign_id == key, Text.sha256 == sha256)
    return db.session.scalar(query) is not None


def texts_named(key: int, hashes: Sequence[str]) -> list[Text]:
    """Texts of the campaign by their hashes, of any revision, in the order of these.

    Raises Refusal where one of them may not be passed on.
    """
    by_hash = {text.sha256: text for text in logged_texts(key, hashes)}
    if any(map(is_unread, by_hash.values())):
        raise Refusal("releases/taken-down", slug=campaign_by_id(key).slug)
    return [by_hash[digest] for digest in hashes]


def may_sign(key: int, sha256: str) -> bool:
    """Whether one may still sign under a text: not where its demand was corrected before anybody had signed it.

    Who asks holds off a correction by `may_confirm`.
    """
    query = select(Text.signed, Text.language, Text.demand)
    row = db.session.execute(query.where(Text.campaign_id == key, Text.sha256 == sha256)).one_or_none()
    if row is None or row.signed:
        return row is not None
    current = current_text(key, row.language)
    return current is None or current.demand == row.demand


def is_signed(key: int, sha256: str) -> bool:
    """Whether somebody has signed under a text."""
    query = select(Text.signed).where(Text.campaign_id == key, Text.sha256 == sha256)
    return bool(db.session.scalar(query))


def is_demand_signed(key: int, language: str) -> bool:
    """Whether somebody has signed in this language: then its demand is fixed."""
    query = select(Text.id).where(Text.campaign_id == key, Text.language == language, Text.signed)
    return db.session.scalar(query.limit(1)) is not None


def corrections(key: int, language: str) -> list[tuple[date, str]]:
    """(day, sentence) of each fact that was corrected, and of each misprint in a signed demand, in the words of this
    language, the newest first.
    """
    notes = select(TextNote).join(Text, Text.id == TextNote.text_id).where(Text.campaign_id == key)
    noted = [(text.made_at, text.corrected) for text in all_texts(key) if text.corrected]
    noted += [(note.made_at, note.corrected) for note in db.session.scalars(notes.order_by(TextNote.id))]
    noted.sort(key=lambda each: each[0])
    said = [(made_at.date(), sentences.get(language, "")) for made_at, sentences in reversed(noted)]
    return [each for each in dict.fromkeys(said) if each[1]]


def revisions(key: int, language: str) -> Sequence[Text]:
    """Every revision in one language, newest first."""
    query = select(Text).where(Text.campaign_id == key, Text.language == language)
    return db.session.scalars(query.order_by(Text.revision.desc()).limit(MOST_REVISIONS)).all()


def headlines(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    """The current headline in each language of these campaigns, by campaign; none in one whose newest is withdrawn."""
    newest = (
        select(Text.campaign_id, Text.language, func.max(Text.revision).label("revision"))
        .where(Text.campaign_id.in_(keys))
        .group_by(Text.campaign_id, Text.language)
        .subquery()
    )
    query = select(Text.campaign_id, Text.language, Text.headline).join(
        newest,
        and_(
            Text.campaign_id == newest.c.campaign_id,
            Text.language == newest.c.language,
            Text.revision == newest.c.revision,
        ),
    )
    by_campaign: dict[int, dict[str, str]] = {key: {} for key in keys}
    for row in db.session.execute(query.where(Text.withdrawn_at.is_(None)).order_by(Text.language)):
        by_campaign[row.campaign_id][row.language] = row.headline
    return by_campaign


def texts_after(key: int, language: str, revision: int, *, most: int) -> Sequence[Text]:
    """Every revision in every language, by language and revision, from behind this one on."""
    place = tuple_(Text.language, Text.revision)
    query = select(Text).where(Text.campaign_id == key, place > tuple_(literal(language), literal(revision)))
    return db.session.scalars(query.order_by(Text.language, Text.revision).limit(most)).all()


def text_hashes(key: int) -> list[str]:
    """The hashes of all texts a campaign ever had, in the order in which they came."""
    return list(db.session.scalars(select(Text.sha256).where(Text.campaign_id == key).order_by(Text.id)))


def logged_texts(key: int, hashes: Sequence[str]) -> Sequence[Text]:
    """The texts of a campaign that its log names."""
    query = select(Text).where(Text.campaign_id == key, Text.sha256.in_(hashes))
    return db.session.scalars(query.order_by(Text.id)).all()
