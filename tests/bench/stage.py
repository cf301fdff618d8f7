"""A site with many signatures, a copy of one that is kept, and the real server in front of it."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flask import Flask

from campaign import config, create_app
from campaign.app import app_without_pages
from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.settings import Settings
from campaign.vault import day_keys
from tests.bench import building, databases
from tests.bench.building import BENCH, KEY
from tests.bench.databases import POSTGRES, ROOT, SQLITE
from tests.bench.processes import children, own_computed, stop
from tests.bench.rows import COUNTRIES, SLUG
from tests.ports import free_port
from tests.running.served import server_command

__all__ = ["BENCH", "COUNTRIES", "ROOT", "SLUG", "Stage"]
STARTS_WITHIN = 60  # seconds; other work on the machine makes a start slow


class Stage:
    """All of it lies in a temporary folder and goes with it; `more` are settings besides those of every bench."""

    app: Flask

    def __init__(self, size: int, *, database: str = SQLITE, **more: str) -> None:
        self.size, self.database, self.more = size, database, more
        self.folder = Path(tempfile.mkdtemp(prefix="bench"))
        self.port = free_port()
        self.servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Stage":
        try:
            self.more |= building.copied(self.size, self.database, self.folder, self.folder.name)
            self.settings = self._settings()
            self.app = create_app(self.settings)
            with self.app.app_context(), acting(BENCH):
                day_keys.prepare()
                db.session.remove()
            self.serve("campaign.running.rsgi:app", self.port, f"/en/{SLUG}")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            stop(server)
        if self.database == POSTGRES:
            databases.drop(self.folder.name)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def key(self) -> Path:
        """The holder's, which opens the list."""
        return self.folder / KEY

    def serve(self, app: str, port: int, path: str) -> None:
        """Start the production server on an app and wait until it answers."""
        with app_without_pages(self._settings(port)).app_context():
            command = [app if word == "campaign.running.rsgi:app" else word for word in server_command()]
        environment = {**os.environ, **self.environment(port), "PYTHONPATH": str(ROOT)}
        self.servers.append(subprocess.Popen(command, env=environment, cwd=ROOT))
        for _ in range(STARTS_WITHIN * 20):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        sys.exit("The server did not start.")

    def computed(self) -> float:
        """What the server and its web processes have computed, in seconds of a processor; their desks aren't in it."""
        masters = [server.pid for server in self.servers]
        workers = [child for master in masters for child in children(master)]
        return sum(map(own_computed, masters + workers))

    def environment(self, port: int | None = None) -> dict[str, str]:
        """Settings as variables."""
        return {
            "CAMPAIGN_INSTANCE": str(self.folder),
            "CAMPAIGN_BIND": f"127.0.0.1:{port or self.port}",
            "CAMPAIGN_SIGN_LIMITS": "900000 per minute",
            **self.more,
        }

    def _settings(self, port: int | None = None) -> Settings:
        return config.load(self.environment(port))
