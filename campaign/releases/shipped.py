"""The campaign that ships with the project, read from its files as an organiser's would be."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from campaign.releases.files import decode
from campaign.releases.reading import Release, read_release

FOLDER = Path(__file__).parent / "example"


@dataclass(frozen=True, kw_only=True)
class Example:
    """Everything that opens the example campaign; `releases` and `demands` by language code."""

    slug: str
    goal: int
    organisers: tuple[str, ...]
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
        demands=demands,
        releases={language: read_release(decode(_raw(language))) for language in demands},
    )


def _raw(language: str) -> bytes:
    return (FOLDER / f"{language}.txt").read_bytes()
