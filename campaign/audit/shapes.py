"""What a fact of an act may look like: a number, a day, a code, or one of a few words that stand here. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from campaign.audit.acts import Act
from campaign.lib.languages import TABLE
from campaign.lib.row_numbers import LARGEST


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _some_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) <= MOST and set(map(str, value)) <= set(words)


def _text(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def _texts(pattern: str) -> Callable[[Any], bool]:
    fits = _text(pattern)
    return lambda value: isinstance(value, list) and len(value) <= MOST and all(map(fits, value))


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


MOST = 300  # as many countries as there are
CODE, DAY = r"[A-Z]{2}", r"\d{4}-\d{2}-\d{2}"
WRITTEN = tuple(TABLE)
FIELDS = (
    "goal",
    "closes",
    "organisers",
    "contact",
    "write_to_mission",
    "territories",
    "at_risk",
    "reminder_on",
    "addressees",
    "called",
    "further_languages",
    "letter_places",
    "signatories",
    "controller",
    "representative",
    "authority",
    "server_country",
)
POSITIONS = ("none", "acknowledged", "supports", "declines")
QUESTIONS = ("real", "paying", "signer", "exact", "removed")
ROLES = ("owner", "organiser", "viewer")
REASONS = ("duplicate", "fraud", "legal")
STEPS = ("hand-over", "thank")
_CORRECTIONS = ("spelling", "fact")
_WAITING = ("close", "promote")
# By act, as one word means one thing with one act and another with another.
KINDS: Mapping[Act, tuple[str, ...]] = {
    Act.PUBLISH: _CORRECTIONS,
    Act.DRAFT: _CORRECTIONS,
    Act.UPDATE_PUBLISH: _CORRECTIONS,
    Act.EXPORT: ("sealed", "removed", "paper", "opened"),
    Act.SIGN_IN: ("password", "codes", "recovery-code", "passkey", "link"),
    Act.SECOND_FACTOR: ("codes", "passkey", "passkey-removal", "recovery-codes"),
    Act.WAIT_ASK: _WAITING,
    Act.WAIT_STOP: _WAITING,
    Act.BACKUP: ("sealed", "plain"),
    Act.JOB_STOP: ("export", "gather", "letters", "picture", "specimen"),
}
SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "countries": _texts(CODE),
    "day": _text(DAY),
    "fields": _some_of(*FIELDS),
    "key": _text(r"age1[02-9ac-hj-np-z]{8}"),
    "kind": _one_of(*(kind for kinds in KINDS.values() for kind in kinds)),
    "language": _one_of(*WRITTEN),
    "languages": _some_of(*WRITTEN),
    "letters": _number,
    "moment": _text(DAY + r"T\d{2}:\d{2}:\d{2}\+00:00"),
    "number": _number,
    "person": _number,
    "position": _one_of(*POSITIONS),
    "purpose": _one_of(
        "drill", "forms", "mail", "mail-limit", "network", "number", "preview", "sessions", "tags"
    ),
    "question": _one_of(*QUESTIONS),
    "role": _one_of(*ROLES),
    "reason": _one_of(*REASONS),
    "revision": _number,
    "sha256": _text(r"[0-9a-f]{64}"),
    "size": _number,
    "step": _one_of(*STEPS),
}
