"""The campaign that ships: opened on this machine's own address, delivered to nobody."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from campaign.extensions import transaction
from campaign.lib.clock import today
from campaign.reading.files import decode
from campaign.reading.release import Release, read_release
from campaign.releases import actions, queries
from campaign.releases.models import CampaignState

FOLDER = Path(__file__).parent / "example"


def publish_example() -> None:
    """Publish and open it, unless there is one already."""
    example = read_example()
    campaign = queries.campaign(example.slug)
    if campaign and campaign.state != CampaignState.DRAFT:
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
        actions.change(
            slug=example.slug,
            goal=example.goal,
            organisers=list(example.organisers),
            called=example.called,
            withhold=[],
        )
    actions.open_campaign(slug=example.slug)


@dataclass(frozen=True, kw_only=True)
class Example:
    """Everything that opens the example campaign; `called`, `releases` and `demands` by language code."""

    slug: str
    goal: int
    organisers: tuple[str, ...]
    called: dict[str, list[str]]
    demands: dict[str, str]
    releases: dict[str, Release]


def read_example() -> Example:
    """The shipped example, in each language that has a demand, in their order in the file."""
    settings = tomllib.loads((FOLDER / "example.toml").read_text(encoding="utf-8"))
    demands = settings["demand"]
    return Example(
        slug=settings["slug"],
        goal=settings["goal"],
        organisers=tuple(settings["organisers"]),
        called=settings["called"],
        demands=demands,
        releases={language: read_release(decode(_raw(language))) for language in demands},
    )


def _raw(language: str) -> bytes:
    return (FOLDER / f"{language}.txt").read_bytes()
