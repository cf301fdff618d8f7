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
from campaign.signing.actions.refusing import KINDS, note_refusal, tidy_refusals, write_refusals
from campaign.signing.actions.submitting import Given, submit
from campaign.signing.actions.tagging import lost_tag_keys
from campaign.signing.actions.weeding import (
    accept_held,
    begin_invalidation,
    gather,
    refuse_held,
    remove_due,
    stop_restored,
    undo_invalidation,
)
from campaign.signing.actions.widening import forget_widened, narrow, widen

__all__ = [
    "KINDS",
    "AlreadyConfirmed",
    "Confirmed",
    "Forgotten",
    "Given",
    "Invented",
    "Purged",
    "TooLate",
    "UnknownLink",
    "Withdrawn",
    "accept_held",
    "begin_invalidation",
    "confirm",
    "confirm_invented",
    "end_updates",
    "erase_withdrawn",
    "expire",
    "forget",
    "forget_widened",
    "gather",
    "leave_again",
    "lost_tag_keys",
    "mail_submissions",
    "mend",
    "narrow",
    "note_refusal",
    "purge",
    "purge_closed",
    "purge_due",
    "refuse_held",
    "reject",
    "remove_due",
    "stop",
    "stop_restored",
    "submit",
    "tidy_refusals",
    "turn_mail_keys",
    "undo_invalidation",
    "widen",
    "withdraw",
    "withdraw_invented",
    "write_refusals",
]
