"""Which kinds of work there are, and what each may be asked with. This module is pure."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """One kind of work that takes too long for somebody to wait; all of them may be begun again after a kill."""

    EXPORT = "export"
    GATHER = "gather"
    LETTERS = "letters"
    PICTURE = "picture"
    SPECIMEN = "specimen"


class JobState(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"


ENDED = (JobState.FINISHED, JobState.FAILED, JobState.STOPPED)
# Every kind stands here, so that what it may be asked with is a decision.
ARGUMENTS: Mapping[JobKind, frozenset[str]] = {
    JobKind.EXPORT: frozenset({"country", "paper", "removed", "wants_updates"}),
    JobKind.GATHER: frozenset({"number", "through"}),
    JobKind.LETTERS: frozenset({"day"}),
    JobKind.PICTURE: frozenset({"picture"}),
    JobKind.SPECIMEN: frozenset({"country", "organiser"}),
}
CODE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class Unlisted(ValueError):
    """An argument that this kind isn't asked with, or no number, code or yes and no. A fault of ours."""


def checked(kind: JobKind, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as they are stored, without those that are None: no words, so nothing personal. Raises Unlisted."""
    said = {name: value for name, value in sorted(arguments.items()) if value is not None}
    for name, value in said.items():
        plain = isinstance(value, int) or (isinstance(value, str) and CODE.fullmatch(value))
        if name not in ARGUMENTS[kind] or not plain:
            raise Unlisted(f"{kind} is not asked with this {name}")
    return said
