"""What the tests of sending share: the missions' mail server, and letters to three States."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Site
from tests.letters.desk import FOUR, count, make
from tests.letters.post import THREE, Missions, addressed, served


@pytest.fixture(scope="module")
def missions() -> Iterator[Missions]:
    with served() as server:
        yield server


@pytest.fixture
def server(missions: Missions) -> Missions:
    missions.answers, missions.hangs = {}, {}
    missions.got.clear()
    return missions


@pytest.fixture
def folder(site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters to three States whose addresses are known."""
    count(site, FOUR)
    addressed(site, tmp_path, "DE", "FR", "SY")
    shelf = tmp_path_factory.getbasetemp() / "three-letters"
    if not shelf.exists():
        make(site, shelf, only=THREE)
    shutil.copytree(shelf, tmp_path / "letters")
    return tmp_path / "letters"
