"""The lines of docs/verify.md that a mission's cron runs, run: a copy, and a note of what the log was on which day."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.tally.logs import KEY, TEXTS, VERIFIER, Written, honest
from tests.tally.served import from_folder, run, served

DOC = Path(__file__).parents[2] / "docs" / "verify.md"
PUBLIC = str(KEY.verifier)


def lines(address: str) -> str:
    """As they stand there, with address and key put in."""
    block = re.search(
        r"((?:    .*\n)+)", DOC.read_text().partition("## Keep a copy, with a note of dates")[2]
    )
    assert block is not None
    return block[1].replace("ADDRESS", address).replace("KEY", f"'{PUBLIC}'")


def cron(folder: Path, address: str) -> tuple[int, str]:
    """One night: exit code, and what cron mails."""
    script = "set -e\n" + lines(address)
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


def test_it_keeps_a_copy_and_notes_each_day_until_the_log_is_another(tmp_path: Path) -> None:
    log, _, _ = honest()
    younger = Written(lines=log.lines[:34], texts=TEXTS).write(tmp_path / "younger")
    older = log.write(tmp_path / "older")
    here = tmp_path / "mission"
    here.mkdir()
    (here / "verify.py").write_bytes(VERIFIER.read_bytes())
    notes = ""
    for folder in (younger, older):
        with served(from_folder(folder)) as address:
            assert cron(here, address) == (0, "")
        notes += f"{datetime.now(UTC):%Y-%m-%d}\n{(folder / 'log/checkpoint').read_text()}"
        assert (here / "dates.txt").read_text() == notes
    with served(from_folder(younger)) as address:
        code, mailed = cron(here, address)
    assert (code, mailed) == (1, "FAILED rollback from 329 to 34\n")
    assert (here / "dates.txt").read_text() == notes
    assert run(here / "copy", "--key", PUBLIC)[0] == 0
