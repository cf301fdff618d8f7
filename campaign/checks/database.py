"""Is the database there, in this version's shape?"""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from campaign.checks import GOOD, WRONG, Finding
from campaign.extensions import db


def database() -> Finding:
    """The one finding that all others wait for."""
    try:
        at, head = _migrated()
    except SQLAlchemyError as problem:
        return Finding(WRONG, f"Database: it can't be used ({type(problem).__name__}). Is it there?")
    if at != head:
        return Finding(
            WRONG, f"Database: its shape is {at or 'none'}, this version's is {head}. campaign migrate"
        )
    return Finding(GOOD, f"Database: {db.engine.dialect.name}, in this version's shape ({head}).")


def _migrated() -> tuple[str | None, str | None]:
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision(), script.get_current_head()
