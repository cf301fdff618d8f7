"""The key that signs checkpoints stands in letters on paper: where it is lost the log stops, and none is made anew."""

import pytest

from campaign.audit.models import AuditEntry
from campaign.lib.terminal import sentence
from campaign.releases import sequencer
from campaign.tally import queries as tally_queries
from campaign.tally.last_seen import LogStopped
from campaign.vault import keys
from tests.cast import AMELIE, NOUR, SLUG, Person, Site
from tests.refused import refused
from tests.tables import rows
from tests.tally.test_last_seen import run

SAID = (
    f"{SLUG}: the key that its checkpoints are signed with, log.key, isn't here, or a different one is. "
    "Letters on paper "
    "carry it. Restore it from a backup or the machine that had it; if nobody has it any more: "
    f"campaign log new-key {SLUG}"
)


def test_without_it_nothing_is_numbered_and_with_it_all_goes_on(site: Site) -> None:
    site.signed(AMELIE)
    site.number()
    path = site.settings.keys / "log.key"
    kept = path.read_bytes()
    keys.destroy(site.settings.keys, "log")
    site.signed(NOUR)
    with refused(SAID, kind=LogStopped):
        site.number()
    stopped = sequencer.stopped_logs()
    assert ({slug: sentence(why) for slug, why in stopped.items()}, path.exists()) == ({SLUG: SAID}, False)
    assert tally_queries.public_tally(site.campaign.id).total == 1
    path.write_bytes(kept)
    site.number()
    assert tally_queries.public_tally(site.campaign.id).total == 2


def test_another_key_is_no_better(site: Site) -> None:
    site.signed(AMELIE)
    site.number()
    keys.destroy(site.settings.keys, "log")
    keys.make(site.settings.keys, "log")
    site.signed(NOUR)
    with refused(SAID, kind=LogStopped):
        site.number()


def test_where_nobody_has_it_any_more_a_new_one_is_taken_in_words(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.signed(AMELIE)
    site.number()
    before = tally_queries.verifier(site.campaign.id)
    code, said = run(site.app, monkeypatch, "log", "new-key", SLUG)
    assert (code, said) == (0, f"{SLUG} is already signed with the key that is here: {before}\n")
    keys.destroy(site.settings.keys, "log")
    code, said = run(site.app, monkeypatch, "log", "new-key", SLUG)
    now = tally_queries.verifier(site.campaign.id)
    assert (code, said) == (
        0,
        f"Before: {before}\nFrom now on: {now}\nTell those who keep a copy, and issue letters again.\n",
    )
    assert before != now
    assert [row["campaign"] for row in rows(AuditEntry) if row["act"] == "log-key"] == [SLUG]
    site.signed(Person("B", "b@example.org", "DE"))
    site.number()
    assert (tally_queries.public_tally(site.campaign.id).total, tally_queries.verifier(site.campaign.id)) == (
        2,
        now,
    )
    site.open_campaign("later")  # it is the site's now


def test_no_next_campaign_is_opened_under_a_second_one(site: Site) -> None:
    keys.destroy(site.settings.keys, "log")
    keys.make(site.settings.keys, "log")
    with refused(
        f"log.key of this site isn't in {site.settings.keys}, or a different one is: it signs every log, and is on the "
        "worker's machine alone. Open campaigns there. If it is lost, restore it from a backup; if nobody has it "
        "any more, campaign log new-key SLUG, of each campaign that was open."
    ):
        site.open_campaign("later")
