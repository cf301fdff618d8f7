"""What can become of a letter that is mailed, and what its mission may answer. Pure."""

from enum import StrEnum


class SendingState(StrEnum):
    """How far a letter's mail is, in the order in which `campaign letters status` counts them."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    REFUSED = "refused"
    BOUNCED = "bounced"
    UNKNOWN = "unknown"


class Position(StrEnum):
    """Where a mission's answer stands on the demand; `none` is an answer that states no position."""

    NONE = "none"
    ACKNOWLEDGED = "acknowledged"
    SUPPORTS = "supports"
    DECLINES = "declines"


class ReplyForm(StrEnum):
    """How a mission answered."""

    MAIL = "mail"
    LETTER = "letter"
    CALL = "call"
    MEETING = "meeting"
    PUBLIC = "public"  # a statement, in its own name


class Consent(StrEnum):
    """Whether a mission's words may be published, as far as it was asked."""

    YES = "yes"
    NO = "no"
    UNASKED = "unasked"


ON_THE_WAY = (SendingState.QUEUED, SendingState.SENDING)
# Or perhaps delivered: what a bounce may still change.
DELIVERED = (SendingState.SENT, SendingState.SENDING, SendingState.UNKNOWN)
UNDELIVERED = (SendingState.REFUSED, SendingState.BOUNCED)
