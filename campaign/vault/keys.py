"""The server's secrets: one file a purpose, made on first use, mode 0600. None of them opens a signer's data.

A secret that was replaced counts for a day more, so that what left before still holds. A running process looks at the
files every second, so that it follows a change and forgets what was destroyed.
"""

import contextlib
import hmac
import secrets
import threading
import time
from datetime import date
from hashlib import sha256
from pathlib import Path

from campaign.lib import durable

LENGTH = 32
SERVES_ON = 24 * 3600  # seconds for which a replaced secret is accepted
LOOK_EVERY = 1.0  # seconds; a form takes a dozen looks at its keys
_LOOKING = threading.Lock()
_CONTENT: dict[Path, tuple[float, tuple[int, int, int], bytes]] = {}


def secret(folder: Path, purpose: str) -> bytes:
    """The 32 bytes for `purpose`, made if there are none yet. Whoever comes second reads what the first wrote."""
    path = folder / f"{purpose}.key"
    with contextlib.suppress(FileNotFoundError):
        return _known(path)
    with contextlib.suppress(FileExistsError):
        durable.create(path, _new())
    return _known(path)


def kept_secret(folder: Path, purpose: str) -> bytes:
    """The 32 bytes of a secret that values are compared by: a lost one isn't made anew. Raises FileNotFoundError."""
    return _known(folder / f"{purpose}.key")


def accepted(folder: Path, purpose: str) -> list[bytes]:
    """What may have been used for `purpose` within a day, the present secret last."""
    # The present one first: whoever replaces it now leaves it as the one before.
    present, before = secret(folder, purpose), folder / f"{purpose}.before.key"
    with contextlib.suppress(FileNotFoundError):
        if time.time() - before.stat().st_mtime < SERVES_ON:
            return [_known(before), present]
    return [present]


def rotate(folder: Path, purpose: str) -> None:
    """Replace a secret. What it was made for stays good for a day: `accepted` knows the one before."""
    path, before = folder / f"{purpose}.key", folder / f"{purpose}.before.key"
    secret(folder, purpose)
    with _LOOKING:  # or a look of before would be remembered for a second
        durable.replace(before, path.read_bytes())
        durable.replace(path, _new())
        for changed in (path, before):
            _CONTENT.pop(changed, None)


def destroy(folder: Path, purpose: str) -> bool:
    """Overwrite and remove a secret; False if there was none. What a disk keeps beneath is not in our hands."""
    path = folder / f"{purpose}.key"
    was_there = durable.destroy(path)
    _CONTENT.pop(path, None)
    return was_there


def exists(folder: Path, purpose: str) -> bool:
    """Whether there is such a secret; asking makes none."""
    return (folder / f"{purpose}.key").exists()


def _new() -> bytes:
    return f"{secrets.token_hex(LENGTH)}\n".encode()


def keyed(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA256 over parts that can't run into each other."""
    framed = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return hmac.new(key, framed, sha256).digest()


def of_day(key: bytes, day: date) -> bytes:
    """The key that serves on one day only."""
    return keyed(key, "day", day.isoformat())


def _known(path: Path) -> bytes:
    """A secret, looked at again every second: its file may have been replaced, or be gone."""
    now, known = time.monotonic(), _CONTENT.get(path)
    if known is not None and now - known[0] < LOOK_EVERY:
        return known[2]
    with _LOOKING:
        return _looked_at(path, now)


def _looked_at(path: Path, now: float) -> bytes:
    try:
        state = path.stat()
    except FileNotFoundError:
        _CONTENT.pop(path, None)
        raise
    known, version = _CONTENT.get(path), (state.st_ino, state.st_mtime_ns, state.st_size)
    if known is None or known[1] != version:
        key = bytes.fromhex(path.read_text().strip())
        if len(key) != LENGTH:
            raise ValueError(f"{path.name} does not hold a key of {LENGTH} bytes")
    else:
        key = known[2]
    _CONTENT[path] = (now, version, key)
    return key
