"""What a person may turn off of what she is told; who comes in and what is taken away isn't among it. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What a mail is about, in the order in which the desk lists them."""

    # To owners.
    BACKUP = "backup"
    MAIL = "mail"
    BOUNCES = "bounces"
    DISK = "disk"
    LOG = "log"
    # To organisers and owners.
    HELD = "held"
    MISSION = "mission"
    CLOSING = "closing"
    MONDAY = "monday"
    # To holders.
    ERASURE = "erasure"
    DRILL = "drill"


class Grave(StrEnum):
    """What other owners are told of as somebody asks for it at the desk, since for a while it can be stopped."""

    LETTERS = "letters"
    REMOVAL = "removal"
    CLOSE = "close"
    OWNER = "owner"


OF_SERVER = frozenset({Kind.BACKUP, Kind.MAIL, Kind.BOUNCES, Kind.DISK, Kind.LOG})
