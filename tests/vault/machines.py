"""Machines of one site: an instance folder each, one database for all."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from flask import Flask

from campaign import create_app
from campaign.extensions import db
from campaign.running.setting_up import set_up
from campaign.vault import keys
from tests.cast import Client
from tests.conftest import settings_for
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
T = TypeVar("T")


@dataclass
class Of:
    """One machine, before anything was done on it."""

    instance: Path
    database_url: str

    @property
    def keys(self) -> Path:
        """Its folder of secrets."""
        return self.instance / "keys"

    @cached_property
    def app(self) -> Flask:
        """What runs on it."""
        return create_app(settings_for(self.instance, self.database_url))

    def do(self, work: Callable[[], T]) -> T:
        """Something in its app, with a look of its own at database and files, as a process of its own has."""
        keys._CONTENT.clear()
        with self.app.app_context():
            try:
                return work()
            finally:
                db.session.remove()
                db.engine.dispose()

    def set_up(self) -> None:
        """What `campaign migrate` does."""
        self.do(set_up)

    def files(self) -> dict[str, bytes]:
        """Its secrets by name; the lock of their rotation is none."""
        return {file.stem: file.read_bytes() for file in sorted(self.keys.glob("[a-z]*.key"))}

    def copy_to(self, other: "Of", *, without: tuple[str, ...] = ("log",)) -> None:
        """As going-public.md says, file by file."""
        other.keys.mkdir(parents=True, exist_ok=True)
        for file in self.keys.glob("[a-z]*.key"):
            if file.stem not in without:
                shutil.copy2(file, other.keys)

    def client(self) -> Client:
        """A browser that this machine answers."""
        return Client(self.app)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of its `.env`."""
        bare = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
        return bare | {
            "PYTHONPATH": str(ROOT),
            "CAMPAIGN_INSTANCE": str(self.instance),
            "CAMPAIGN_DATABASE_URL": self.database_url.replace("+psycopg", ""),
        }

    def begin(self, *words: str, **settings: str) -> "subprocess.Popen[str]":
        """A command that runs by itself."""
        return subprocess.Popen(
            [sys.executable, "-m", "campaign", *words],
            env=self.environment | settings, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def campaign(self, *words: str, **settings: str) -> tuple[int, str, str]:
        """A command to its end: exit code, output, errors."""
        running = self.begin(*words, **settings)
        out, err = running.communicate(timeout=PATIENCE)
        return running.returncode, out, err
