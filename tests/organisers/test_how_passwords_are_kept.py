"""What guessing a stored password costs, as `HASHING` says; other tests keep theirs at the least cost."""

import pytest
from sqlalchemy import select

from campaign.extensions import db
from campaign.organisers.models import Organiser
from campaign.organisers.roles import Role
from campaign.organisers.slow_hashes import HASHING
from tests.cast import Site
from tests.organisers.browser import Desk, member
from tests.quicker import STORED


@pytest.fixture(autouse=True)
def hashed_as_the_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the app is made."""
    for name, value in STORED.items():
        monkeypatch.setitem(HASHING, name, value)


def test_by_argon2id_with_nineteen_mebibytes_and_two_rounds(site: Site) -> None:
    member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    kept = db.session.scalar(select(Organiser.password))
    assert kept is not None
    assert kept.split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]
    assert Desk(site.app).sign_in("noor@example.org").status_code == 200
