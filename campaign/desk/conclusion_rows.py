"""What comes after a close, in the order in which it falls due, and how far each of it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from campaign.press.models import EndingStep
from campaign.signing.privacy import Privacy


class Due(StrEnum):
    """One thing of the end."""

    CLOSED = "closed"
    COUNTED = "counted"
    OUTCOME = "outcome"
    FORMS_GO = "forms go"
    THANK = "thank"
    REPORT = "report"
    HAND_OVER = "hand over"
    COPIES = "copies"
    SHREDDED = "shredded"
    ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Row:
    """`day` is when it is due, or happens by itself; `done_on` the day it was done on, where that is known.

    Of holders `count` of `of` have confirmed.
    """

    due: Due
    day: date | None = None
    is_done: bool
    done_on: date | None = None
    count: int = 0
    of: int = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a closed campaign stands; `confirmed` has a moment for each holder who has said that her copies are gone.

    `steps` are those that are done; `slips` the days on which those on paper are to be shredded, and were, None where
    nobody keeps any.
    """

    closed_at: datetime
    today: date
    is_counted: bool
    has_outcome: bool
    reported_at: datetime | None
    steps: Mapping[EndingStep, datetime]
    confirmed: Sequence[datetime | None]
    slips: tuple[date, date | None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether people have something left to do; what the server does by itself isn't meant."""
        told = self.has_outcome and self.reported_at is not None
        shredded = self.slips is None or self.slips[1] is not None
        return not (told and shredded and len(self.steps) == len(EndingStep) and all(self.confirmed))


def rows(facts: Privacy, standing: Standing) -> list[Row]:
    """All of it, from the close to the erasure."""
    closed = standing.closed_at.date()
    forms_gone = closed + timedelta(days=facts.unconfirmed)
    confirmed = [moment for moment in standing.confirmed if moment]
    reported = standing.reported_at
    return [
        Row(due=Due.CLOSED, is_done=True, done_on=closed),
        Row(due=Due.COUNTED, is_done=standing.is_counted),
        Row(due=Due.OUTCOME, day=facts.erased_on, is_done=standing.has_outcome),
        Row(due=Due.FORMS_GO, day=forms_gone, is_done=forms_gone < standing.today),
        _noted(Due.THANK, EndingStep.THANK, standing, day=facts.erased_on),
        Row(
            due=Due.REPORT,
            is_done=reported is not None,
            done_on=reported.date() if reported else None,
        ),
        _noted(Due.HAND_OVER, EndingStep.HAND_OVER, standing),
        Row(
            due=Due.COPIES,
            day=facts.erased_on,
            is_done=len(confirmed) == len(standing.confirmed),
            done_on=max(confirmed).date() if len(confirmed) == len(standing.confirmed) != 0 else None,
            count=len(confirmed),
            of=len(standing.confirmed),
        ),
        *_slips(standing),
        Row(due=Due.ERASED, day=facts.erased_on, is_done=facts.erased),
    ]


def _noted(due: Due, step: EndingStep, standing: Standing, *, day: date | None = None) -> Row:
    """One that somebody has to say is done."""
    moment = standing.steps.get(step)
    return Row(
        due=due,
        day=day,
        is_done=moment is not None,
        done_on=moment.date() if moment else None,
    )


def _slips(standing: Standing) -> list[Row]:
    """Those on paper, where anybody keeps some."""
    if standing.slips is None:
        return []
    day, shredded_on = standing.slips
    return [Row(due=Due.SHREDDED, day=day, is_done=shredded_on is not None, done_on=shredded_on)]
