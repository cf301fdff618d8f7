"""Whether the disk of an embedded database still takes anything."""

import os
import tempfile

from campaign.current import settings

ROOM = 1024 * 1024  # bytes: more than any one write of ours needs


def require_room() -> None:
    """Raises OSError where the database's disk is full or can't be written; what is tried leaves nothing behind.

    A heartbeat alone wouldn't tell: SQLite writes it over what its log has written before.
    """
    file = settings().database_file
    if file is None or not hasattr(os, "posix_fallocate"):
        return
    with tempfile.TemporaryFile(dir=file.parent) as tried:
        os.posix_fallocate(tried.fileno(), 0, ROOM)
