"""How many signed under each revision, as the public may know: asked of the room that keeps the signatures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app

from campaign.lib.tens import complete_tens
from campaign.releases import queries

SIGNED = "signatures by text"


@dataclass(frozen=True, kw_only=True)
class SignedRevision:
    """A revision, the day on which it was published, and in complete tens how many signatures under it stand.

    `at_least` is 0 for fewer than ten. One that was withdrawn has its hash still.
    """

    language: str
    revision: int
    day: date
    sha256: str
    at_least: int
    withdrawn: bool


def init_app(app: Flask, *, count: Callable[[int], Mapping[str, int]]) -> None:
    """Tell the app how signatures are counted by the hash of their text, in the campaign of an id."""
    app.extensions[SIGNED] = count


def signed_revisions(campaign: int) -> list[SignedRevision]:
    """Every revision in every language, in the order in which they came: what the annex of a letter says.

    Reads each signature of the campaign once; for letters, not for pages.
    """
    counts = current_app.extensions[SIGNED](campaign)
    return [
        SignedRevision(
            language=text.language,
            revision=text.revision,
            day=text.made_at.date(),
            sha256=text.sha256,
            at_least=complete_tens(counts.get(text.sha256, 0)),
            withdrawn=text.withdrawn_at is not None,
        )
        for text in queries.all_texts(campaign)
    ]
