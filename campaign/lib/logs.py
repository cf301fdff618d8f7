"""What the program says of itself: one JSON object a line to the journal, words at a terminal; on stderr.

What writes it is loaded for the first line: most processes never write one.

Fields are few and named in tests/rules/test_logs.py; none may hold what somebody typed, an address or a link.
"""

import logging
import sys
from contextlib import suppress
from functools import cache
from typing import Any, TextIO, cast


class Lossy:
    """A log whose disk is full, or whose reader has gone, loses lines; the program goes on."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, words: str) -> int:
        """All of it, as far as its caller is told."""
        with suppress(OSError):
            self._out.write(words)
        return len(words)

    def flush(self) -> None:
        """If it can be."""
        with suppress(OSError):
            self._out.flush()


class Log:
    """A log by its levels: `log.error("a fixed sentence", field=value)`."""

    def __getattr__(self, level: str) -> Any:
        return getattr(_writer(), level)


log = Log()


@cache
def _writer() -> Any:
    import structlog

    if structlog.is_configured():
        return structlog.get_logger()
    terminal = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, Lossy(sys.stderr))),
    )
    return structlog.get_logger()


def say(words: str) -> None:
    """A sentence for whoever runs the program, beside the log's lines."""
    print(words, file=Lossy(sys.stderr), flush=True)
