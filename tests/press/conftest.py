"""Who sits at the desk: as the desk's own tests have them, and an owner."""

import pytest

from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.conftest import noor
from tests.organisers.browser import Desk, member

__all__ = ["noor", "rima"]


@pytest.fixture
def rima(site: Site) -> Desk:
    """An owner of the cast's campaign."""
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
