"""Files that outlive a power cut and are never seen half written: mode 0600, file and folder synced before the return.

The promises, on every system we run on:

* `create` makes a file that isn't there yet, and never writes over another; where it raises there is none;
* `replace` gives a name new content in one step;
* `aside` does either for a file that something else writes, `folder_aside` for a folder of files;
* `locked` is held by one process at a time, and let go when that process ends, however it ends;
* `destroy` overwrites before it removes.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

SYNCED_AT_ONCE = 8
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def create(path: Path, content: bytes) -> None:
    """A new file. Raises FileExistsError, whoever made the other one and whenever; OSError."""
    with _written(path, content) as aside:
        _give_name(aside, path)


def replace(path: Path, content: bytes, *, synced: bool = True) -> None:
    """A file with this content, whatever stood there. Raises OSError, the old content still in place, or the new one
    where the folder alone could not be synced.

    Without `synced` it is whole at any moment but may be lost by a power cut: for thousands of files that are followed
    by `sync_all`.
    """
    with _written(path, content, synced=synced) as aside:
        aside.replace(path)
    if synced:
        _sync_folder(path.parent)


@contextlib.contextmanager
def aside(path: Path, *, replacing: bool = False) -> Iterator[Path]:
    """An empty file beside `path`, to be written by whoever asks: at the end it takes its name, or goes if that failed.

    Its name, `.<name>.part`, is always the same, so that what a killed process left goes with the next one. Raises
    FileExistsError, before and after, where `path` is there and isn't to be replaced; OSError.
    """
    _require_file_name(path)
    part = path.with_name(f".{path.name}.part")
    _require_free(path, replacing)
    part.unlink(missing_ok=True)
    os.close(os.open(part, NEW, 0o600))
    try:
        yield part
        part.chmod(0o600)
        with part.open("rb+") as written:  # Windows syncs only what may be written
            flush(written)
        if replacing:
            part.replace(path)
            _sync_folder(path.parent)
        else:
            _give_name(part, path)
    finally:
        _drop(part)


@contextlib.contextmanager
def folder_aside(path: Path) -> Iterator[Path]:
    """An empty folder beside `path`, for files to be written into; at the end it takes its name, or is gone.

    What lay there is replaced. A process that is killed between the two steps of that leaves the old folder aside, and
    the next one puts it back. Raises OSError, the old folder still in place.
    """
    _require_name(path)
    part, old = path.with_name(f".{path.name}.part"), path.with_name(f".{path.name}.old")
    _settle(path, part, old)
    part.mkdir(parents=True, mode=0o700)
    try:
        yield part
        _sync_files(part)
        if path.exists():
            path.rename(old)
        part.rename(path)
        try:
            _sync_folder(path.parent)
        except OSError:
            path.rename(part)
            raise
    finally:
        _settle(path, part, old)


@contextlib.contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock that `path`, a file made for it, stands for. Raises BlockingIOError where it isn't to `wait`."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        _lock(file, wait=wait)
        yield  # closing lets it go, and so does a crash


def is_locked(path: Path) -> bool:
    """Whether a process holds this lock now. Raises FileNotFoundError where none was ever made; OSError."""
    with path.open("r+b") as file:
        try:
            _lock(file, wait=False)
        except BlockingIOError:
            return True
    return False


def destroy(path: Path) -> bool:
    """Overwrite a file and remove it; False if there was none. What a disk keeps beneath is not in our hands."""
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
            flush(file)
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def flush(file: IO[bytes]) -> None:
    """Have what was written to an open file on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_all() -> None:
    """Have everything that was written so far on the disk; nothing on Windows, which has no such call."""
    if hasattr(os, "sync"):
        os.sync()


@contextlib.contextmanager
def _written(path: Path, content: bytes, *, synced: bool = True) -> Iterator[Path]:
    """A file of this content under a name that nobody looks for; gone afterwards, unless it was renamed."""
    _require_file_name(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = secrets.token_hex(8)  # nosemgrep: one_clock_and_real_chance - that it isn't there yet is enough
    aside = path.with_name(f".{path.name}.{mark}")
    try:
        with os.fdopen(os.open(aside, NEW, 0o600), "wb") as file:
            file.write(content)
            if synced:
                flush(file)
        yield aside
    finally:
        _drop(aside)


def _drop(aside: Path) -> None:
    """What was written aside. A disk that doesn't let go of it takes nothing back of what was done by then."""
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def _require_file_name(path: Path) -> None:
    """Raises IsADirectoryError for what can only be a folder: `.`, or what nobody named."""
    _require_name(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _require_name(path: Path) -> None:
    if path.name in ("", ".."):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _require_free(path: Path, replacing: bool) -> None:
    if not replacing and path.exists():
        raise FileExistsError(path)


def _give_name(aside: Path, path: Path) -> None:
    """As os.link, which never replaces a file; memory sticks often know no links. It is for good, or there is none."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        _require_free(path, replacing=False)
        aside.rename(path)
    _drop(aside)
    try:
        _sync_folder(path.parent)
    except OSError:
        path.unlink()
        raise


def _settle(path: Path, part: Path, old: Path) -> None:
    """Leave one folder of the three: what has the name, else what had it before."""
    if old.exists() and not path.exists():
        old.rename(path)
    for left in (part, old):
        shutil.rmtree(left, ignore_errors=True)


def _sync_files(folder: Path) -> None:
    """Side by side: many at once take a disk little longer than one."""
    from concurrent.futures import ThreadPoolExecutor  # few commands write folders

    with ThreadPoolExecutor(SYNCED_AT_ONCE) as threads:
        for _ in threads.map(_sync_file, folder.iterdir()):
            pass  # what one of them raised is raised here
    _sync_folder(folder)


def _sync_file(file: Path) -> None:
    file.chmod(0o600)
    with file.open("rb+") as written:
        flush(written)


def _sync_folder(folder: Path) -> None:
    """So that the new name outlives a power cut; Windows has no such thing."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(file: IO[bytes], *, wait: bool) -> None:
    try:
        import fcntl
    except ImportError:
        _lock_on_windows(file, wait=wait)
    else:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_on_windows(file: IO[bytes], *, wait: bool) -> None:
    """Of its first byte. `LK_LOCK` gives up after ten seconds, so it is asked again."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as problem:
                if not wait:
                    raise BlockingIOError(*problem.args) from None
            else:
                return
