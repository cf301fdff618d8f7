"""Copies of a site to break: each an instance of its own, on PostgreSQL with a database of its own."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from campaign import config, create_app
from campaign.audit.actors import WORKER, acting
from campaign.cli import main
from campaign.extensions import db
from campaign.vault.identities import write_identity
from tests.cast import KEY


@dataclass
class Case:
    """One copy of the site: its instance, its database, and what the operation makes."""

    folder: Path
    url: str

    @property
    def instance(self) -> Path:
        """The folder that everything is in."""
        return self.folder / "instance"

    @property
    def environment(self) -> dict[str, str]:
        """Settings."""
        named = {"CAMPAIGN_DATABASE_URL": self.url} if self.url else {}
        return named | {
            "CAMPAIGN_INSTANCE": str(self.instance),
            "CAMPAIGN_BIND": "127.0.0.1:8999",
            "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        }

    def app(self) -> Any:
        """One of its own."""
        return create_app(config.load(self.environment))

    def campaign(self, *words: object) -> None:
        """A command, which ends this process as it does."""
        os.environ.update(self.environment)
        sys.argv = ["campaign", *map(str, words)]
        main()


class Ground:
    """Where the copies come from; on PostgreSQL each has a database like `template`."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder, self.server, self.cases = folder, server, 0
        self.key = folder / "identity.txt"
        if not self.key.exists():
            write_identity(self.key, KEY)

    def new(self, name: str, like: "Case | None") -> Case:
        """A copy of a case, or one with nothing in it."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if like:
            shutil.copytree(like.instance, folder / "instance")
        else:
            (folder / "instance").mkdir(mode=0o700)
        return Case(folder, self._database(name, like))

    def _database(self, name: str, like: "Case | None") -> str:
        if not self.server:
            return ""
        named = f"{self.folder.name}_{name}".lower().replace("-", "_")
        template = like.url.rpartition("/")[2] if like else "template1"
        engine = create_engine(f"{self.server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{named}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{named}" TEMPLATE "{template}"'))
        engine.dispose()
        return f"{self.server.replace('+psycopg', '')}/{named}"


def in_app(case: Case, work: Callable[[], Any]) -> Any:
    """In a context of the case's own app, as the worker."""
    with case.app().app_context(), acting(WORKER):
        try:
            return work()
        finally:
            db.session.remove()
            db.engine.dispose()


def let_go() -> None:
    db.session.remove()
    db.engine.dispose()
