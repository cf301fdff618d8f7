"""Statements of our own on the driver: compiled once for a kind of database, with no session and no result object.

What they are is said by SQLAlchemy as everywhere else, and connections come out of its pool and go back there; who
listens to an engine hears of these, too. What a busy minute asks thousands of times goes this way.
"""

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, LargeBinary, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

Values = Mapping[str, Any]
Conversion = Any  # of one value for the driver, or of the driver; None where it stays


class Prepared:
    """A statement that is asked often: a SELECT, or an INSERT, UPDATE or DELETE on a bare table.

    Columns of an INSERT without values are those that it is first run with. No default of Python's is applied.
    """

    def __init__(self, statement: SelectBase | UpdateBase) -> None:
        self.statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def compiled(self, engine: Engine, values: Values) -> "_Compiled":
        """As this database says it; as many are kept as there are databases and places that run it."""
        key = (engine.dialect.name, *values)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _Compiled(self.statement, engine, list(values))
        return compiled


class _Compiled:
    """The words, what becomes of each value on its way, and what a row is."""

    def __init__(self, statement: SelectBase | UpdateBase, engine: Engine, names: list[str]) -> None:
        dialect = engine.dialect
        # Without the number that an INSERT would give back on PostgreSQL unasked.
        said: ClauseElement = statement.inline() if hasattr(statement, "inline") else statement
        compiled: Any = said.compile(dialect=dialect, column_keys=names)
        if compiled.insert_prefetch or compiled.update_prefetch:
            raise ValueError("a default of Python's is not applied here")
        self.words = str(compiled)
        self.fixed: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if name not in names
        }
        self.places: list[str] | None = compiled.positiontup
        self.into: list[tuple[str, Conversion]] = [
            (name, _conversion(bound.type.dialect_impl(dialect), dialect))
            for bound, name in compiled.bind_names.items()
        ]
        columns = list(statement.exported_columns)
        self.row: Any = namedtuple("Row", [column.key for column in columns]) if columns else None  # type: ignore[misc]
        each = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.out_of: list[tuple[int, Conversion]] = [
            (at, convert) for at, convert in enumerate(each) if convert
        ]

    def parameters(self, values: Values) -> Any:
        """As the driver takes them: in their places, or by their names."""
        whole = {**self.fixed, **values}
        sent = {name: convert(whole[name]) if convert else whole[name] for name, convert in self.into}
        return sent if self.places is None else tuple([sent[name] for name in self.places])

    def rows(self, fetched: Sequence[Any]) -> list[Any]:
        """Each with its columns as attributes."""
        if not self.out_of:
            return [self.row._make(row) for row in fetched]
        rows = []
        for row in fetched:
            values = list(row)
            for at, convert in self.out_of:
                values[at] = convert(values[at])
            rows.append(self.row._make(values))
        return rows


def _conversion(kind: Any, dialect: Any) -> Conversion:
    """SQLite takes bytes as they are; SQLAlchemy would wrap them."""
    if isinstance(kind, LargeBinary) and dialect.name == "sqlite":
        return None
    return kind.bind_processor(dialect)


class Connection:
    """A connection of the driver on which statements are run. What fails raises what SQLAlchemy raises for it."""

    def __init__(self, engine: Engine, connection: PoolProxiedConnection, *, immediate: bool = False) -> None:
        self.engine = engine
        self.dialect = engine.dialect
        self.connection = connection
        self._heard: Any = engine.dispatch
        self._immediate = immediate

    def run(self, statement: Prepared, values: Values) -> list[Any]:
        """All rows of it; none of a statement that gives none."""
        compiled = statement.compiled(self.engine, values)
        cursor = self._said(compiled.words, compiled.parameters(values))
        return compiled.rows(cursor.fetchall()) if compiled.row else []

    def exec_driver_sql(self, words: str) -> None:
        """Words of the driver's own, as who listens for a beginning says them."""
        self._said(words, ())

    def get_execution_options(self) -> dict[str, bool]:
        """Whether this is a write: it begins by taking the lock."""
        return {"immediate": self._immediate}

    def begin(self) -> None:
        """Begin a transaction; `commit` or `roll_back` ends it."""
        for hear in self._heard.begin:
            hear(self)

    def commit(self) -> None:
        """Once it returns what was written is on the disk."""
        for hear in self._heard.commit:
            hear(self)
        try:
            self.dialect.do_commit(self.connection)
        except self.dialect.loaded_dbapi.Error as problem:
            raise self._said_by_alchemy(problem, "COMMIT") from problem

    def roll_back(self) -> None:
        """Leave nothing of it; a connection that can't even do that isn't used again."""
        if not self.connection.is_valid:
            return
        try:
            self.dialect.do_rollback(self.connection)
        except self.dialect.loaded_dbapi.Error as problem:
            self.connection.invalidate(problem)

    def _said(self, words: str, parameters: Any) -> Any:
        try:
            cursor = self.connection.cursor()
            for hear in self._heard.before_cursor_execute:
                hear(self, cursor, words, parameters, None, False)
            cursor.execute(words, parameters)
        except self.dialect.loaded_dbapi.Error as problem:
            raise self._said_by_alchemy(problem, words) from problem
        for hear in self._heard.after_cursor_execute:
            hear(self, cursor, words, parameters, None, False)
        return cursor

    def _said_by_alchemy(self, problem: Any, words: str) -> BaseException:
        """What the driver raises is raised as SQLAlchemy's. Where the server has gone, no connection to it is used."""
        raw: Any = self.connection.dbapi_connection
        is_gone = self.dialect.is_disconnect(problem, raw, None)
        if is_gone:
            self.connection.invalidate(problem)
            self.engine.dispose()
        return said_by_alchemy(self.engine, problem, words, is_gone=is_gone)


def said_by_alchemy(
    engine: Engine, problem: Exception, words: str | None = None, *, is_gone: bool = False
) -> BaseException:
    """An error of the driver as SQLAlchemy's of the same name, without the parameters."""
    base: Any = engine.dialect.loaded_dbapi.Error
    return DBAPIError.instance(
        words, (), problem, base, hide_parameters=True, connection_invalidated=is_gone, dialect=engine.dialect
    )  # fmt: skip


def _lent(engine: Engine) -> PoolProxiedConnection:
    """One out of the pool. It makes new ones, and says the driver's own errors where no server answers."""
    try:
        return engine.raw_connection()
    except engine.dialect.loaded_dbapi.Error as problem:
        raise said_by_alchemy(engine, problem) from problem


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write: commits at its end, rolls back on an exception."""
    lent = _lent(engine)
    connection = Connection(engine, lent, immediate=True)
    try:
        connection.begin()
        yield connection
        connection.commit()
    except BaseException:
        connection.roll_back()
        raise
    finally:
        lent.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Looks, each at the database as it is at that moment: no transaction is begun and ended around it."""
    lent = _lent(engine)
    raw: Any = lent.dbapi_connection
    begins_by_itself = engine.dialect.name == "postgresql"
    try:
        if begins_by_itself and not raw.closed:  # one that is, says so at its first statement
            raw.autocommit = True
        yield Connection(engine, lent)
    finally:
        if begins_by_itself and not raw.closed:
            raw.autocommit = False
        lent.close()
