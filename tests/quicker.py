"""What every app makes anew, and is the same for all: templates as Python's code, addresses taken apart, SQL's texts.

A test has an app of its own; of five thousand, these were a third of the time. Passwords are kept, and keys
protected, at the least cost: hashing was a fifth of what tests of the desk took. What the program takes is `STORED` and
`protected.by_pyrage`.
"""

import gc
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

import pyrage
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.routing.rules import RulePart

from campaign.organisers.slow_hashes import HASHING
from tests.protected import lightly

STORED = dict(HASHING)
LEAST = {"argon2__memory_cost": 8, "argon2__time_cost": 1}


class Remembered(BytecodeCache):
    """Compiled templates, by their source: Jinja asks for each by a checksum of it."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand it over, if this very source was compiled before."""
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember it."""
        assert bucket.code is not None
        self.compiled[bucket.key, bucket.checksum] = bucket.code


def remember() -> None:
    """From here on, for all apps of this process."""
    # Collecting thousands of tests makes much that stays and nothing that could go: `settle` looks through it once.
    gc.disable()
    # A copy: the dict is the class's own.
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Remembered()}
    Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign]
    Rule._parse_rule = _parsed_once(Rule._parse_rule)  # type: ignore[method-assign]
    HASHING.update(LEAST)
    pyrage.passphrase.encrypt = lightly
    _share_statements()


def settle() -> None:
    """What is there now stays until the end, so that nobody looks through it again for what could go."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def _share_statements() -> None:
    """Let all engines of one kind of database find what another one has written in SQL.

    SQLAlchemy keeps that by engine and dialect, whose settings are the same for all of ours.
    """
    texts: dict[type[Dialect], LRUCache[Any, Any]] = {}

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        kind = type(connection.dialect)
        connection.engine._compiled_cache = texts.setdefault(kind, LRUCache(2_000))

    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign,assignment]
    DefaultDialect.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign]


def _once(compiled: Callable[..., Any]) -> Callable[..., Any]:
    """A rule's builder knows nothing of the rule but these; werkzeug binds it afterwards."""
    builders: dict[Any, Any] = {}

    def build(rule: Rule, append_unknown: bool = True) -> Any:
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = rule.rule, append_unknown, tuple(rule._trace), defaults
        if key not in builders:
            builders[key] = compiled(rule, append_unknown)
        return builders[key]

    return build


def _parsed_once(parse: Callable[[Rule, str], Iterable[RulePart]]) -> Callable[[Rule, str], list[RulePart]]:
    """What an address is taken apart into follows from it and from what converters there are."""
    parsed: dict[Any, tuple[list[RulePart], list[Any], dict[str, Any]]] = {}

    def parts(rule: Rule, address: str) -> list[RulePart]:
        key = address, frozenset(rule.map.converters.items())
        if key not in parsed:
            before = len(rule._trace)
            made = list(parse(rule, address))
            parsed[key] = made, rule._trace[before:], dict(rule._converters)
            return made
        made, trace, converters = parsed[key]
        rule._trace += trace
        rule._converters |= converters
        rule.arguments |= converters.keys()
        return made

    return parts
