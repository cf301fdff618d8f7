"""An invalidation that stops between two batches, undone or while a signer withdraws."""

from typing import Any

import pytest

from campaign.lib import clock
from campaign.moderation import actions as moderation
from campaign.moderation.actions import gathering
from campaign.moderation.queries import Sought, newest_signature
from campaign.signing.models import InvalidatedSignature, Invalidation, Signature
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, NOUR, Client, Site
from tests.moderation.crowd import crowd
from tests.moderation.removals import worked
from tests.signing.test_between_two_batches import BEGIN, batches_of
from tests.tables import count, rows


def test_an_undone_invalidation_that_stops_lets_all_count_and_be_named_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches_of(2, monkeypatch)
    crowd(site, 5, country="VA", domain="forged.example", at=BEGIN)
    site.number()
    campaign, given = site.campaign.id, {"sought": Sought(country="VA"), "reason": "fraud", "wanted": 5}
    last = newest_signature(campaign)
    number = moderation.begin_invalidation(campaign=campaign, last=last, **given)
    while moderation.gather(campaign=campaign, number=number) == 2:
        pass

    def interrupted(_work: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("campaign.moderation.actions.invalidating.batches", interrupted)
        with pytest.raises(KeyboardInterrupt):
            moderation.undo_invalidation(campaign=campaign, number=number)
    assert count(InvalidatedSignature) == 5
    moderation.remove_due()
    assert [moderation.release_undone() for _ in range(4)] == [2, 2, 1, 0]
    assert (count(Signature, state="counted"), count(InvalidatedSignature)) == (5, 0)
    again = moderation.begin_invalidation(campaign=campaign, last=last, **given)
    while moderation.gather(campaign=campaign, number=again):
        pass
    assert count(InvalidatedSignature, invalidation_id=again) == 5


def test_who_withdraws_while_signatures_are_gathered_leaves_once(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [site.signed(person) for person in (NOUR, AMELIE)]
    site.number()
    campaign = site.campaign.id
    number = moderation.begin_invalidation(
        campaign=campaign,
        sought=Sought(day=clock.today()),
        reason="fraud",
        last=newest_signature(campaign),
        wanted=2,
    )
    looked = gathering._next_matching

    def looks(campaign: int, number: int) -> Any:
        keys = looked(campaign, number)
        client.press(links[0], "withdrawal")
        return keys

    monkeypatch.setattr(gathering, "_next_matching", looks)
    gathered = [moderation.gather(campaign=campaign, number=number) for _ in range(2)]
    assert gathered == [2, 0]
    assert worked(site) == 2
    assert [row["removed"] for row in rows(Invalidation)] == [1]
    assert tally_queries.public_tally(site.campaign.id).removed == {"withdrawn": 1, "fraud": 1}
