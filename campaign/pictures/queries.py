"""Reading pictures, those of links and those of campaigns."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import load_only

from campaign.extensions import db
from campaign.pictures.models import CampaignPicture, PictureSize, PictureState, SharedPicture


def shared(campaign: int, language: str) -> SharedPicture | None:
    """What links in a language are shown with, its bytes with it."""
    return db.session.get(SharedPicture, (campaign, language), populate_existing=True)


def shared_name(campaign: int, language: str) -> str | None:
    """Its name alone; None until it is drawn."""
    mine = SharedPicture.campaign_id == campaign, SharedPicture.language == language
    return db.session.scalar(select(SharedPicture.name).where(*mine))


def shared_of(campaign: int) -> dict[str, SharedPicture]:
    """All of a campaign, by language, as they stand, without their bytes."""
    light = load_only(
        SharedPicture.name, SharedPicture.day, SharedPicture.total, SharedPicture.drawn_of, raiseload=True
    )
    query = select(SharedPicture).where(SharedPicture.campaign_id == campaign).options(light)
    return {row.language: row for row in db.session.scalars(query)}


def campaigns_shared() -> Sequence[int]:
    """The ids of the campaigns that have any."""
    return db.session.scalars(select(SharedPicture.campaign_id).distinct()).all()


def picture(campaign: int, state: PictureState) -> CampaignPicture | None:
    """The picture of a campaign in a state, without the file that it came as."""
    mine = CampaignPicture.campaign_id == campaign, CampaignPicture.state == state
    light = load_only(
        CampaignPicture.campaign_id, CampaignPicture.state, CampaignPicture.words, CampaignPicture.received_at
    )
    return db.session.scalar(select(CampaignPicture).where(*mine).options(light))


def original(picture: int) -> bytes | None:
    """The file that a picture came as; None once its sizes are made, or for none at all."""
    mine = CampaignPicture.id == picture, CampaignPicture.state == PictureState.RECEIVED
    return db.session.scalar(select(CampaignPicture.original).where(*mine))


def is_being_made(campaign: int) -> bool:
    """Whether a picture waits for its sizes."""
    mine = CampaignPicture.campaign_id == campaign, CampaignPicture.original.is_not(None)
    return db.session.scalar(select(CampaignPicture.id).where(*mine)) is not None


def sizes(picture: int) -> Sequence[PictureSize]:
    """Its sizes without their bytes, the smallest first."""
    light = load_only(PictureSize.width, PictureSize.height, PictureSize.name, raiseload=True)
    query = select(PictureSize).where(PictureSize.picture_id == picture).order_by(PictureSize.width)
    return db.session.scalars(query.options(light)).all()


def size_named(campaign: int, name: str, *, public: bool) -> bytes | None:
    """The bytes of one size of a campaign's picture, of the one on the page or of any."""
    query = select(PictureSize.content).join(CampaignPicture, CampaignPicture.id == PictureSize.picture_id)
    where = [CampaignPicture.campaign_id == campaign, PictureSize.name == name]
    if public:
        where.append(CampaignPicture.state == PictureState.PUBLIC)
    return db.session.scalar(query.where(*where).limit(1))
