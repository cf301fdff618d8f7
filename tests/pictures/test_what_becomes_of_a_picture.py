"""The file that a picture came as leaves the database; a purge takes the rest; every step is noted."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.lib import clock
from campaign.pictures import choosing
from campaign.pictures.models import CampaignPicture, PictureSize, PictureState
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.vault import trusted_time
from campaign.vault.models import Erasure
from tests.cast import SLUG, Site
from tests.pictures.choosing import BASE, organiser, public, ready, upload, version, worked
from tests.pictures.files import WHO
from tests.tables import rows


def erased() -> set[str]:
    """The tables whose rows are to leave the files."""
    return set(db.session.scalars(select(Erasure.name).where(Erasure.since.is_not(None))))


def test_the_file_itself_is_gone_once_its_sizes_are_made(site: Site) -> None:
    upload(organiser(site))
    assert WHO.encode() in rows(CampaignPicture)[0]["original"]
    assert "campaign_pictures" not in erased()
    worked()
    assert rows(CampaignPicture)[0]["original"] is None
    assert "campaign_pictures" in erased()
    assert all(WHO.encode() not in row["content"] for row in rows(PictureSize))


def test_one_that_no_worker_could_make_is_gone_after_an_hour(site: Site) -> None:
    upload(organiser(site))
    now = trusted_time.now()
    assert choosing.forget_originals(now=now + timedelta(minutes=59)) == 0
    assert choosing.forget_originals(now=now + timedelta(minutes=61)) == 1
    assert rows(CampaignPicture)[0]["original"] is None
    assert "campaign_pictures" in erased()


def test_a_job_that_was_replaced_meanwhile_makes_nothing(site: Site) -> None:
    desk = organiser(site)
    upload(desk)
    desk.get(BASE)
    upload(desk)
    worked()
    assert [row["state"] for row in rows(CampaignPicture)] == ["ready"]
    assert len(rows(PictureSize)) == 3


def test_a_purge_takes_it_along(site: Site) -> None:
    public(site)
    releases.close_campaign(slug=SLUG)
    site.number()
    with time_machine.travel(clock.now() + timedelta(days=400)):
        trusted_time.accept()
        signing.purge()
    assert (rows(CampaignPicture), rows(PictureSize)) == ([], [])


def test_each_step_is_noted(site: Site) -> None:
    desk = ready(site)
    desk.post(f"{BASE}/published", {"version": version(desk)})
    desk.post(f"{BASE}/public/removed", {"version": version(desk)})
    choosing.remove(slug=SLUG, state=PictureState.PUBLIC)
    assert [(row["act"], row["facts"]) for row in rows(AuditEntry) if row["act"].startswith("picture")] == [
        (Act.PICTURE_UPLOAD, {"languages": ["en"]}),
        (Act.PICTURE_PUBLISH, {}),
        (Act.PICTURE_REMOVE, {}),
    ]
