"""The texts of a database that knew neither drafts nor corrections: all of them are there after the migration."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.cast import AMELIE, Client, Site
from tests.releases.test_drafts import ARABIC, SPELLING, take_in


def test_what_was_signed_is_known_and_what_waits_as_a_draft_goes_with_its_table(
    site: Site, app: Flask
) -> None:
    take_in(**ARABIC)
    actions.publish_drafts(slug=site.slug)
    site.signed(AMELIE)
    take_in(**SPELLING)
    before = rows()
    db.session.remove()
    downgrade(revision="0004")
    downgrade(revision="-1")
    upgrade()
    assert rows() == before
    assert [row[:3] for row in before] == [("en", 1, True), ("ar", 1, False)]
    assert releases_queries.drafts(site.campaign.id) == []
    assert "Hospitals were hit." in Client(app).get(f"/en/{site.slug}").text


def rows() -> list[tuple[object, ...]]:
    found = db.session.execute(text("SELECT language, revision, signed, sha256, body FROM texts ORDER BY id"))
    return [(row[0], row[1], bool(row[2]), *row[3:]) for row in found]
