"""Where a rule on security is silenced, the reason stands beside it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("campaign", "migrations", "browser", "static", "tests")
SILENCED = re.compile(r"# (?:nosec\b|noqa: ?[A-Z0-9, ]*\bS\d|nosemgrep\b)")
MARK = re.compile(r"# (?:nosec|noqa:|nosemgrep:?)(?: ?[A-Z]+\d+,?)*(?: [a-z]+(?:_[a-z]+)+)?")


def reason(line: str) -> str:
    """The words of a line's remark that silence nothing."""
    start = SILENCED.search(line)
    assert start
    return MARK.sub("", line[start.start() :]).strip(" -#():")


def silenced() -> list[tuple[str, str]]:
    return [
        (f"{path.relative_to(ROOT)}:{number}", line)
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in path.parts and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED.search(line)
    ]


def test_each_says_why() -> None:
    assert len(silenced()) > 20
    assert [place for place, line in silenced() if len(reason(line)) < 5] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("run(x)  # nosec B603 # noqa: S603 - a program of ours", "a program of ours"),
        ("run(x)  # noqa: S603", ""),
        ("run(x)  # nosec B603", ""),
        ("now()  # nosemgrep: one_clock_and_real_chance", ""),
        ("now()  # nosemgrep: one_clock_and_real_chance - a nonce", "a nonce"),
    ],
)
def test_a_reason_is_told_from_a_mark(line: str, words: str) -> None:
    assert reason(line) == words


def test_the_program_does_not_run_where_asserts_are_left_out() -> None:
    begun = subprocess.run(
        [sys.executable, "-O", "-m", "campaign", "--help"], capture_output=True, text=True, check=False
    )
    assert (begun.returncode, begun.stderr) == (
        2, "Python was started with -O or PYTHONOPTIMIZE, which leaves out checks of this program. Start it without.\n",
    )  # fmt: skip
