"""`campaign discard` deletes what was never public: drafts of a public campaign, or a campaign that wasn't opened."""

from datetime import UTC, datetime

from flask import Flask

from campaign.extensions import db, transaction
from campaign.organisers.models import Invitation, Membership, Organiser
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, Text
from campaign.vault.models import Erasure
from tests.cast import SLUG, Site
from tests.releases.test_publishing import DEMAND, TEXT, run, same_app  # noqa: F401 - a fixture
from tests.tables import count, rows

ARABIC = "صفّوا السماء\n\n[نيويورك، 24 أيلول 2016] قُصفت المشافي في المدينة.\n\nنطالب بالتحرك.\n"


def draft(app: Flask, slug: str = "mistake") -> int:
    assert run(app, "publish", "-", "--slug", slug, "--demand", DEMAND, given=TEXT).exit_code == 0
    campaign = releases_queries.campaign(slug)
    assert campaign is not None
    return campaign.id


def test_a_campaign_that_was_never_opened_is_deleted_once_its_slug_is_typed(app: Flask) -> None:
    draft(app)
    draft(app, "another")
    refused = run(app, "discard", "mistake", "--confirm", "mistakes")
    assert (refused.exit_code, refused.stderr) == (2, "'mistakes' is not 'mistake'. Nothing was changed.\n")
    assert count(Text) == 2
    asked = run(app, "discard", "mistake", given="mistake\n")
    assert asked.exit_code == 0
    assert asked.output.splitlines()[0] == (
        "mistake was never opened. Its texts and settings are deleted, which can't be undone."
    )
    assert asked.output.splitlines()[-1] == "mistake is deleted, and its address is free again."
    assert [campaign.slug for campaign in db.session.scalars(db.select(Campaign))] == ["another"]
    assert count(Text) == 1
    draft(app)


def test_its_people_leave_with_it(app: Flask) -> None:
    key, moment = draft(app), datetime(2026, 12, 1, tzinfo=UTC)
    with transaction() as session:
        organiser = Organiser(
            email="a@example.org",
            name="A",
            language="en",
            made_at=moment,
            fs_uniquifier="u",
            fs_webauthn_user_handle="u",
        )
        session.add(organiser)
        session.flush()
        session.add(Membership(organiser_id=organiser.id, campaign_id=key, role="owner", since=moment))
        session.add(
            Invitation(token_hash=b"1", campaign_id=key, role="owner", made_at=moment, expires_at=moment)
        )
    assert run(app, "discard", "mistake", "--confirm", "mistake").exit_code == 0
    assert (count(Membership), count(Invitation), count(Organiser)) == (0, 0, 1)
    # What was in any table leaves the database's files too.
    erased = {row["name"] for row in rows(Erasure)}
    assert erased == {"campaigns", "invitations", "memberships", "texts"}


def test_one_language_of_it_is_deleted_and_the_last_is_not(app: Flask) -> None:
    draft(app)
    words = ("--slug", "mistake", "--language", "ar", "--demand", "نطالب بحماية المدنيين.")
    assert run(app, "publish", "-", *words, given=ARABIC).exit_code == 0
    assert run(app, "discard", "mistake", "--language", "ar").output == "The text in العربية is deleted.\n"
    gone = run(app, "discard", "mistake", "--language", "ar")
    assert gone.stderr == "mistake has no such draft. campaign publish FILE --slug mistake makes one.\n"
    last = run(app, "discard", "mistake", "--language", "en")
    assert last.stderr == (
        "mistake has no other language. Delete all of it, or publish another text first. campaign discard mistake\n"
    )
    assert count(Text) == 1


def test_a_campaign_that_people_could_sign_is_never_deleted(site: Site) -> None:
    run(site.app, "pause", SLUG)
    refused = run(site.app, "discard", SLUG, "--confirm", SLUG)
    assert refused.stderr == f"{SLUG} has no such draft. campaign publish FILE --slug {SLUG} makes one.\n"
    assert releases_queries.campaign(SLUG) is not None
