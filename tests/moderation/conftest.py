"""A site whose removals wait for an hour."""

import pytest

from tests.cast import Site, change
from tests.moderation.crowd import crowd
from tests.moderation.removals import BEGIN, HOUR


@pytest.fixture
def holding(site: Site) -> Site:
    """A site that holds invalidations for an hour, as one in public does; 30 from FR, 12 forged ones from VA."""
    change(site.app, hold_seconds=3600)
    crowd(site, 30, country="FR", domain="example.org", at=BEGIN)
    crowd(site, 12, country="VA", domain="forged.example", at=BEGIN + 2 * HOUR)
    site.number()
    return site
