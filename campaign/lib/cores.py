"""That no process of ours leaves its memory on a disk when it crashes: names are in it while they are sealed or opened.

See core(5) and prctl(2): a limit of zero bytes forbids the file, and a process that isn't dumpable is handed to no
program that collects cores either.
"""

import ctypes
import sys
from contextlib import suppress

SET_DUMPABLE = 4  # PR_SET_DUMPABLE


def leave_none() -> None:
    """From here on in this process and, but for those that begin another program, in all that it starts."""
    try:
        import resource
    except ImportError:  # Windows writes none
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)
