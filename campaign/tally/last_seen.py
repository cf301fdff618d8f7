"""The sequencer's own copy of the last checkpoint: in no backup, so that an older database is noticed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import SignedTree, parse_text
from campaign.tally.note import BadNote, text_of
from campaign.tally.origins import next_origin


class LogStopped(Refusal):
    """This database can't go on from the checkpoint that was published last; other logs can."""


def file_of(folder: Path, origin: str) -> Path:
    """Where the copy of a log's checkpoint lies."""
    return folder / (origin.replace("/", "_").replace(":", "_") + ".checkpoint")


def kept(path: Path) -> SignedTree | None:
    """What was published last, as this machine remembers it. Raises LogStopped for a copy that is no checkpoint."""
    try:
        return parse_text(text_of(path.read_text()))
    except FileNotFoundError:
        return None
    except (BadNote, UnicodeDecodeError):
        raise LogStopped("tally/copy-damaged", path=path) from None


def last_kept(folder: Path, origin: str) -> SignedTree | None:
    """What this machine remembers of a log and of those that continue it, the newest. Raises LogStopped as `kept`."""
    newest = kept(file_of(folder, origin))
    while (later := kept(file_of(folder, origin := next_origin(origin)))) is not None:
        newest = later
    return newest


def require_continuation(
    *,
    last: SignedTree | None,
    origin: str,
    size: int,
    published: bool,
    root_at: Callable[[int], bytes],
    slug: str,
) -> None:
    """Whether a database of the log `origin`, of `size` entries, goes on from `last`. Raises LogStopped.

    `published` tells whether it says of itself that a checkpoint was published; `root_at` gives its root at a size.
    """
    if last is None:
        if published:
            raise LogStopped("tally/copy-gone", slug=slug)
        return
    if last.origin != origin:
        raise LogStopped("tally/continued-elsewhere", slug=slug, origin=origin, later=last.origin)
    if last.size > size:
        raise LogStopped("tally/older-database", slug=slug, size=size, published=last.size)
    try:
        same = root_at(last.size) == last.root
    except ValueError:  # tiles are missing
        same = False
    if not same:
        raise LogStopped("tally/other-entries", slug=slug, published=last.size)


def alone(folder: Path) -> AbstractContextManager[None]:
    """Only one process of this machine compares and replaces copies at a time, so that none goes back."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return durable.locked(folder / ".lock")


def keep(path: Path, note: str) -> None:
    """Replace the copy, durably: it is on the disk before anyone is told."""
    durable.replace(path, note.encode())
