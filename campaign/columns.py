"""Kinds of columns and indexes that are alike on both databases."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Index, Integer, String, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)

# 64 bits where rows are numbered; SQLite numbers only what it calls INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class PartialIndex(Index):
    """An index of the rows for which the words `where` hold. Only who asks for a database's options loads its dialect:
    of the one that a site doesn't use that takes a command 0.03 s.
    """

    def __init__(self, name: str, *columns: str, where: str, unique: bool = False) -> None:
        super().__init__(name, *columns, unique=unique)
        self._where = where

    @cached_property
    def dialect_options(self) -> Any:
        return _Partial(super().dialect_options, self._where)


class _Partial(dict[str, Any]):
    """Options by database, with a condition in each."""

    def __init__(self, without: Mapping[str, Any], where: str) -> None:
        super().__init__()
        self._without, self._where = without, where

    def __missing__(self, dialect: str) -> Any:
        options = self[dialect] = self._without[dialect]
        options["where"] = text(self._where)
        return options


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _Seconds(sqlite.DATETIME):
    """A column of SQLite's DATETIME, which takes numbers as they are."""

    def bind_processor(self, dialect: Any) -> None:
        return None

    def result_processor(self, dialect: Any, coltype: object) -> None:
        return None


class Hour(Moment):
    """The same where rows are many: on SQLite as the seconds since 1970, in a sixth of the room of a text."""

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> Any:
        moment = super().process_bind_param(value, dialect)
        return int(moment.timestamp()) if moment and dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        if value is not None and dialect.name == "sqlite":
            return datetime.fromtimestamp(value, UTC)
        return super().process_result_value(value, dialect)

    def load_dialect_impl(self, dialect: Any) -> Any:
        if dialect.name == "sqlite":
            return _Seconds()  # type: ignore[no-untyped-call]  # its parent has no types
        return super().load_dialect_impl(dialect)


class OneOf(TypeDecorator[E]):
    """A member of a StrEnum, stored as text of at most `length` characters.

    Any other text raises ValueError, when it is read as when it is written: no state is taken for another.
    """

    impl = String
    cache_ok = True

    def __init__(self, kind: type[E], length: int) -> None:
        super().__init__(length)
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Any) -> E | None:
        return None if value is None else self.kind(value)
