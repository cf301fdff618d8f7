"""The organisers' picture as a page shows it: three sizes for a browser to choose from, its words in one language."""

from collections.abc import Callable
from dataclasses import dataclass

from campaign.pictures import queries
from campaign.pictures.models import CampaignPicture, PictureState
from campaign.releases.models import Campaign


@dataclass(frozen=True)
class Shown:
    """`sources` are for `srcset`; width and height, of the largest, keep the picture's place before it is there."""

    address: str
    sources: str
    width: int
    height: int
    alternative: str
    credit: str
    language: str


def on_the_page(campaign: Campaign, *languages: str) -> Shown | None:
    """What the public sees, in the first of these languages that its words are in, else in any."""
    if campaign.taken_down_at is not None:
        return None
    picture = queries.picture(campaign.id, PictureState.PUBLIC)
    return (
        shown(picture, lambda name: f"/{campaign.slug}/pictures/{name}.jpg", *languages) if picture else None
    )


def shown(picture: CampaignPicture, address: Callable[[str], str], *languages: str) -> Shown | None:
    """One whose sizes are made, each at its `address` by its name."""
    sizes = queries.sizes(picture.id)
    if not sizes:
        return None
    words = picture.words
    language = next((code for code in (*languages, *words) if code in words), "")
    said = words.get(language, {"alternative": "", "credit": ""})
    return Shown(
        address=address(sizes[len(sizes) // 2].name),
        sources=", ".join(f"{address(each.name)} {each.width}w" for each in sizes),
        width=sizes[-1].width,
        height=sizes[-1].height,
        alternative=said["alternative"],
        credit=said["credit"],
        language=language,
    )
