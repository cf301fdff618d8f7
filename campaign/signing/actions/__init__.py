"""The room's verbs, by what they are about."""

from campaign.signing.actions.confirming import (
    AlreadyConfirmed,
    Confirmed,
    TooLate,
    UnknownLink,
    confirm,
    mend,
)
from campaign.signing.actions.erasing import (
    Forgotten,
    Purged,
    erase_withdrawn,
    expire,
    forget,
    purge,
    purge_closed,
    purge_due,
)
from campaign.signing.actions.inventing import Invented, confirm_invented, withdraw_invented
from campaign.signing.actions.leaving import Withdrawn, end_updates, leave_again, reject, stop, withdraw
from campaign.signing.actions.mail_days import turn_mail_keys
from campaign.signing.actions.mailing import mail_submissions
from campaign.signing.actions.submitting import Given, submit
from campaign.signing.actions.widening import forget_widened, narrow, widen

__all__ = [
    "AlreadyConfirmed",
    "Confirmed",
    "Forgotten",
    "Given",
    "Invented",
    "Purged",
    "TooLate",
    "UnknownLink",
    "Withdrawn",
    "confirm",
    "confirm_invented",
    "end_updates",
    "erase_withdrawn",
    "expire",
    "forget",
    "forget_widened",
    "leave_again",
    "mail_submissions",
    "mend",
    "narrow",
    "purge",
    "purge_closed",
    "purge_due",
    "reject",
    "stop",
    "submit",
    "turn_mail_keys",
    "widen",
    "withdraw",
    "withdraw_invented",
]
