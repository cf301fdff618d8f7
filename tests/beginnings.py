"""What a test begins with, made once in each process and copied: a database, the site's keys, the cast's campaign.

Making them anew took longer than most tests.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, make_url, text

from campaign import config, create_app
from campaign.extensions import db
from campaign.settings import Settings
from tests.cast import Site

FILE = "campaign.sqlite3"
# Each is the one before it and something more. On PostgreSQL they are databases of these names, too.
MIGRATED, KEYED, OPENED = STAGES = ("migrated", "keyed", "opened")


def settings_for(instance: Path, database_url: str, **given: str) -> Settings:
    """Settings as the environment would give them, for an instance in a temporary folder."""
    environment = {
        "CAMPAIGN_INSTANCE": str(instance),
        "CAMPAIGN_DATABASE_URL": database_url,
        "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        **given,
    }
    return config.load(environment, testing=True)


@contextmanager
def app_for(instance: Path, database_url: str) -> Iterator[Flask]:
    """An app in its context, all of whose connections are closed afterwards."""
    app = create_app(settings_for(instance, database_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@dataclass
class Beginnings:
    """The stages, each in a folder for each kind of database; `server` starts PostgreSQL and returns its URL."""

    folder: Path
    server: Callable[[], str]

    @contextmanager
    def database(self, kind: str, stage: str, instance: Path) -> Iterator[str]:
        """A database of one's own at that stage, with its keys in the instance's folder; its URL."""
        made = self.made(kind, stage)
        if stage != MIGRATED:
            shutil.copytree(made, instance, dirs_exist_ok=True)
        elif kind == "sqlite":
            shutil.copy2(made / FILE, instance / FILE)
        if kind == "sqlite":
            yield f"sqlite:///{instance / FILE}"
            return
        name = f"test_{os.urandom(6).hex()}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {stage} STRATEGY FILE_COPY")  # the quicker one, in memory
        yield self._named(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def made(self, kind: str, stage: str) -> Path:
        """The instance's folder at that stage."""
        folder = self.folder / kind / stage
        if not folder.exists():
            url = self._begin(kind, stage, folder)
            with app_for(folder, url) as app:
                if stage == MIGRATED:
                    upgrade()
                elif stage == KEYED:
                    Site(app).with_keys()
                else:
                    Site(app).open_campaign()
            if kind == "sqlite":
                (folder / FILE).chmod(0o600)
        return folder

    def _begin(self, kind: str, stage: str, folder: Path) -> str:
        """A copy of the stage before it, or nothing; the URL of its database."""
        before = STAGES[STAGES.index(stage) - 1] if stage != MIGRATED else ""
        if before:
            shutil.copytree(self.made(kind, before), folder)
        else:
            folder.mkdir(parents=True, mode=0o700)
        if kind == "sqlite":
            return ""
        self._run(f"CREATE DATABASE {stage}" + (f" TEMPLATE {before}" if before else ""))
        return self._named(stage)

    def let_go(self) -> None:
        """Close the connection by which databases are made."""
        if "_engine" in vars(self):
            self._engine.dispose()

    @cached_property
    def _engine(self) -> Engine:
        return create_engine(self.server(), isolation_level="AUTOCOMMIT")

    def _named(self, database: str) -> str:
        return make_url(self.server()).set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))
