"""What goes when somebody says so: `campaign purge`, `campaign forget`."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaign.mail.models import Message
from campaign.releases import actions as releases
from campaign.releases.figures import check
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.tally import queries as tally_queries
from campaign.vault import keys
from tests.cast import AMELIE, NOUR, SLUG, Client, Person, Site, heading
from tests.tables import count, dump, rows
from tests.tally.test_last_seen import run

BEGIN = datetime(2026, 10, 1, 9, 50, tzinfo=UTC)
DAY = timedelta(days=1)
KARIM = Person("Karim", "karim@example.org", "LB")
EMPTY = "Submissions past their time, {}: 0\nRecords of withdrawn signatures, {}: 0\n"


def settled(site: Site, client: Client) -> None:
    """One counted, one withdrawn, one waiting, one held; then closed."""
    site.signed(NOUR)
    client.press(site.signed(AMELIE), "withdrawal")
    client.sign(KARIM)
    client.sign(KARIM, email="held@example.org", website="x")
    site.deliver()
    site.number()
    releases.close_campaign(slug=SLUG)
    site.number()


def test_a_dry_run_says_what_the_purge_then_does(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        settled(site, client)
    for after, expected in (
        (DAY, "Submissions past their time, {}: 0\nRecords of withdrawn signatures, {}: 1\n"),
        (5 * DAY, "Submissions past their time, {}: 1\nRecords of withdrawn signatures, {}: 0\n"),
        (15 * DAY, "Submissions past their time, {}: 1\nRecords of withdrawn signatures, {}: 0\n"),
        (
            90 * DAY,
            EMPTY + f"{SLUG}, closed more than 90 days ago: 2 rows and its tag key, {{}}\n"
            "Backups and copies of the keys folder on other machines still hold theirs: delete them too.\n",
        ),
        (91 * DAY, EMPTY),
    ):
        with time_machine.travel(BEGIN + after, tick=False):
            before = dump()
            assert run(site.app, monkeypatch, "purge", "--dry-run") == (
                0,
                expected.replace("{}", "would be deleted"),
            )
            assert dump() == before
            assert run(site.app, monkeypatch, "purge") == (0, expected.replace("{}", "deleted"))


def test_the_purge_after_the_close_destroys_the_tag_key_and_leaves_the_count(
    site: Site, client: Client
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        settled(site, client)
        public = client.get(f"/{SLUG}/tally.json").data
    assert keys.exists(site.settings.keys, f"tag-{SLUG}")
    with time_machine.travel(BEGIN + 90 * DAY, tick=False):
        assert signing.purge_closed() == {SLUG: 4}
        assert keys.exists(site.settings.keys, f"tag-{SLUG}") is False
        assert signing.purge_closed() == {}
        assert client.get(f"/{SLUG}/tally.json").data == public
        assert client.get(f"/en/{SLUG}").status_code == 200
    assert keys.exists(site.settings.keys, f"tag-{SLUG}") is False
    assert check(site.campaign) == []


def test_a_key_that_a_crash_left_is_destroyed_at_the_next_turn(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        settled(site, client)
    with time_machine.travel(BEGIN + 90 * DAY, tick=False):
        key = keys.secret(site.settings.keys, f"tag-{SLUG}")
        signing.purge_closed()
        (site.settings.keys / f"tag-{SLUG}.key").write_text(key.hex() + "\n")
        assert signing.purge_closed() == {SLUG: 0}
        assert keys.exists(site.settings.keys, f"tag-{SLUG}") is False


def forget(site: Site, patch: pytest.MonkeyPatch, address: str) -> tuple[int, str]:
    return run(site.app, patch, "forget", SLUG, typed=f"{address}\n")


def test_an_address_is_forgotten_however_it_is_spelt(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = site.signed(NOUR)
    kept = site.signed(AMELIE)
    site.number()
    client.sign(NOUR)
    code, said = forget(site, monkeypatch, "NOUR+news@Example.org")
    assert (code, said.split("\n")[:2]) == (
        0,
        [
            "Submissions deleted: 1",
            "Its signature is withdrawn; the record will be deleted within 1 min, once the log says so.",
        ],
    )
    site.number()
    signing.erase_withdrawn()
    gone, stays = rows(Signature)
    personal = ("record_id", "sealed", "copy", "address_tag", "domain_tag", "stop_tag")
    assert [gone[name] for name in personal] == [None] * 6
    assert stays["sealed"] is not None
    assert heading(client.get(link).text) == "Your signature is withdrawn"
    assert "/stop" not in client.get(link).text
    assert heading(client.get(kept).text) == "You have confirmed already"
    assert tally_queries.public_tally(site.campaign.id).total == 1
    assert check(site.campaign) == []
    assert count(Submission) == 0


def test_who_never_signed_and_what_is_no_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.signed(NOUR)
    before = unnoted()
    assert forget(site, monkeypatch, "nobody@example.org") == (
        0,
        "Submissions deleted: 0\nNo signature of that address counts.\n",
    )
    assert forget(site, monkeypatch, "no address") == (
        2,
        "That is not an email address. Nothing was changed.\n",
    )
    assert unnoted() == before


def unnoted() -> dict[str, object]:
    """All that is kept but the note that it was asked."""
    return {name: kept for name, kept in dump().items() if name != "audit_entries"}


def test_a_mail_that_waits_for_her_is_not_sent(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.open_campaign("other")
    client.sign(NOUR)
    client.sign(AMELIE)
    signing.mail_submissions()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        client.sign(NOUR, slug="other")
        signing.mail_submissions()
        assert count(Message, state="waiting") == 3
        assert forget(site, monkeypatch, NOUR.email)[1].startswith("Submissions deleted: 1\n")
        others, hers = site.deliver(), [row for row in rows(Message) if row["state"] == "failed"]
    assert sorted(mail.to for mail in others) == [AMELIE.email, NOUR.email]
    assert [(row["answer"], row["sealed"]) for row in hers] == [("forgotten", None)]
    assert heading(client.get(others[1].link).text) == "Confirm your signature"


def test_an_invalidated_signature_keeps_its_tag_until_its_owner_asks(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(NOUR)
    site.number()
    signing.leave_again(campaign=site.campaign.id, places=[(2, "fraud")])
    site.number()
    signing.erase_withdrawn()
    assert rows(Signature)[0]["address_tag"] is not None
    assert forget(site, monkeypatch, NOUR.email)[1].splitlines()[1] == (
        "Its signature no longer counted; what was left of it has been erased."
    )
    assert {name for name, value in rows(Signature)[0].items() if value is not None} == {
        "id", "campaign_id", "state", "country", "text",
    }  # fmt: skip


def test_after_the_purge_there_is_nothing_to_forget(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        settled(site, client)
    with time_machine.travel(BEGIN + 90 * DAY, tick=False):
        signing.purge()
        assert forget(site, monkeypatch, NOUR.email) == (
            2,
            f"{SLUG} has no tag key: nothing personal is left.\n",
        )
    assert keys.exists(site.settings.keys, f"tag-{SLUG}") is False
