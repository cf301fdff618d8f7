"""Alembic's environment: the app's own engine, on SQLite in batches."""

from contextlib import nullcontext

from alembic import context
from flask import current_app

from campaign.extensions import all_tables

migrate = current_app.extensions["migrate"]
db = migrate.db


def render_item(kind, value, _autogen):
    """Migrations stand on their own: our column type is written as what it stores."""
    return "sa.DateTime(timezone=True)" if type(value).__name__ == "Moment" else False


def connected():
    """A connection of its own; within a transaction that writes, that one: a restore brings shape and rows at once."""
    session = db.session()
    return nullcontext(session.connection()) if session.info.get("writing") else db.engine.connect()


with connected() as connection:
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
