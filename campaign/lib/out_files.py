"""A file that somebody asked for by its name, and what hinders that it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaign.lib import durable
from campaign.lib.refusal import Refusal


@contextmanager
def out_file(path: Path) -> Iterator[Path]:
    """A file of mode 0600 beside `path` that takes its place when all is written, and goes if anything fails.

    Raises Refusal if `path` is there already or the disk can't take it.
    """
    try:
        with durable.aside(path) as part:
            yield part
    except FileExistsError:
        raise Refusal("lib/taken", path=path) from None
    except OSError as problem:
        raise Refusal("lib/unwritten", path=path, says=problem.strerror) from None
