"""Every direct dependency is explained, and lock files name no index."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_runtime_dependency_says_what_it_is_for() -> None:
    explained = set(re.findall(r"\*\*([a-z0-9-]+)\*\*", (ROOT / "docs" / "dependencies.md").read_text()))
    wanted = {re.split(r"[\[<>=]", line)[0] for line in PROJECT["dependencies"]}
    assert wanted - explained == set()
    assert explained - wanted == {"hdx-python-country"}


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / lock).read_text()
        pins = re.findall(r"^[a-z0-9][^ ]*==", text, re.MULTILINE)
        assert (lock, "://" in text, "--index" in text, "--find" in text) == (lock, False, False, False)
        assert len(pins) <= len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text))
