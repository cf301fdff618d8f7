"""That no process of ours outlives the one that started it, however that ends."""

import ctypes
import os
import signal
import sys

SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def end_with(parent: int, *, by: signal.Signals) -> None:
    """On Linux: this process, a child of `parent`, gets the signal `by` when that one ends, or now if it has ended.

    The kernel means the thread that started this process: it has to live as long as its process.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, by)
    if os.getppid() != parent:  # it was killed before the kernel knew
        os.kill(os.getpid(), by)
