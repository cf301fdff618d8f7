"""The seizure sweep as a part of the proof: its tests, the long ones too, on both databases.

`python -m tests.proof.sweep` runs it alone.
"""

import re
import subprocess
import sys
from pathlib import Path

from tests.proof.turn import Turn

ROOT = Path(__file__).parents[2]
FILES = (
    "tests/vault/test_the_sweep.py", "tests/vault/test_the_sweep_of_all_rooms.py",
    "tests/vault/test_the_sweep_of_files.py", "tests/vault/test_a_process_that_crashes.py",
    "tests/web/test_files_stay_in_memory.py", "tests/browser/test_holder_storage.py",
    "tests/running/test_logs_without_persons.py",
)  # fmt: skip
COUNTED = re.compile(r"(\d+) (passed|failed|error|skipped)")


def swept(*words: str) -> tuple[dict[str, int], str]:
    """How many tests ended how, and what they said; `words` choose among them."""
    command = [sys.executable, "-m", "pytest", *FILES, "-q", "-p", "no:cacheprovider", *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return {how: int(number) for number, how in COUNTED.findall(ended.stdout)}, ended.stdout + ended.stderr


def run(turn: Turn) -> None:
    """Each test that fails has found something to read."""
    ends, said = swept()
    turn.figures.update({f"sweeps {how}": number for how, number in ends.items()})
    if set(ends) - {"passed", "skipped"} or not ends.get("passed"):
        turn.broken.append(said[-2_000:])


def main() -> int:
    """The exit code tells whether nothing was found."""
    ends, said = swept()
    print(said)
    return 0 if set(ends) <= {"passed", "skipped"} and ends.get("passed") else 1


if __name__ == "__main__":
    sys.exit(main())
