"""What the program says of itself: one JSON object a line to the journal, words at a terminal; on stderr.

Fields are few and named in tests/rules/test_logs.py; none may hold what somebody typed, an address or a link.
"""

import logging
import sys

import structlog


def configure() -> None:
    """For this process; safe to repeat."""
    terminal = sys.stderr.isatty()
    last = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
