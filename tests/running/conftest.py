"""The whole program, for tests that only ask it something."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.test_the_whole import Program, run


@pytest.fixture(scope="package")
def standing(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """`campaign run`, the same for all tests that neither stop it nor write."""
    folder = tmp_path_factory.mktemp("standing")
    file = folder / "campaign.sqlite3"
    shutil.copy2(migrated_sqlite, file)
    with run(f"sqlite:///{file}", folder) as program:
        yield program
