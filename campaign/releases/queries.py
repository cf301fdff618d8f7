"""Reading campaigns and their texts."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from campaign.extensions import db
from campaign.lib.languages import DEFAULT
from campaign.lib.tokens import hash_token
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState, Text

MOST_CAMPAIGNS = 200


def campaign(slug: str) -> Campaign | None:
    """The campaign at an address, whatever its state."""
    return db.session.scalar(select(Campaign).where(Campaign.slug == slug))


def public_campaign(slug: str) -> Campaign | None:
    """The campaign at an address, unless it is a draft: nobody is told of those."""
    found = campaign(slug)
    return found if found is not None and found.state != CampaignState.DRAFT else None


def campaign_by_id(key: int) -> Campaign:
    """The campaign a row belongs to."""
    return db.session.get_one(Campaign, key)


def is_public(key: int) -> bool:
    """Whether there is such a campaign, and it isn't a draft."""
    found = db.session.get(Campaign, key)
    return found is not None and found.state != CampaignState.DRAFT


def previewed(token: str) -> Campaign | None:
    """The campaign that a preview link leads to."""
    digest = hash_token(token, purpose="preview")
    return db.session.scalar(select(Campaign).where(Campaign.preview_hash == digest))


def campaigns() -> Sequence[Campaign]:
    """The newest two hundred, newest first."""
    return db.session.scalars(select(Campaign).order_by(Campaign.id.desc()).limit(MOST_CAMPAIGNS)).all()


def in_state(*states: CampaignState) -> Sequence[Campaign]:
    """Campaigns in any of these states, the one opened last first."""
    query = (
        select(Campaign)
        .where(Campaign.state.in_(states))
        .order_by(Campaign.opened_at.desc(), Campaign.id.desc())
    )
    return db.session.scalars(query.limit(MOST_CAMPAIGNS)).all()


def each_in_state(*states: CampaignState) -> Iterator[Campaign]:
    """Every campaign in any of these states, the oldest first, a page at a time: for the worker."""
    after = 0
    while True:
        query = select(Campaign).where(Campaign.state.in_(states), Campaign.id > after)
        found = db.session.scalars(query.order_by(Campaign.id).limit(MOST_CAMPAIGNS)).all()
        yield from found
        if len(found) < MOST_CAMPAIGNS:
            return
        after = found[-1].id


def may_confirm(key: int) -> bool:
    """Whether signatures may still be confirmed; holds off a closing until the caller's transaction ends."""
    state = db.session.scalar(select(Campaign.state).where(Campaign.id == key).with_for_update(read=True))
    return state in CONFIRMABLE


def texts(key: int) -> Sequence[Text]:
    """The current revision in each language, in the order in which the languages came."""
    newest: dict[str, Text] = {}
    query = select(Text).where(Text.campaign_id == key).order_by(Text.id)
    for text in db.session.scalars(query):
        newest[text.language] = text
    return list(newest.values())


def text_for(key: int, language: str) -> Text:
    """The current text in this language, else in English, else in the first one published."""
    for wanted in (Text.language == language, Text.language == DEFAULT):
        query = select(Text).where(Text.campaign_id == key, wanted).order_by(Text.revision.desc()).limit(1)
        if found := db.session.scalar(query):
            return found
    return texts(key)[0]


def text(key: int, sha256: str) -> Text | None:
    """A text of the campaign by its hash, of any revision."""
    return db.session.scalar(select(Text).where(Text.campaign_id == key, Text.sha256 == sha256))


def texts_named(key: int, hashes: Sequence[str]) -> list[Text]:
    """Texts of the campaign by their hashes, of any revision, in the order of these."""
    found = {text.sha256: text for text in logged_texts(key, hashes)}
    return [found[digest] for digest in hashes]


def revisions(key: int, language: str) -> Sequence[Text]:
    """Every revision in one language, newest first."""
    query = select(Text).where(Text.campaign_id == key, Text.language == language)
    return db.session.scalars(query.order_by(Text.revision.desc()).limit(MOST_CAMPAIGNS)).all()


def text_hashes(key: int) -> list[str]:
    """The hashes of all texts a campaign ever had, in the order in which they came."""
    return list(db.session.scalars(select(Text.sha256).where(Text.campaign_id == key).order_by(Text.id)))


def logged_texts(key: int, hashes: Sequence[str]) -> Sequence[Text]:
    """The texts of a campaign that its log names."""
    query = select(Text).where(Text.campaign_id == key, Text.sha256.in_(hashes))
    return db.session.scalars(query.order_by(Text.id)).all()
