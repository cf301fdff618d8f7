"""The next version of the program: the same with one more migration, which keeps what is there."""

import shutil
from pathlib import Path

import pytest
from flask_migrate import Migrate

from campaign.extensions import Migrations, db
from campaign.paths import ROOT

MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{number:04d}"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("campaigns", sa.Column("later", sa.String(), nullable=True))
    op.execute("UPDATE campaigns SET later = slug")


def downgrade() -> None:
    op.drop_column("campaigns", "later")
"""


def become_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """From here on the program is its next version, whose files lie in `folder`; returns the shape of its database."""
    versions = folder / "migrations" / "versions"
    shutil.copytree(ROOT / "migrations", folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    before = max(file.name[:4] for file in versions.glob("*.py"))
    number = int(before) + 1
    (versions / f"{number:04d}_later.py").write_text(MIGRATION.format(number=number, before=before))
    for name in ("templates", "static"):
        (folder / name).symlink_to(ROOT / name)
    monkeypatch.setattr("campaign.app.ROOT", folder)
    monkeypatch.setattr("campaign.backup.versions.ROOT", folder)
    later = Migrate(db=db, directory=str(folder / "migrations"))
    monkeypatch.setattr(Migrations, "migrate", property(lambda _: later))
    return f"{number:04d}"
