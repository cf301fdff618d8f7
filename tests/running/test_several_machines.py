"""Several machines set up by what going-public says, word for word, have the same secrets."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.vault.machines import Of
from tests.vault.test_shared_secrets import SHARED, missing, said

PAGE = Path(__file__).parents[2] / "docs" / "going-public.md"
COPIES = re.compile(r"^ +ssh root@10\.0\.0\.1 '(.+)' \| ssh root@10\.0\.0\.2 '(.+)'$", re.MULTILINE)


def here(command: str, machine: Of) -> str:
    """A command of the page as it runs here: the folder is this machine's, and nobody is called campaign."""
    return command.replace("/var/lib/campaign", str(machine.instance)).replace("-o campaign -g campaign ", "")


def copied(worker: Of, web: Of) -> None:
    """What the page's line does."""
    ((reads, writes),) = COPIES.findall(PAGE.read_text())
    both = f"({here(reads, worker)}) | ({here(writes, web)})"
    subprocess.run(["sh", "-c", both], check=True, capture_output=True)


@pytest.mark.full
def test_what_the_page_says_gives_all_machines_the_same(database_url: str, tmp_path: Path) -> None:
    worker, web = Of(tmp_path / "worker", database_url), Of(tmp_path / "web", database_url)
    assert worker.campaign("migrate") == (0, "The database is in this version's shape.\n", "")
    (worker.keys / "first-identity.txt").write_text("AGE-SECRET-KEY-1…\n")
    # Whoever leaves the line out is told.
    code, out, err = web.campaign("migrate")
    assert (code, out, err.splitlines()[-1]) == (2, "", said(web.keys, *missing(*SHARED)))
    copied(worker, web)
    assert web.campaign("migrate") == (0, "The database is in this version's shape.\n", "")
    assert [web.files(), sorted(path.name for path in web.keys.iterdir() if path.suffix != ".key")] == [
        {name: content for name, content in worker.files().items() if name != "log"}, [],
    ]  # fmt: skip
    assert {file.stat().st_mode & 0o777 for file in web.keys.glob("*.key")} == {0o600}
    assert worker.campaign("keys", "rotate", "forms")[0] == 0
    copied(worker, web)
    assert sorted(web.files()) == sorted([*SHARED, "forms.before"])
    assert web.files()["forms"] == worker.files()["forms"]
