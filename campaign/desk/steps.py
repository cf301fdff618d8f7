"""The path from a new campaign to its opening: its steps, and which of them is next. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class Step(StrEnum):
    """A question each, in the order in which they are asked; any may be answered first, and answered again."""

    RISK = "risk"
    ORGANISATION = "organisation"
    SECOND = "second person"
    KEYS = "keys"
    TEXT = "text"
    ENDING = "ending"
    REHEARSAL = "rehearsal"
    OPENING = "opening"


class Stage(StrEnum):
    """How far a step is."""

    SETTLED = "settled"
    NEXT = "next"
    TO_DO = "to do"
    CHANGEABLE = "changeable"
    FIXED = "fixed"


# The page of each.
PAGES: Mapping[Step, str] = {
    Step.RISK: "risk.show",
    Step.ORGANISATION: "organisation.show",
    Step.SECOND: "second.show",
    Step.KEYS: "keys.show",
    Step.TEXT: "text.show",
    Step.ENDING: "ending.show",
    Step.REHEARSAL: "rehearsal.show",
    Step.OPENING: "state.show",
}
# Where what hinders the opening is settled, by the reason of the refusal that names it.
SETTLED_AT: Mapping[str, Step] = {
    "releases/unnamed-text": Step.TEXT,
    "releases/unnamed-organisers": Step.ORGANISATION,
    "releases/unnamed-contact": Step.ENDING,
    "releases/unnamed-withheld": Step.RISK,
    "releases/unnamed-holder": Step.KEYS,
    "releases/unnamed-proof": Step.KEYS,
    "releases/lacks-risk": Step.RISK,
    "releases/lacks-owners": Step.SECOND,
    "releases/lacks-holders": Step.KEYS,
}


# What a closed campaign still shows of the path; the rest of it led to the opening.
AFTER_THE_CLOSE: Mapping[Step, Stage] = {
    Step.RISK: Stage.FIXED,
    Step.ORGANISATION: Stage.FIXED,
    Step.KEYS: Stage.CHANGEABLE,
    Step.TEXT: Stage.CHANGEABLE,
    Step.ENDING: Stage.CHANGEABLE,
}


def stages(settled: Mapping[Step, bool]) -> dict[Step, Stage]:
    """The first that isn't settled is next."""
    following = next((step for step in Step if not settled[step]), None)
    return {
        step: Stage.SETTLED if settled[step] else Stage.NEXT if step is following else Stage.TO_DO
        for step in Step
    }
