"""A refusal's facts as JSON keeps them, and back: days and moments stay such, for sentences that write them out."""

from datetime import date, datetime
from typing import Any

MOMENT, DAY = "moment", "day"


def packed(fact: Any) -> Any:
    """As it is stored; what JSON has no form for, such as a path, as text."""
    if isinstance(fact, list):
        return [packed(each) for each in fact]
    if isinstance(fact, datetime):
        return {MOMENT: fact.isoformat()}
    if isinstance(fact, date):
        return {DAY: fact.isoformat()}
    return fact if isinstance(fact, int | float | None) else str(fact)


def unpacked(fact: Any) -> Any:
    """What `packed` was given."""
    match fact:
        case list():
            return [unpacked(each) for each in fact]
        case {"moment": at}:
            return datetime.fromisoformat(at)
        case {"day": day}:
            return date.fromisoformat(day)
    return fact
