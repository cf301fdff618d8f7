"""The server's secrets: one file a purpose, made on first use, mode 0600. None of them opens a signer's data.

A secret that was replaced counts for a day more, so that what left before still holds. A running process looks at the
files every second, so that it follows a change and forgets what was destroyed.
"""

import contextlib
import hmac
import os
import secrets
import threading
import time
from datetime import date
from hashlib import sha256
from pathlib import Path

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
    aside = _written(folder, purpose)
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)  # link, not rename: it never replaces a key that is in use
    aside.unlink()
    return _known(path)


def kept_secret(folder: Path, purpose: str) -> bytes:
    """The 32 bytes of a secret that values are compared by: a lost one isn't made anew. Raises FileNotFoundError."""
    return _known(folder / f"{purpose}.key")


def accepted(folder: Path, purpose: str) -> list[bytes]:
    """What may have been used for `purpose` within a day, the present secret last."""
    before = folder / f"{purpose}.before.key"
    with contextlib.suppress(FileNotFoundError):
        if time.time() - before.stat().st_mtime < SERVES_ON:
            return [_known(before), secret(folder, purpose)]
    return [secret(folder, purpose)]


def rotate(folder: Path, purpose: str) -> None:
    """Replace a secret. What it was made for stays good for a day: `accepted` knows the one before."""
    path, before = folder / f"{purpose}.key", folder / f"{purpose}.before.key"
    secret(folder, purpose)
    aside = _written(folder, purpose)
    kept = aside.with_name(f"{aside.name}.kept")
    os.link(path, kept)
    os.utime(kept)
    with _LOOKING:  # or a look of before would be remembered for a second
        kept.replace(before)
        aside.replace(path)
        for changed in (path, before):
            _CONTENT.pop(changed, None)


def destroy(folder: Path, purpose: str) -> bool:
    """Overwrite and remove a secret; False if there was none. What a disk keeps beneath is not in our hands."""
    path = folder / f"{purpose}.key"
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    _CONTENT.pop(path, None)
    return True


def exists(folder: Path, purpose: str) -> bool:
    """Whether there is such a secret; asking makes none."""
    return (folder / f"{purpose}.key").exists()


def _written(folder: Path, purpose: str) -> Path:
    """A new secret on the disk, under a name that nobody looks for yet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = folder / f"{purpose}.{secrets.token_hex(8)}"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(LENGTH) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return aside


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
