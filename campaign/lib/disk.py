"""How much room is left on a disk."""

import shutil
from pathlib import Path

SCARCE = 2 * 1024**3  # bytes, below which somebody should make room


def free(place: Path) -> int:
    """Bytes that are free where a folder is, or will be."""
    there = next(each for each in (place, *place.parents) if each.exists())
    return shutil.disk_usage(there).free
