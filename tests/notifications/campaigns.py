"""What comes about in a campaign that people are then told of."""

from datetime import UTC, datetime, timedelta

import time_machine

from campaign.extensions import db, transaction
from campaign.letters.fates import SendingState
from campaign.letters.models import Sending
from campaign.lib import clock
from campaign.moderation import surveys
from campaign.releases import actions as releases
from campaign.releases.models import Campaign
from tests.cast import AMELIE, NOUR, Site
from tests.tables import count

MONDAY = datetime(2026, 10, 12, 6, tzinfo=UTC)


def sent_back(site: Site, state: SendingState, *countries: str) -> None:
    """Letters that were made before and came to nothing just now."""
    set_id = db.session.scalar(db.text("SELECT id FROM letter_sets"))
    with transaction() as session:
        for country in countries:
            session.add(
                Sending(
                    set_id=set_id, country=country, round=1 + count(Sending), state=state, address="m@example.org",
                    record_id=f"{country}{count(Sending)}".encode().ljust(16), per_hour=1, office_hours=False,
                    due_at=clock.now(), ended_at=clock.now(),
                )
            )  # fmt: skip


def issued(site: Site) -> None:
    """A set of letters to two States."""
    with transaction() as session:
        session.execute(
            db.text(
                "INSERT INTO letter_sets (campaign_id, size, total, as_at, territories, date, stated, texts, "
                "organisers, manifest, sha256, made_at) VALUES (:key, 1, 1, '2026-10-01', false, '2026-10-01', '', "
                "'[]', '[]', '', '', '2026-10-01 00:00:00')"
            ),
            {"key": site.campaign.id},
        )
        for country in ("FR", "DE"):
            session.execute(
                db.text(
                    "INSERT INTO letters (set_id, country, language, stated, sha256, pdf) "
                    "SELECT id, :country, 'en', '10', '', '' FROM letter_sets"
                ),
                {"country": country},
            )


def closes(site: Site, day: str) -> None:
    with transaction() as session:
        campaign = session.query(Campaign).filter_by(slug=site.slug).one()
        campaign.closes = datetime.fromisoformat(day).date()


def closed(site: Site) -> None:
    """On 1 October, with ninety days to keep what people gave."""
    with time_machine.travel("2026-10-01T12:00:00Z", tick=False):
        releases.close_campaign(slug=site.slug)


def open_since(site: Site, moment: datetime) -> None:
    with transaction():
        db.session.get_one(Campaign, site.campaign.id).opened_at = moment


def busy(site: Site) -> None:
    """Two signed, and a form is held, in a campaign that has been open for two days."""
    open_since(site, MONDAY - timedelta(days=2))
    with time_machine.travel(MONDAY - timedelta(hours=20), tick=False):
        for signer in (AMELIE, NOUR):
            site.signed(signer)
        site.client(address="203.0.113.99").sign(AMELIE, website="x")
        site.number()
        while surveys.take_due():
            pass
