"""Organisers for Flask-Security: it reads with our session, and each of its writes is a transaction of ours."""

from typing import Any

from flask_security import SQLAlchemyUserDatastore
from sqlalchemy import inspect, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.organisers.models import Organiser, Passkey


class Datastore(SQLAlchemyUserDatastore):
    """It changes what it read and asks for that to be stored; the changes are written alone, in a turn of their own."""

    def __init__(self) -> None:
        super().__init__(db, Organiser, None, Passkey)  # type: ignore[arg-type]  # roles are ours

    def put(self, model: Any) -> Any:
        """Store what was changed of a row that was read, or a new passkey. Returns it."""
        state = inspect(model)
        if not state.persistent:
            self._add(model)
            return model
        kind, key = state.mapper.class_, state.identity[0]
        columns = [state.attrs[each.key] for each in state.mapper.column_attrs]
        changes = {column.key: column.value for column in columns if column.history.has_changes()}
        if changes:
            with transaction() as session:
                session.execute(update(kind).where(kind.id == key).values(**changes))
                if "tf_totp_secret" in changes:
                    audit.note(Act.SECOND_FACTOR, kind="codes", person=key)
        return model

    def _add(self, model: Any) -> None:
        if model in db.session:
            db.session.expunge(model)
        with transaction() as session:
            session.add(model)
            audit.note(Act.SECOND_FACTOR, kind="passkey", person=model.organiser_id)

    def delete(self, model: Any) -> None:
        """Delete a row that was read."""
        state = inspect(model)
        kind, key = state.mapper.class_, state.identity[0]
        with transaction() as session:
            if row := session.get(kind, key):
                audit.note(Act.SECOND_FACTOR, kind="passkey-removal", person=row.organiser_id)
                session.delete(row)

    def commit(self) -> None:
        """Everything is written already."""

    def create_webauthn(self, user: Any, *_: Any, **values: Any) -> None:
        """A passkey more, of a user that was read."""
        from flask_security.utils import aware_utcnow

        # A browser says in `extensions` whatever it likes; nothing of ours reads it.
        self._add(
            Passkey(organiser_id=user.id, lastuse_datetime=aware_utcnow(), **{**values, "extensions": None})
        )
