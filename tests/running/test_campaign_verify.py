"""`campaign verify`: verify.py's words, and a command's exit status."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.cli import campaign
from tests.tally.logs import KEY, PDF, honest


@pytest.mark.parametrize(
    ("change", "options", "status", "said"),
    [
        ("", [], 3, "unverified key: all else holds"), ("", ["--key", KEY.verifier], 0, "verified with "),
        ("texts", [], 1, "FAILED text "), ("log/checkpoint", [], 1, "FAILED missing "),
        ("", ["--letter"], 1, "FAILED letter "),
    ],
)  # fmt: skip
def test_it_ends_as_commands_do(
    tmp_path: Path, change: str, options: list[object], status: int, said: str
) -> None:
    folder, other = honest()[0].write(tmp_path / "copy"), tmp_path / "other.pdf"
    other.write_bytes(PDF + b"changed")
    if change == "texts":
        next((folder / "texts").iterdir()).write_bytes(b"another")
    elif change:
        (folder / change).unlink()
    words = ["verify", str(folder), *map(str, options), *([str(other)] if "--letter" in options else [])]
    result = CliRunner().invoke(campaign, words)
    assert result.exit_code == status
    assert said in result.output
