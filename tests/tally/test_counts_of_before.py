"""A database from before lots: what its last statement stood above counts as taken in, the rest waits."""

from flask_migrate import downgrade, upgrade

from campaign.extensions import db
from campaign.releases.figures import not_stated
from campaign.tally import actions
from campaign.tally import queries as tally_queries
from campaign.tally.lots import Counts
from tests.cast import Site
from tests.tally.test_the_sequencer import confirm, stated


def counts(site: Site) -> Counts:
    db.session.rollback()
    head = tally_queries.head(site.campaign.id)
    assert head is not None
    return tally_queries.counts(head)


def test_counts_are_made_from_the_entries(site: Site) -> None:
    confirm(site, "FR", 15)
    confirm(site, "DE", 10, first=100)
    site.number()
    confirm(site, "FR", 7, first=200)
    site.number()
    for signature, country in ((0, "FR"), (1, "FR"), (100, "DE"), (200, "FR")):
        actions.append_withdrawal(
            campaign=site.campaign.id, signature=signature, country=country, reason="withdrawn"
        )
    site.number()
    before, said = counts(site), stated(site)
    assert not_stated(site.campaign) == (6, 3)
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    assert counts(site) == before
    assert stated(site) == said
    confirm(site, "DE", 14, first=300)
    site.number()
    assert [each.taken_in for each in stated(site)] == [25, 45]
