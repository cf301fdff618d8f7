"""One version, said the same wherever somebody reads it."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_the_changelog_begins_with_it() -> None:
    titles = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert titles[0].split(" — ")[0] == VERSION
    assert [title for title in titles if not re.fullmatch(r"\d+\.\d+\.\d+ — .+", title)] == []


def test_pages_and_what_is_installed_have_it_too() -> None:
    wheels = re.findall(
        r"campaign-([\d.]+)-py3-none-any\.whl", (ROOT / "docs" / "going-public.md").read_text()
    )
    assert (set(wheels), version("campaign")) == ({VERSION}, VERSION)
