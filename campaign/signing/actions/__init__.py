"""The room's verbs, by what they are about."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.signing.actions.confirming import (
        AlreadyConfirmed,
        Confirmed,
        OtherDemand,
        TooLate,
        UnknownLink,
        confirm,
        mend,
    )
    from campaign.signing.actions.day_keys import turn_mail_keys
    from campaign.signing.actions.erasing import Forgotten, erase_withdrawn, expire, forget
    from campaign.signing.actions.inventing import (
        Invented,
        confirm_invented,
        submit_invented,
        withdraw_invented,
    )
    from campaign.signing.actions.leaving import Withdrawn, leave_again, reject, stop, withdraw
    from campaign.signing.actions.mailing import call_mail_back, mail_submissions
    from campaign.signing.actions.purging import Purged, purge, purge_batch, purge_closed, purge_due
    from campaign.signing.actions.reminding import drop_reminders, remind
    from campaign.signing.actions.submitting import FilledForm, submit
    from campaign.signing.actions.tagging import left_over_tag_keys, lost_tag_keys
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "AlreadyConfirmed",
    "Confirmed",
    "FilledForm",
    "Forgotten",
    "Invented",
    "OtherDemand",
    "Purged",
    "TooLate",
    "UnknownLink",
    "Withdrawn",
    "call_mail_back",
    "confirm",
    "confirm_invented",
    "drop_reminders",
    "erase_withdrawn",
    "expire",
    "forget",
    "leave_again",
    "left_over_tag_keys",
    "lost_tag_keys",
    "mail_submissions",
    "mend",
    "purge",
    "purge_batch",
    "purge_closed",
    "purge_due",
    "reject",
    "remind",
    "stop",
    "submit",
    "submit_invented",
    "turn_mail_keys",
    "withdraw",
    "withdraw_invented",
]
