"""A program at the API, and a campaign of which everything can be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from campaign.releases import actions as releases
from campaign.releases.models import CorrectionKind
from campaign.updates import actions as updates
from tests.api.shapes import Reader
from tests.cast import DEMAND, SLUG, Client, Site
from tests.letters.desk import FOUR, count, make
from tests.letters.post import addressed, send
from tests.letters.test_answers import become, reply
from tests.updates.telling import MET, MET_IN_ARABIC, told

GONE = "y" * 22


@pytest.fixture
def reader(client: Client) -> Reader:
    return Reader(client)


@pytest.fixture
def corrected(site: Site) -> Callable[[str], None]:
    """Publish a revision with another body."""

    def publish(body: str) -> None:
        releases.publish(
            slug=SLUG, language="en", headline="Clear the skies now", place="Geneva", day=date(2016, 9, 25),
            demand=DEMAND, body=body, kind=CorrectionKind.SPELLING,
        )  # fmt: skip
        site.number()

    return publish


@pytest.fixture
def full(site: Site, tmp_path: Path, corrected: Callable[[str], None]) -> Site:
    """Thirty have signed; three letters went, one was answered; of two updates one was taken back; two revisions."""
    count(site, FOUR)
    addressed(site, tmp_path, "DE", "FR", "SY")
    folder = make(site, tmp_path / "letters", only="DE,FR,SY")
    assert send(site, folder, "--confirm", 3).code == 0
    become(FR="sent", DE="bounced", SY="unknown")
    said = ("--position", "supports", "--date", "2016-10-10", "--note", "By letter of that day.")
    assert reply(site, "FR", *said).code == 0
    told(en=MET, ar=MET_IN_ARABIC)
    told(GONE, day=date(2016, 10, 2))
    updates.take_back(slug=SLUG, key=GONE)
    corrected("Hospitals were hit again.")
    return site
