"""The file that a trial goes along as: JSON, read as strictly as what a stranger sends. Pure.

It holds facts and no program; what a fact may be is judged by the action that stores it, as if it were typed.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NoReturn

from campaign.lib.refusal import Refusal

FORMAT = "trial of a campaign, 1"
LARGEST = 2_000_000
MOST, LONGEST = 1_000, 200_000
Check = Callable[[Any], bool]
Trial = dict[str, Any]


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and not any(map(_unfit, value))


def _unfit(sign: str) -> bool:
    return unicodedata.category(sign) == "Cs" or (unicodedata.category(sign) == "Cc" and sign not in "\n\t")


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _whole(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**31


def _yes(value: Any) -> bool:
    return type(value) is bool


def _texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(map(_text, value))


def _by_language(check: Check) -> Check:
    def checked(value: Any) -> bool:
        if not isinstance(value, dict) or len(value) > MOST:
            return False
        return all(map(_text, value)) and all(map(check, value.values()))

    return checked


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


WORDING: Mapping[str, Check] = {
    "language": _text, "headline": _text, "place": _or_none(_text), "date": _day, "demand": _text, "body": _text,
}  # fmt: skip
ONE: Mapping[str, Mapping[str, Check]] = {
    "campaign": {
        "slug": _text, "goal": _or_none(_whole), "closes": _or_none(_day), "organisers": _texts,
        "further_languages": _texts,
        "called": _or_none(_by_language(_texts)), "letter_places": _or_none(_by_language(_text)),
        "signatories": _or_none(_by_language(_texts)), "contact": _or_none(_text), "withheld": _or_none(_texts),
        "addressees": _or_none(_text), "addressed": _or_none(_texts), "write_to_mission": _yes, "territories": _yes,
        **dict.fromkeys(("controller", "representative", "authority", "server_country"), _or_none(_text)),
    },
    "responsible": {
        "legal_form": _text, "legal_name": _text,
        **dict.fromkeys(("seat", "website", "person", "office", "telephone"), _or_none(_text)),
    },
    "letterhead": {"person": _text, "paper": _text},
}  # fmt: skip
MANY: Mapping[str, Mapping[str, Check]] = {
    "texts": WORDING,
    "drafts": {**WORDING, "kind": _or_none(_text), "corrected": _or_none(_by_language(_text))},
    "people": {"name": _text, "email": _text, "role": _text},
    "holders": {"name": _text, "recipient": _text},
    "missions": dict.fromkeys(("code", "address", "name", "style", "gender", "source"), _text)
    | {"date": _day},
    "mission_languages": {"code": _text, "language": _text},
    "groups": {"name": _text, "states": _texts},
    "answers": dict.fromkeys(("language", "question", "words"), _text),
    "follow_ups": {"code": _text, "channel": _text, "concerned": _yes},
}
OPTIONAL = frozenset({"responsible", "letterhead"})
# What files of the same format that were written earlier may be without, and what that means.
ADDED: Mapping[str, Mapping[str, Any]] = {"campaign": {"further_languages": ()}}


def written(trial: Trial) -> bytes:
    """The file's bytes; the same facts give the same."""
    return (json.dumps({"format": FORMAT, **trial}, ensure_ascii=False, indent=1) + "\n").encode()


def read_trial(raw: bytes) -> Trial:
    """What the file says, each fact of the kind that it has to be. Raises Refusal for the first that isn't."""
    if len(raw) > LARGEST:
        raise Refusal("backup/trial-too-large", most=LARGEST // 1_000_000)
    trial = _parsed(raw)
    if not isinstance(trial, dict) or "format" not in trial:
        raise Refusal("backup/no-trial")
    if trial.pop("format") != FORMAT:
        raise Refusal("backup/trial-of-another-version")
    _require_names(trial, {*ONE, *MANY}, "campaign file")
    for section, checks in ONE.items():
        if trial[section] is not None or section not in OPTIONAL:
            _add(section, trial[section])
            _require(section, trial[section], checks)
    for section, checks in MANY.items():
        if not isinstance(trial[section], list) or len(trial[section]) > MOST:
            raise Refusal("backup/trial-section", section=section, most=MOST)
        for each in trial[section]:
            _require(section, each, checks)
    return trial


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise Refusal("backup/no-trial") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that stands in it twice is a fault, since two readers could take it for two things."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def _add(section: str, values: Any) -> None:
    if isinstance(values, dict):
        for name, default in ADDED.get(section, {}).items():
            values.setdefault(name, list(default))


def _require(section: str, values: Any, checks: Mapping[str, Check]) -> None:
    if not isinstance(values, dict):
        raise Refusal("backup/trial-fact", section=section, name="")
    _require_names(values, set(checks), section)
    for name, check in checks.items():
        if not check(values[name]):
            raise Refusal("backup/trial-fact", section=section, name=name)


def _require_names(values: Mapping[str, Any], names: set[str], section: str) -> None:
    if unknown := sorted(values.keys() - names):
        shown = unknown[0] if _text(unknown[0]) else "?"
        raise Refusal("backup/trial-unknown-name", section=section, name=shown[:40])
    if missing := sorted(names - values.keys()):
        raise Refusal("backup/trial-lacks", section=section, name=missing[0])
