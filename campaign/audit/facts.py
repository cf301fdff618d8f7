"""Which facts each act may be noted with, so that nothing personal gets into a table that forgets nothing.

This module is pure. Each fact is a number, a day, a code, or one of a few words, of the shape that `shapes` gives it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from campaign.audit.acts import Act
from campaign.audit.shapes import SHAPES


class RuleKind(StrEnum):
    """By which kind of rule signatures or rows were chosen; never the rule itself."""

    COUNTRY = "country"
    DAY = "day"
    HOUR = "hour"
    DOMAIN = "domain"
    INDEX = "index"
    NUMBER = "number"
    UPDATES = "updates"
    EVERY = "every"


class Unlisted(ValueError):
    """A fact that its act isn't noted with, or of another shape. A fault of ours: the act doesn't happen."""


_LETTERS = frozenset({"countries", "letters", "size"})
_KEY = frozenset({"key"})
_PERSON = frozenset({"person"})  # an organiser's number
_INVALIDATION = frozenset({"number", "reason"})
_ANSWER = frozenset({"language", "question"})
_NONE: frozenset[str] = frozenset()
# Every act stands here, so that what it may be noted with is a decision.
FACTS: Mapping[Act, frozenset[str]] = {
    Act.PUBLISH: frozenset({"kind", "language", "revision", "sha256"}),
    Act.DRAFT: frozenset({"kind", "language", "revision", "sha256"}),
    Act.DISCARD: frozenset({"languages"}),
    Act.TAKE_DOWN: _NONE,
    Act.PUT_BACK: _NONE,
    Act.WITHDRAW_TEXT: frozenset({"language", "revision", "sha256"}),
    Act.NOTE: frozenset({"language", "revision", "sha256"}),
    Act.CHANGE: frozenset({"fields"}),
    Act.WITHHOLD: frozenset({"countries"}),
    Act.FOUND: _NONE,
    Act.FRAMERS: frozenset({"number"}),
    Act.ORGANISERS: _NONE,
    Act.REHEARSE: _NONE,
    Act.OPEN: frozenset({"day"}),
    Act.PAUSE: frozenset({"day"}),
    Act.CLOSE: _NONE,
    Act.HELD_ACCEPT: _NONE,
    Act.HELD_REJECT: _NONE,
    Act.INVALIDATE: _INVALIDATION,
    Act.INVALIDATE_STOP: frozenset({"number"}),
    Act.INVALIDATE_GO_ON: frozenset({"number"}),
    Act.INVALIDATE_UNDO: frozenset({"number"}),
    Act.INVALIDATE_END: _INVALIDATION,
    Act.EXPORT: frozenset({"kind"}),
    Act.EXPORT_DELETE: _NONE,
    Act.EXACT_FIGURES: _NONE,
    Act.NAMES_ON: _NONE,
    Act.NAMES_OFF: _NONE,
    Act.NAMES_LOOK: _NONE,
    Act.FORGET: _NONE,
    Act.PURGE: _NONE,
    Act.PICTURE_UPLOAD: frozenset({"languages"}),
    Act.PICTURE_DESCRIBE: frozenset({"languages"}),
    Act.PICTURE_PUBLISH: _NONE,
    Act.PICTURE_REMOVE: _NONE,
    Act.PAPER_KEEP: frozenset({"day"}),
    Act.PAPER_PRINT: frozenset({"language"}),
    Act.PAPER_TYPE: _NONE,
    Act.PAPER_IMPORT: frozenset({"number"}),
    Act.PAPER_UNDO: frozenset({"number"}),
    Act.PAPER_ERASE: _NONE,
    Act.PAPER_SHREDDED: _NONE,
    Act.LETTERHEAD: _NONE,
    Act.LETTERS_DISCARD: _NONE,
    Act.LETTERS_MAKE: frozenset({"day", "letters", "size"}),
    Act.LETTERS_ISSUE: frozenset({"letters", "sha256", "size"}),
    Act.LETTERS_SEND: _LETTERS,
    Act.LETTERS_SPECIMEN: frozenset({"countries"}),
    Act.LETTERS_STOP: frozenset({"countries", "letters"}),
    Act.LETTERS_DOUBT: frozenset({"letters"}),
    Act.LETTERS_BOUNCE: frozenset({"countries"}),
    Act.LETTERS_UNBOUNCE: frozenset({"countries"}),
    Act.LETTERS_ANSWER: frozenset({"countries", "day", "position"}),
    Act.LETTERS_ANSWER_PUBLISH: frozenset({"countries"}),
    Act.LETTERS_ANSWER_HIDE: frozenset({"countries"}),
    Act.LETTERS_UNANSWER: frozenset({"countries"}),
    Act.MISSIONS_IMPORT: frozenset({"countries"}),
    Act.MISSIONS_LANGUAGE: frozenset({"countries", "language"}),
    Act.MISSION_CHANGE: frozenset({"countries"}),
    Act.MISSION_REMOVE: frozenset({"countries"}),
    Act.MISSION_FOLLOW_UP: frozenset({"countries"}),
    Act.PRESS_ANSWER: _ANSWER,
    Act.PRESS_ANSWER_PUBLISH: _ANSWER,
    Act.PRESS_ANSWER_HIDE: _ANSWER,
    Act.OUTCOME_WRITE: frozenset({"languages"}),
    Act.OUTCOME_PUBLISH: _NONE,
    Act.OUTCOME_HIDE: _NONE,
    Act.UPDATE_WRITE: frozenset({"languages", "number"}),
    Act.UPDATE_PUBLISH: frozenset({"kind", "languages", "number"}),
    Act.UPDATE_TAKE_BACK: frozenset({"number"}),
    Act.UPDATE_DISCARD: frozenset({"number"}),
    Act.REPORT_PUBLISH: _NONE,
    Act.REPORT_HIDE: _NONE,
    Act.ENDING_STEP: frozenset({"step"}),
    Act.ENDING_STEP_UNDO: frozenset({"step"}),
    Act.COPIES_ASK: _KEY,
    Act.COPIES_DELETED: _KEY,
    Act.GROUP: frozenset({"countries"}),
    Act.GROUP_DROP: _NONE,
    Act.INVITE: frozenset({"role"}),
    Act.INVITATION_WITHDRAW: _NONE,
    Act.JOIN: frozenset({"person", "role"}),
    Act.ROLE: frozenset({"person", "role"}),
    Act.PERSON_REMOVE: _PERSON,
    Act.ORGANISER_FORGET: _PERSON,
    Act.SIGN_IN: frozenset({"kind", "person"}),
    Act.SIGN_OUT: _PERSON,
    Act.SIGN_OUT_OTHERS: frozenset({"number", "person"}),
    Act.WRONG_TRIES: frozenset({"day", "number", "person"}),
    Act.PASSWORD: _PERSON,
    Act.FREEZE: _PERSON,
    Act.FREEZE_CONFIRM: _PERSON,
    Act.FREEZE_LIFT: _PERSON,
    Act.READMIT_ASK: _PERSON,
    Act.READMIT_STOP: _PERSON,
    Act.READMIT: _PERSON,
    Act.BEGIN_ANEW: _PERSON,
    Act.SECOND_FACTOR: frozenset({"kind", "person"}),
    Act.NEW_BROWSER: _PERSON,
    Act.WAIT_ASK: frozenset({"kind", "person"}),
    Act.WAIT_STOP: frozenset({"kind", "person"}),
    Act.REFUSED: _NONE,
    Act.KEY_ASK: _NONE,
    Act.KEY_OFFER: _KEY,
    Act.KEY_OFFER_VOID: _NONE,
    Act.KEY_ADD: _KEY,
    Act.KEY_PLACE: _KEY,
    Act.KEY_RETIRE: _KEY,
    Act.KEY_DRILL: _KEY,
    Act.KEY_PROVE: _KEY,
    Act.KEY_DESTROY: frozenset({"day", "purpose"}),
    Act.SECRET_ROTATE: frozenset({"purpose"}),
    Act.LOG_KEY: _NONE,
    Act.LOG_RESUME: frozenset({"size"}),
    Act.CLOCK_ACCEPT: frozenset({"moment"}),
    Act.LIMITS_WIDEN: frozenset({"day"}),
    Act.LIMITS_NARROW: _NONE,
    Act.TRIAL_SAVE: _NONE,
    Act.TRIAL_BEGIN: _NONE,
    Act.NAMED_FORGET: _NONE,
    Act.BACKUP: frozenset({"kind"}),
    Act.RESTORE: frozenset({"moment"}),
    Act.JOB_STOP: frozenset({"kind"}),
    Act.AUDIT_FORGET: _NONE,
}


def checked(act: Act, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are stored, without those that are None. Raises Unlisted."""
    said = {name: value for name, value in sorted(facts.items()) if value is not None}
    for name, value in said.items():
        if name not in FACTS[act] or not SHAPES[name](value):
            raise Unlisted(f"{act} is not noted with this {name}")
    return said


def key_mark(recipient: str) -> str:
    """By what a holder's key is known in the audit: the beginning of its public half, as `keys list` shows it."""
    return recipient[:12]


def by(rules: Iterable[RuleKind]) -> list[str]:
    """As they are stored: each once, in their order."""
    chosen = set(rules)
    return [rule.value for rule in RuleKind if rule in chosen]
