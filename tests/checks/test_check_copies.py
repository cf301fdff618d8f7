"""`campaign check` says how old the newest backup is, and what no letter can print."""

from datetime import timedelta

import time_machine

from campaign.backup import actions as backup_actions
from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.checks.copies import copies, letters
from campaign.lib import clock
from campaign.releases import actions
from tests.cast import SLUG, Site, in_force
from tests.letters.scripts import without_fonts


def test_a_public_site_is_asked_for_its_backups(site: Site) -> None:
    assert list(copies()) == []
    with in_force(site.app, base_url="https://hope.example.org"):
        assert list(copies()) == []
        none = "Backups: none was made yet. campaign night makes one; see docs/going-public.md."
        with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
            assert list(copies()) == [Finding(WRONG, none)]
        with time_machine.travel("2026-10-20T09:20:00Z", tick=False):
            backup_actions.note_made()
            assert list(copies()) == [Finding(GOOD, "Backups: the newest is of 2026-10-20 09:20 UTC.")]
        with time_machine.travel("2026-10-22T09:20:01Z", tick=False):
            assert list(copies()) == [
                Finding(
                    WRONG,
                    "Backups: the newest is of 2026-10-20 09:20 UTC. Does campaign night run each night?",
                )
            ]


def test_what_letters_cannot_print_is_said(site: Site) -> None:
    assert list(letters()) == []
    actions.change(slug=SLUG, organisers=["שלום ✊"])
    never = Finding(NOTE, f"Letters: none can print “✊” in the organisers of {SLUG}: write it otherwise.")
    assert list(letters()) == [never]
    with without_fonts():
        waits = f"Letters: none can print “שלום” in the organisers of {SLUG}: make fonts installs the fonts for it."
        assert list(letters()) == [Finding(NOTE, waits), never]
