"""What an organiser may do in a campaign. Pure."""

from enum import StrEnum


class Role(StrEnum):
    """From the least to the most; each may do what those before it may."""

    VIEWER = "viewer"  # sees what the public sees, earlier
    ORGANISER = "organiser"  # texts, weeding, lists, letters
    OWNER = "owner"  # people, keys, opening, closing


class WaitingKind(StrEnum):
    """What waits an hour before it is done, so that another owner can stop it."""

    CLOSE = "close"
    PROMOTE = "promote"  # somebody becomes an owner


RANK = {role: rank for rank, role in enumerate(Role)}


def suffices(role: Role | None, least: Role) -> bool:
    """Whether whoever has `role` in a campaign may do what needs `least`; None is somebody without any."""
    return role is not None and RANK[role] >= RANK[least]
