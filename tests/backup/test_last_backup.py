"""The desk says how old the last backup is: the command notes it once the file is whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from campaign.backup import queries as backup_queries
from tests.cast import Site
from tests.tally.test_last_seen import run

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)


def test_only_a_whole_one_is_noted(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert backup_queries.last_made() is None
    with time_machine.travel(BEGIN, tick=False):
        assert run(site.app, monkeypatch, "backup", str(tmp_path / "no" / "such" / "folder"))[0] == 2
        assert backup_queries.last_made() is None
        for name in ("first", "second"):
            assert run(site.app, monkeypatch, "backup", str(tmp_path / name))[0] == 0
    assert backup_queries.last_made() == BEGIN
