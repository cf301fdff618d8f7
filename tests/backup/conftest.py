"""Where backups are made, and where they are brought back."""

import itertools
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from campaign import create_app
from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.backup.trial_gathering import save_trial
from campaign.extensions import db
from campaign.vault.identities import write_identity
from tests.backup.lost import Lost
from tests.backup.machines import Machine
from tests.backup.trials import tried
from tests.cast import KEY, NOUR, Site
from tests.conftest import settings_for
from tests.tally.test_last_seen import run


@pytest.fixture
def machine(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("new")
    write_identity(folder / "skies.key", KEY)
    instance = folder / "instance"
    environment = {"CAMPAIGN_INSTANCE": str(instance)}
    if database_url.startswith("sqlite"):
        yield Machine(instance, environment, folder / "skies.key")
        return
    name = f"new_{sha256(str(folder).encode()).hexdigest()[:12]}"
    url = make_url(database_url).set(database=name).render_as_string(hide_password=False)
    alone(database_url, f"CREATE DATABASE {name}")
    environment["CAMPAIGN_DATABASE_URL"] = url.replace("+psycopg", "")
    yield Machine(instance, environment, folder / "skies.key")
    alone(database_url, f"DROP DATABASE {name} WITH (FORCE)")


def alone(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def backup(
    app: Flask, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Path]:
    """Makes one after the other; fails the test if a command fails."""
    folder, numbers = tmp_path_factory.mktemp("backups"), itertools.count()

    def make() -> Path:
        file = folder / f"{next(numbers)}.backup"
        code, said = run(app, monkeypatch, "backup", str(file))
        assert code == 0, said
        assert said.startswith(str(file))
        return file

    return make


@pytest.fixture
def lost(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lost:
    return Lost(site, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a trial on another computer."""
    app = create_app(settings_for(tmp_path_factory.mktemp("trial"), ""))
    with app.app_context():
        upgrade()
        site = Site(app).with_keys().open_campaign()
        site.client().sign(NOUR)
        for mail in site.deliver():
            site.client().press(mail.link, "confirmation")
        raw = save_trial(campaign=tried(site))
        assert audit_queries.newest(Sought(act=Act.TRIAL_SAVE))[0].facts == {}
        db.session.remove()
        db.engine.dispose()
    return raw


@pytest.fixture
def server(app: Flask) -> Site:
    """A new site with a holder, and without a campaign."""
    return Site(app)
