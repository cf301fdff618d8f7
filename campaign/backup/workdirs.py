"""Folders in which a backup is put together or taken apart, and what one that was killed left: a database, keys.

Whoever works in one holds a lock there, which ends with the process; so what nobody holds is left over.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from campaign.current import settings
from campaign.lib import clock, durable

WORKING = ".backup-"
LOCK, NOTE = "lock", "part"  # the note names the unfinished file that is written elsewhere
GRACE = 3600  # seconds: a folder without its lock is still being made


@contextmanager
def workplace(place: Path, *, part: Path | None = None) -> Iterator[Path]:
    """A folder below `place`, for its owner alone and gone afterwards; what was left over there goes first."""
    tidy(place)
    folder = Path(mkdtemp(prefix=WORKING, dir=place))
    with durable.locked(folder / LOCK):
        try:
            if part is not None:
                (folder / NOTE).write_text(str(part.absolute()))
            yield folder
        finally:
            shutil.rmtree(folder)


def places() -> list[Path]:
    """Where there may be any: the instance, and the folder of a database elsewhere."""
    folders = [settings().instance]
    if file := settings().database_file:
        folders.append(file.parent)
    return list(dict.fromkeys(folders))


def left_over(*where: Path) -> list[Path]:
    """What killed ones left in these places, and the unfinished files they wrote elsewhere."""
    dead, parts = _left_over(where)
    return [*dead, *(part for part in parts.values() if _there(part))]


def tidy(*where: Path) -> None:
    """Delete it. What can't be reached from here keeps its note, and `campaign check` names it."""
    dead, parts = _left_over(where)
    for folder in dead:
        for path in folder.glob("*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in {NOTE, LOCK}:
                path.unlink(missing_ok=True)
        if folder not in parts or _deleted(parts[folder]):
            shutil.rmtree(folder, ignore_errors=True)


def _left_over(where: tuple[Path, ...]) -> tuple[list[Path], dict[Path, Path]]:
    """The folders, and the unfinished file of each that names one which nobody else is writing."""
    folders = [folder for place in where for folder in sorted(place.glob(f"{WORKING}*"))]
    dead = [folder for folder in folders if _is_left(folder)]
    written = {_part(folder) for folder in folders if folder not in dead}
    parts = {folder: part for folder in dead if (part := _part(folder)) and part not in written}
    return dead, parts


def _is_left(folder: Path) -> bool:
    try:
        return not durable.is_locked(folder / LOCK)
    except FileNotFoundError:
        return _there(folder) and folder.stat().st_mtime < clock.unmoved().timestamp() - GRACE
    except OSError:
        return False  # somebody else's


def _part(folder: Path) -> Path | None:
    """Only what has the name of an unfinished file is ever touched."""
    try:
        part = Path((folder / NOTE).read_text())
    except (OSError, ValueError):
        return None
    return part if part.name.startswith(".") and part.suffix == ".part" else None


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # it can't be looked at from here


def _deleted(part: Path) -> bool:
    try:
        part.unlink(missing_ok=part.parent.exists())
    except OSError:
        return False
    return True
