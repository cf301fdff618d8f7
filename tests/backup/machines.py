"""A machine with nothing on it, to bring a backup back to; and what is to be seen there."""

import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from pyrage import decrypt
from sqlalchemy import text

from campaign import config, create_app
from campaign.cli import campaign as command
from campaign.extensions import db
from campaign.releases.figures import check
from campaign.settings import Settings
from campaign.signing.models import Signature
from tests.cast import KEY, Site
from tests.tables import count

MADE_UP = 1000  # from this number on, `confirm` makes entries of signatures that have no row


@dataclass
class Machine:
    """A computer with nothing on it but an empty database, and the holder's key on a stick."""

    instance: Path
    environment: dict[str, str]
    key: Path

    def restore(self, file: Path, *more: str, **settings: str) -> tuple[int, str]:
        """The command as an operator runs it."""
        environment = {**self.environment, **settings}
        result = CliRunner(env=environment).invoke(command, ["restore", str(file), *more])
        if not isinstance(result.exception, SystemExit | None):
            raise result.exception
        return result.exit_code, result.output

    def sealed(self, file: Path, *more: str) -> tuple[int, str]:
        """The same, with the key."""
        return self.restore(file, "--identity", str(self.key), *more)

    @property
    def settings(self) -> Settings:
        """Those in force here."""
        return config.load(self.environment, testing=True)

    def files(self) -> dict[str, bytes]:
        """Everything in the instance."""
        return {
            str(path.relative_to(self.instance)): path.read_bytes()
            for path in self.instance.rglob("*")
            if path.is_file()
        }

    def site(self) -> Site:
        """What runs here after a start."""
        return Site(create_app(self.settings))


def members(file: Path) -> list[str]:
    raw = file.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(decrypt(raw, [KEY]) if raw.startswith(b"age") else raw)) as tar:
        return tar.getnames()


def in_app(site: Site, look: Callable[[], Any]) -> Any:
    with site.app.app_context():
        try:
            return look()
        finally:
            db.session.remove()
            db.engine.dispose()


def checked(site: Site) -> tuple[int, int, list[str]]:
    """(signatures, their entries, what is wrong), of a site that isn't the test's own."""

    def look() -> tuple[int, int, list[str]]:
        with db.engine.connect() as connection:
            entries = connection.execute(
                text(f"SELECT count(*) FROM entries WHERE kind = 'signature' AND signature_id < {MADE_UP}")
            ).scalar_one()
        return count(Signature), entries, check(site.campaign)

    return in_app(site, look)
