"""What a fact of an act may look like: a number, a day, a code, or one of a few words that stand here. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

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
SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "countries": _texts(CODE),
    "day": _text(DAY),
    "fields": _some_of(
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
    ),
    "key": _text(r"age1[02-9ac-hj-np-z]{8}"),
    "kind": _one_of(
        "spelling",
        "fact",
        "sealed",
        "removed",
        "paper",
        "opened",
        "plain",
        "export",
        "gather",
        "letters",
        "picture",
        "specimen",
        "close",
        "promote",
        "codes",
        "passkey",
        "passkey-removal",
        "recovery-codes",
        "recovery-code",
        "password",
        "link",
    ),
    "language": _one_of(*WRITTEN),
    "languages": _some_of(*WRITTEN),
    "letters": _number,
    "moment": _text(DAY + r"T\d{2}:\d{2}:\d{2}\+00:00"),
    "number": _number,
    "person": _number,
    "position": _one_of("none", "acknowledged", "supports", "declines"),
    "purpose": _one_of(
        "drill", "forms", "mail", "mail-limit", "network", "number", "preview", "sessions", "tags"
    ),
    "question": _one_of("real", "paying", "signer", "exact", "removed"),
    "role": _one_of("owner", "organiser", "viewer"),
    "reason": _one_of("duplicate", "fraud", "legal"),
    "revision": _number,
    "sha256": _text(r"[0-9a-f]{64}"),
    "size": _number,
    "step": _one_of("hand-over", "thank"),
}
