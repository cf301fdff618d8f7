"""What people are told of, and what of it they may turn off: not who comes in, and not what is taken away. Pure."""

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


class Heard(StrEnum):
    """What is told of an act."""

    BY_COMMAND = "by command"
    PERSON = "person"
    ROLE = "role"
    KEY = "key"
    LIST = "list"
    NAMES = "names"
    BROWSER = "browser"
    FACTOR = "factor"
    ANSWER = "answer"
    STOPPED = "stopped"


class Grave(StrEnum):
    """What other owners are told of as somebody asks for it at the desk, since for a while it can be stopped."""

    LETTERS = "letters"
    REMOVAL = "removal"
    CLOSE = "close"
    OWNER = "owner"


OF_SERVER = frozenset({Kind.BACKUP, Kind.MAIL, Kind.BOUNCES, Kind.DISK, Kind.LOG})
