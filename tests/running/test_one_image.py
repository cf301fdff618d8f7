"""What is loaded lies in memory once, however many processes there are."""

import os
import re
from pathlib import Path

import pytest

from tests import patience
from tests.cast import SLUG, Site
from tests.running.server import serving
from tests.running.test_stopping import children

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    # The program's processes hand their memory to nobody, see lib/cores.py.
    pytest.mark.skipif(
        not Path("/proc/self/smaps_rollup").exists() or os.geteuid() != 0, reason="root on Linux is told"
    ),
]


def kilobytes(process: int, kind: str) -> int:
    """Of memory that the kernel counts as `kind` for a process."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(rf"^{kind}:\s+(\d+) kB$", told, re.MULTILINE)
    assert found is not None
    return int(found[1])


def test_processes_of_the_web_server_share_what_is_loaded(site: Site) -> None:
    with serving(site, workers=2) as server:
        assert server.ask("GET", f"/en/{SLUG}").status == 200
        # Two that serve, of which the second may begin later, and the keeper of each one's desk.
        patience.until(lambda: len(children(server.master.pid)) == 4)
        parts = [server.master.pid, *children(server.master.pid)]
        alone = kilobytes(server.master.pid, "Rss")
        assert sum(kilobytes(part, "Pss") for part in parts) < 2 * alone
