"""The campaign that ships: opened on this machine's own address, delivered to nobody."""

from campaign.config import Settings
from campaign.extensions import transaction
from campaign.lib.clock import today
from campaign.releases import actions, queries
from campaign.releases.shipped import read_example


def publish_example(*, settings: Settings) -> None:
    """Publish and open it, unless there is one already."""
    example = read_example()
    known = queries.campaign(example.slug)
    if known and known.state != "draft":
        return
    with transaction():
        for language, release in example.releases.items():
            actions.publish(
                slug=example.slug,
                language=language,
                headline=release.headline,
                place=release.place,
                day=release.date or today(),
                demand=example.demands[language],
                body=release.body,
                example=True,
            )
        actions.change(slug=example.slug, goal=example.goal, organisers=list(example.organisers), withhold=[])
    actions.open_campaign(slug=example.slug, settings=settings)
