"""The models are what the migrations make, and every migration goes back with data in place."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db
from tests.cast import AMELIE, Site

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_the_models_equal_the_migrated_schema(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_goes_down_and_up_again_with_data(site: Site) -> None:
    site.signed(AMELIE)
    site.number()
    db.session.remove()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        left = set(db.inspect(connection).get_table_names())
    assert left <= {"alembic_version"}
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM signatures")).scalar() == 0


def test_migrations_are_numbered_in_one_line() -> None:
    names = sorted(file.name for file in VERSIONS.glob("*.py"))
    assert [name[:5] for name in names] == [f"{number:04d}_" for number in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)
