"""The verbs of organisers, a file a subject."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.organisers.actions.forgetting import forget_organiser
    from campaign.organisers.actions.freezing import Stopped, confirm_freeze, end_freezes, freeze, lift_freeze
    from campaign.organisers.actions.inviting import (
        invitation_link,
        invite,
        invite_first_owner,
        invite_here,
        join,
        take_up,
        tidy_invitations,
        withdraw_invitation,
    )
    from campaign.organisers.actions.mailing import mail_each
    from campaign.organisers.actions.naming import Named, forget_named, name_people
    from campaign.organisers.actions.own_account import change_password, end_other_sessions, end_session
    from campaign.organisers.actions.people import (
        change_language,
        change_role,
        found_campaign,
        leave_campaign,
        remove,
        sign_out_everywhere,
    )
    from campaign.organisers.actions.readmitting import (
        ask_for_readmission,
        begin_anew,
        mail_readmissions,
        readmit,
        stop_readmission,
    )
    from campaign.organisers.actions.waiting import ask, do_due, stop, tell_owners
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "Named",
    "Stopped",
    "ask",
    "ask_for_readmission",
    "begin_anew",
    "change_language",
    "change_password",
    "change_role",
    "confirm_freeze",
    "do_due",
    "end_freezes",
    "end_other_sessions",
    "end_session",
    "forget_named",
    "forget_organiser",
    "found_campaign",
    "freeze",
    "invitation_link",
    "invite",
    "invite_first_owner",
    "invite_here",
    "join",
    "leave_campaign",
    "lift_freeze",
    "mail_each",
    "mail_readmissions",
    "name_people",
    "readmit",
    "remove",
    "sign_out_everywhere",
    "stop",
    "stop_readmission",
    "take_up",
    "tell_owners",
    "tidy_invitations",
    "withdraw_invitation",
]
