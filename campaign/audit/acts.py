"""What organisers, commands and the worker do that is noted, and which facts each may be noted with.

This module is pure. Each fact is a number, a day, a code, or one of a few words that stand here, which no name, address
or domain is: nothing personal gets into a table that forgets nothing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from campaign.audit.shapes import SHAPES


class Act(StrEnum):
    """One thing that somebody did."""

    # Texts.
    PUBLISH = "publish"
    DRAFT = "draft"
    DISCARD = "discard"
    TAKE_DOWN = "take-down"
    PUT_BACK = "put-back"
    WITHDRAW_TEXT = "withdraw-text"
    NOTE = "note"
    # The campaign.
    CHANGE = "change"
    WITHHOLD = "withhold"
    FOUND = "found"
    ORGANISERS = "organisers"
    REHEARSE = "rehearse"
    OPEN = "open"
    PAUSE = "pause"
    CLOSE = "close"
    # Signatures.
    HELD_ACCEPT = "held-accept"
    HELD_REJECT = "held-reject"
    INVALIDATE = "invalidate"
    INVALIDATE_STOP = "invalidate-stop"
    INVALIDATE_GO_ON = "invalidate-go-on"
    INVALIDATE_UNDO = "invalidate-undo"
    INVALIDATE_END = "invalidate-end"
    EXPORT = "export"
    EXPORT_DELETE = "export-delete"
    EXACT_FIGURES = "exact-figures"
    FORGET = "forget"
    PURGE = "purge"
    # Letters.
    LETTERHEAD = "letterhead"
    LETTERS_MAKE = "letters-make"
    LETTERS_DISCARD = "letters-discard"
    LETTERS_ISSUE = "letters-issue"
    LETTERS_SEND = "letters-send"
    LETTERS_SPECIMEN = "letters-specimen"
    LETTERS_STOP = "letters-stop"
    LETTERS_DOUBT = "letters-doubt"
    LETTERS_BOUNCE = "letters-bounce"
    LETTERS_UNBOUNCE = "letters-unbounce"
    LETTERS_ANSWER = "letters-answer"
    LETTERS_ANSWER_PUBLISH = "letters-answer-publish"
    LETTERS_ANSWER_HIDE = "letters-answer-hide"
    LETTERS_UNANSWER = "letters-unanswer"
    MISSIONS_IMPORT = "missions-import"
    MISSIONS_LANGUAGE = "missions-language"
    MISSION_CHANGE = "mission-change"
    MISSION_REMOVE = "mission-remove"
    MISSION_FOLLOW_UP = "mission-follow-up"
    # What journalists read, and the end.
    PRESS_ANSWER = "press-answer"
    PRESS_ANSWER_PUBLISH = "press-answer-publish"
    PRESS_ANSWER_HIDE = "press-answer-hide"
    OUTCOME_WRITE = "outcome-write"
    OUTCOME_PUBLISH = "outcome-publish"
    OUTCOME_HIDE = "outcome-hide"
    REPORT_PUBLISH = "report-publish"
    REPORT_HIDE = "report-hide"
    ENDING_STEP = "ending-step"
    ENDING_STEP_UNDO = "ending-step-undo"
    COPIES_ASK = "copies-ask"
    COPIES_DELETED = "copies-deleted"
    GROUP = "group"
    GROUP_DROP = "group-drop"
    # People.
    INVITE = "invite"
    INVITATION_WITHDRAW = "invitation-withdraw"
    JOIN = "join"
    ROLE = "role"
    PERSON_REMOVE = "person-remove"
    SIGN_OUT = "sign-out"
    FREEZE = "freeze"
    FREEZE_CONFIRM = "freeze-confirm"
    FREEZE_LIFT = "freeze-lift"
    READMIT_ASK = "readmit-ask"
    READMIT_STOP = "readmit-stop"
    READMIT = "readmit"
    BEGIN_ANEW = "begin-anew"
    SECOND_FACTOR = "second-factor"
    NEW_BROWSER = "new-browser"
    WAIT_ASK = "wait-ask"
    WAIT_STOP = "wait-stop"
    REFUSED = "refused"
    # Keys, and the server.
    KEY_ASK = "key-ask"
    KEY_OFFER = "key-offer"
    KEY_OFFER_VOID = "key-offer-void"
    KEY_ADD = "key-add"
    KEY_PLACE = "key-place"
    KEY_RETIRE = "key-retire"
    KEY_DRILL = "key-drill"
    KEY_PROVE = "key-prove"
    KEY_DESTROY = "key-destroy"
    SECRET_ROTATE = "secret-rotate"
    LOG_KEY = "log-key"
    LOG_RESUME = "log-resume"
    CLOCK_ACCEPT = "clock-accept"
    LIMITS_WIDEN = "limits-widen"
    LIMITS_NARROW = "limits-narrow"
    TRIAL_SAVE = "trial-save"
    TRIAL_BEGIN = "trial-begin"
    NAMED_FORGET = "named-forget"
    BACKUP = "backup"
    RESTORE = "restore"
    JOB_STOP = "job-stop"
    AUDIT_FORGET = "audit-forget"


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
    Act.FORGET: _NONE,
    Act.PURGE: _NONE,
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
    Act.SIGN_OUT: _PERSON,
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


def in_tens(people: int) -> int:
    """Complete tens: how many there were is never said to one. Below ten it is 0, "fewer than ten"."""
    return people - people % 10


def key_mark(recipient: str) -> str:
    """By what a holder's key is known in the audit: the beginning of its public half, as `keys list` shows it."""
    return recipient[:12]


def by(rules: Iterable[RuleKind]) -> list[str]:
    """As they are stored: each once, in their order."""
    chosen = set(rules)
    return [rule.value for rule in RuleKind if rule in chosen]
