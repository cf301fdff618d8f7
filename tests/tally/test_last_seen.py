"""The log in the database: served, mirrored, verified; and every way in which its two copies can come apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import delete, select, update

from campaign.audit.models import AuditEntry
from campaign.cli import campaign as command
from campaign.extensions import db
from campaign.tally import actions, last_seen, tree
from campaign.tally import queries as tally_queries
from campaign.tally.checkpoints import open_checkpoint
from campaign.tally.last_seen import LogStopped
from campaign.tally.models import Checkpoint, Entry, LogHead, LogTile
from tests.cast import SLUG, Client, Site
from tests.refused import refused
from tests.tables import rows
from tests.tally.test_the_sequencer import confirm

RESUME = f"Find the newest checkpoint anyone has, and run: campaign log resume {SLUG} --last FILE-OR-ADDRESS"
OTHER = f"{SLUG}: the database's first 315 entries are not those published. {RESUME}"
GONE = f"{SLUG}: this machine's copy of the last published checkpoint is gone. {RESUME}"


def run(app: Flask, monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "") -> tuple[int, str]:
    monkeypatch.setattr("campaign.cli.app_for_commands", lambda: app)
    result = CliRunner().invoke(command, words, input=typed, obj=ScriptInfo(create_app=lambda: app))
    return result.exit_code, result.output


def grown(site: Site) -> Site:
    """A log of several batches: 300 signatures, a withdrawal, figures stated."""
    confirm(site, "FR", 290)
    site.number()
    confirm(site, "DE", 20, first=500)
    actions.append_withdrawal(campaign=site.campaign.id, signature=3, country="FR", reason="withdrawn")
    site.number()
    return site


def older(size: int, published: int) -> str:
    return (
        f"{SLUG}: the database has {size} entries, {published} were published. It is an older copy, perhaps a restored "
        f"backup. {RESUME}"
    )


def newest(site: Site) -> Checkpoint:
    db.session.rollback()
    found = tally_queries.newest_checkpoint(site.campaign.id)
    assert found is not None
    return found


def copy_of(site: Site) -> Path:
    head = tally_queries.head(site.campaign.id)
    assert head is not None
    return last_seen.file_of(site.settings.checkpoints, head.origin)


def test_each_checkpoint_is_signed_and_goes_on_from_the_one_before(site: Site) -> None:
    grown(site)
    campaign = site.campaign.id
    head = tally_queries.head(campaign)
    assert head is not None
    for checkpoint in db.session.scalars(select(Checkpoint).where(Checkpoint.campaign_id == campaign)):
        signed = open_checkpoint(checkpoint.note, key=tree.verifier(head.origin))
        assert (signed.size, signed.root) == (checkpoint.size, tree.edge_at(campaign, checkpoint.size).root())
    assert copy_of(site).read_text() == newest(site).note


def test_a_batch_touches_only_the_right_edge(site: Site) -> None:
    grown(site)
    before = {(t.level, t.number): t.hashes for t in db.session.scalars(select(LogTile))}
    confirm(site, "SE", 5, first=900)
    site.number()
    db.session.rollback()
    after = {(t.level, t.number): t.hashes for t in db.session.scalars(select(LogTile))}
    assert [place for place in before if after[place] != before[place]] == [(0, 1)]
    assert set(after) == {(0, 0), (0, 1), (1, 0)}


def test_a_crash_after_the_commit_shows_nothing_new_and_heals(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(site, "FR", 3)
    for step in ("last_seen.keep", "_mark_published"):
        with monkeypatch.context() as patch:
            patch.setattr(f"campaign.tally.actions.publishing.{step}", crash)
            with pytest.raises(OSError, match="crash"):
                site.number()
        assert newest(site).published is False
        assert '"size":2,' in client.get(f"/{SLUG}/tally.json").text
    site.number()
    assert newest(site).published is True
    assert '"size":5,' in client.get(f"/{SLUG}/tally.json").text
    assert copy_of(site).read_text() == newest(site).note


def crash(*_: object, **__: object) -> None:
    raise OSError("crash")


def test_a_restored_backup_stops_the_sequencer_and_says_how_to_go_on(site: Site) -> None:
    grown(site)
    campaign = site.campaign.id
    lose(campaign, above=292)
    confirm(site, "FR", 1, first=2000)
    with refused(older(292, 315), kind=LogStopped):
        site.number()
    assert tally_queries.waiting_count(campaign) == 1


def lose(campaign: int, *, above: int) -> None:
    """The database as a backup had it: its newest entries, tiles and checkpoints gone."""
    edge = tree.edge_at(campaign, above)
    where = Entry.campaign_id == campaign
    db.session.execute(delete(Entry).where(where, Entry.position >= above))
    db.session.execute(delete(Checkpoint).where(Checkpoint.campaign_id == campaign, Checkpoint.size > above))
    db.session.execute(update(LogHead).where(LogHead.campaign_id == campaign).values(size=above))
    for level, hashes in enumerate(edge.levels):
        number = (above >> 8 * level) // 256
        db.session.execute(
            update(LogTile).where(LogTile.level == level, LogTile.number == number).values(hashes=hashes)
        )
    db.session.commit()


def test_another_history_of_the_same_length_is_noticed(site: Site) -> None:
    grown(site)
    tile = db.session.get(LogTile, (site.campaign.id, 0, 1))
    assert tile is not None
    tile.hashes = tile.hashes[:-1] + b"x"
    db.session.commit()
    confirm(site, "FR", 1, first=2000)
    with refused(OTHER, kind=LogStopped):
        site.number()


def test_missing_tiles_and_a_damaged_copy_stop_this_log_alone(site: Site) -> None:
    grown(site)
    other = Site(site.app, "second").open_campaign("second")
    confirm(site, "FR", 1, first=2000)
    note = copy_of(site).read_text()
    damaged = (
        f"This machine's copy of the last published checkpoint, {copy_of(site)}, is damaged. Move it away, and "
        "continue from the newest checkpoint anyone has: campaign log resume SLUG --last FILE-OR-ADDRESS"
    )
    for content in ("", note[:-20], "no checkpoint"):
        copy_of(site).write_text(content)
        with refused(damaged, kind=LogStopped):
            site.number()
    copy_of(site).write_text(note)
    db.session.execute(delete(LogTile).where(LogTile.level == 0, LogTile.number == 1))
    db.session.commit()
    actions.append_signature(campaign=other.campaign.id, signature=3000, commitment="c" * 64, country="FR")
    with refused(OTHER, kind=LogStopped):
        site.number()
    assert tally_queries.public_tally(other.campaign.id).total == 1


def test_a_lost_copy_stops_until_the_newest_checkpoint_is_named(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(site)
    note = copy_of(site).read_text()
    copy_of(site).unlink()
    confirm(site, "FR", 1, first=2000)
    with refused(GONE, kind=LogStopped):
        site.number()
    (tmp_path / "last").write_text(note.replace("\n", "\n", 1) + "x")
    assert run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "last"))[0] == 2
    (tmp_path / "last").write_text(note)
    code, said = run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "last"))
    assert (code, said) == (0, f"{SLUG} continues from the checkpoint of 315 entries.\n")
    assert (rows(AuditEntry)[-1]["act"], rows(AuditEntry)[-1]["facts"]) == ("log-resume", {"size": 315})
    assert newest(site).size == 316
    assert newest(site).published is True


def test_one_stopped_log_stops_no_other(site: Site) -> None:
    grown(site)
    other = Site(site.app, "second").open_campaign("second")
    copy_of(site).unlink()
    confirm(site, "FR", 1, first=2000)
    actions.append_signature(campaign=other.campaign.id, signature=3000, commitment="c" * 64, country="FR")
    with refused(GONE, kind=LogStopped):
        site.number()
    assert tally_queries.public_tally(other.campaign.id).total == 1
