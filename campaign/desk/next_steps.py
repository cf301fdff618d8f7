"""What organisers are to do next: facts in, at most three steps out, the most urgent first. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

BACKUP_OLD_DAYS = 7
CLOSING_SOON_DAYS = 7
MOST = 3


class NextStep(StrEnum):
    """What is to be done, in order of urgency; of a campaign that is over, above all what its end asks for."""

    ENDED = "ended"
    NO_HOLDER = "no holder"
    LOG_STOPPED = "log stopped"
    WORKER_SILENT = "worker silent"
    MAIL_SLOW = "mail slow"
    NO_TEXT = "no text"
    TAKEN_DOWN = "taken down"
    HOLDER_UNPROVED = "holder unproved"
    HELD = "held"
    STOPPED = "stopped"
    CLOSING = "closing"
    BACKUP_NEVER = "backup never"
    BACKUP_OLD = "backup old"
    ONE_HOLDER = "one holder"
    NOT_OPEN = "not open"
    TEXT_WAITS = "text waits"
    NO_LETTERS = "no letters"


@dataclass(frozen=True)
class Facts:
    """How a campaign and its site stand; the numbers are those that the sentences say."""

    holders: int = 2
    unproved: tuple[str, ...] = ()
    log_stopped: bool = False
    worker_silent: bool = False
    mail_minutes: int | None = None  # how long the longest mail has been due, where that is too long
    has_text: bool = True
    is_draft: bool = False
    is_closed: bool = False
    is_end_open: bool = False  # closed, and people have something left to do
    is_taken_down: bool = False
    drafts: int = 0
    held: int = 0
    stopped: int = 0
    closes_in: int | None = None
    backup_days: int | None = 0  # None where there never was one
    is_stated: bool = False
    letters: int = 0


def next_steps(facts: Facts, *, most: int = MOST) -> list[NextStep]:
    """The most urgent steps; none where nothing is to be done."""
    return list(_all(facts))[:most]


def _all(facts: Facts) -> Iterator[NextStep]:
    wanted = {
        NextStep.ENDED: facts.is_end_open,
        NextStep.NO_HOLDER: not facts.holders and not facts.is_closed,
        NextStep.LOG_STOPPED: facts.log_stopped,
        NextStep.WORKER_SILENT: facts.worker_silent,
        # Without a worker no mail leaves: one sentence says both.
        NextStep.MAIL_SLOW: facts.mail_minutes is not None and not facts.worker_silent,
        NextStep.NO_TEXT: not facts.has_text,
        NextStep.TAKEN_DOWN: facts.is_taken_down,
        NextStep.HOLDER_UNPROVED: bool(facts.unproved),
        NextStep.HELD: facts.held > 0 and not facts.is_closed,
        NextStep.STOPPED: facts.stopped > 0,
        NextStep.CLOSING: facts.closes_in is not None and facts.closes_in <= CLOSING_SOON_DAYS,
        NextStep.BACKUP_NEVER: facts.backup_days is None,
        NextStep.BACKUP_OLD: facts.backup_days is not None and facts.backup_days > BACKUP_OLD_DAYS,
        NextStep.ONE_HOLDER: facts.holders == 1 and not facts.is_closed,
        NextStep.NOT_OPEN: facts.is_draft and facts.has_text,
        NextStep.TEXT_WAITS: facts.drafts > 0,
        NextStep.NO_LETTERS: facts.is_stated and not facts.letters,
    }
    assert list(wanted) == list(NextStep)  # in that order
    yield from (step for step, is_wanted in wanted.items() if is_wanted)
