"""Work in a process of its own, forked from one that has loaded the program already."""

import io
import os
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

DIED = 99  # the code of one that ended with an exception which nobody expected


@dataclass
class Ended:
    """How a forked process ended: its code, or minus the signal; what it said."""

    code: int
    said: str


def attempt(work: Callable[[], object]) -> Ended:
    """In a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_in_child(work, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        text_said = said.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), text_said)


def _in_child(work: Callable[[], object], writing: int) -> int:
    code = 0
    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(out):
            work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        out.write(end.code if isinstance(end.code, str) else "")
    except BaseException:
        code = DIED
        out.write(traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(out.getvalue().encode())
    return code
