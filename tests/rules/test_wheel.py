"""Two builds of the wheel from two folders have the same bytes, and they are what the repository has."""

import os
import shutil
import zipfile
from pathlib import Path

from tests.rules.wheel import ROOT, build

GOES_IN = (
    "campaign",
    "templates",
    "static",
    "migrations",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".gitignore",
)


def copied(to: Path, *, mode: int, moment: int) -> Path:
    """The project's files with other permissions and times, in another folder."""
    to.mkdir()
    for name in GOES_IN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)
    for path in to.rglob("*"):
        path.chmod(0o755 if path.is_dir() else mode)
        os.utime(path, (moment, moment))
    return to


def test_two_builds_from_two_folders_have_the_same_bytes(tmp_path: Path) -> None:
    first = build(copied(tmp_path / "here", mode=0o644, moment=1_500_000_000), tmp_path / "one")
    other = build(copied(tmp_path / "a longer place", mode=0o600, moment=1_700_000_000), tmp_path / "two")
    assert first.name == other.name
    assert first.read_bytes() == other.read_bytes()


def test_what_is_in_it_is_what_is_here(tmp_path: Path) -> None:
    wheel = build(copied(tmp_path / "here", mode=0o644, moment=1_600_000_000), tmp_path / "one")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        theirs = {name: archive.read(name) for name in names if ".dist-info/" not in name}
    ours = {
        name: (ROOT / name if (ROOT / name).is_file() else ROOT / name.removeprefix("campaign/")).read_bytes()
        for name in theirs
    }
    assert theirs == ours
    assert {"campaign/cli.py", "campaign/templates/layout.html", "campaign/static/site.css"} <= set(theirs)
    assert [name for name in names if name.startswith(("tests", "docs", "browser"))] == []
