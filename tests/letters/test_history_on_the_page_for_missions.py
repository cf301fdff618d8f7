"""History on the page for missions: at the same cost however long, of each checkpoint, after a restored backup."""

from pathlib import Path

import pytest

from campaign.tally import entries
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint, StatedDay
from tests.backup.lost import Backup
from tests.cast import SLUG, Client, Site
from tests.letters.test_the_page_for_missions import PAGE, Shown, grown
from tests.tables import rows, statements
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm


def test_it_costs_the_same_however_long_the_log_is(site: Site, client: Client) -> None:
    """Two looks at one numbered line each, and the newest checkpoint; neither entries nor checkpoints are counted."""
    said = []
    for _ in range(2):
        grown(site) if not said else confirm(site, "DE", 300, first=50_000)
        site.number()
        with statements() as heard:
            client.get(PAGE)
        said.append(heard)
    assert said[0] == said[1]
    assert sum("FROM entries" in statement for statement in said[0]) == 2
    assert [s for s in said[0] if "count(" in s.lower() or "sum(" in s.lower()] == []


def test_each_checkpoint_keeps_what_was_removed_up_to_it(site: Site) -> None:
    grown(site)
    assert rows(Checkpoint)[-1]["size"] == 149
    assert rows(Checkpoint)[-1]["removed"] == {"withdrawn": 3, "fraud": 1, "duplicate": 2}


def test_the_next_log_after_a_restored_backup_has_the_same_history(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every entry moves along by one place; days and removals go with them."""
    grown(site)
    before = Shown.at(client)
    backup = Backup()
    confirm(site, "DE", 5, first=20_000)
    site.number()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    backup.restore()
    assert run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))[0] == 0
    shown = Shown.at(client)
    assert (shown.growth(), shown.removed()) == (before.growth(), before.removed())
    assert shown.facts()[3] == f"{before.facts()[3]}-2"
    placed = {row["day"]: row["position"] for row in rows(StatedDay)}
    tallies = [(n, entries.parse(line).stated) for n, line, _ in tally_queries.lines(site.campaign.id)]
    assert placed == {stated.day: n for n, stated in tallies if stated}
