"""Who works at the desk."""

import pytest

from tests.cast import Site
from tests.notifications.people import mails, staff


@pytest.fixture
def at_risk(site: Site) -> Site:
    """An open campaign whose signers could be harmed, with its people; what its making was told of is past."""
    staff(site)
    mails(site)
    return site


@pytest.fixture
def harmless(app: object) -> Site:
    """One that mails may name."""
    site = Site(app).open_campaign(at_risk=False)  # type: ignore[arg-type]  # the app
    staff(site)
    mails(site)
    return site
