"""Many signers at once, for what organisers look for among them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.releases.models import Campaign
from campaign.signing import actions as signing
from campaign.signing.actions import Invented
from tests.cast import Site


def crowd(site: Site, number: int, *, country: str, domain: str, at: datetime) -> list[int]:
    """Confirm signers who live in a country and have mail under a domain, all in one hour; their signatures."""
    signers = [Invented("A. B.", f"{next(_made)}@{domain}", country, "en", False) for _ in range(number)]
    with _example(site), clock.moved_to(at):
        return signing.confirm_invented(campaign=site.campaign, signers=signers)


class _example:
    """Only the example takes invented signers; within the block this is one."""

    def __init__(self, site: Site) -> None:
        self.key = site.campaign.id

    def _be(self, example: bool) -> None:
        with transaction() as session:
            session.execute(update(Campaign).where(Campaign.id == self.key).values(example=example))
        db.session.expire_all()

    def __enter__(self) -> None:
        self._be(True)

    def __exit__(self, *_problem: object) -> None:
        self._be(False)


def _numbers() -> Iterator[str]:
    number = 0
    while True:
        yield f"someone{(number := number + 1)}"


_made = _numbers()
