"""The server's secrets: one file a purpose, mode 0600. None of them opens a signer's data.

Who reads makes none: under a new secret, what stands in the database fits no more. `shared` says who makes them, and
how the machines of a site see that they have the same ones. One that was replaced counts for a day more, so that what
left before still holds. A running process looks at the files every second, so that it follows a change and forgets what
was destroyed.
"""

import contextlib
import hmac
import secrets
import threading
import time
from datetime import date
from functools import lru_cache
from pathlib import Path

from campaign.lib import clock, durable
from campaign.lib.refusal import Refusal

LENGTH = 32
SERVES_ON = 24 * 3600  # seconds for which a replaced secret is accepted
LOOK_EVERY = 1.0  # seconds; a form takes a dozen looks at its keys
_LOOKING = threading.Lock()
_REPLACED: dict[Path, tuple[float, float | None, bytes]] = {}
_CONTENT: dict[Path, tuple[float, tuple[int, int, int], bytes]] = {}


class NoSecret(Refusal):
    """A secret isn't on this machine, and nobody but a person says whether another one may take its place."""


def secret(folder: Path, purpose: str) -> bytes:
    """The 32 bytes for `purpose`. Raises NoSecret."""
    try:
        return _known(_file(folder, purpose))
    except FileNotFoundError:
        raise NoSecret("vault/no-secret", file=f"{purpose}.key", folder=folder) from None


def make(folder: Path, purpose: str) -> bool:
    """Make a secret where none is; whether it was done. Whoever comes second leaves what the first wrote."""
    path = _file(folder, purpose)
    if path.exists():
        return False
    with contextlib.suppress(FileExistsError):
        durable.create(path, _new())
        return True
    return False


def accepted(folder: Path, purpose: str) -> list[bytes]:
    """What may have been used for `purpose` within a day, the present secret last. Raises NoSecret."""
    # The present one first: whoever replaces it now leaves it as the one before.
    present, before = secret(folder, purpose), _before(folder, purpose)
    replaced_at = _replaced_at(before, present)
    if replaced_at is not None and clock.unmoved().timestamp() - replaced_at < SERVES_ON:
        with contextlib.suppress(FileNotFoundError):
            return [_known(before), present]
    return [present]


def replaced(folder: Path, purpose: str) -> bytes | None:
    """The secret that the present one replaced, however long ago; None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        return _known(_before(folder, purpose))
    return None


def rotate(folder: Path, purpose: str) -> None:
    """Replace a secret. What it was made for stays good for a day: `accepted` knows the one before. Raises NoSecret."""
    path, before = _file(folder, purpose), _before(folder, purpose)
    secret(folder, purpose)
    with _LOOKING:  # or a look of before would be remembered for a second
        durable.replace(before, path.read_bytes())
        durable.replace(path, _new())
        _forget(path, before)


def take_back(folder: Path, purpose: str) -> None:
    """Undo a `rotate`: the secret before is the present one again."""
    path, before = _file(folder, purpose), _before(folder, purpose)
    with _LOOKING:
        durable.replace(path, before.read_bytes())
        _forget(path)


def destroy(folder: Path, purpose: str) -> bool:
    """Overwrite and remove a secret; False if there was none. What a disk keeps beneath is not in our hands."""
    path = _file(folder, purpose)
    was_there = durable.destroy(path)
    _forget(path)
    return was_there


@lru_cache(maxsize=100)
def fingerprint(key: bytes, purpose: str) -> bytes:
    """Eight bytes by which two machines see that they have the same secret. Of 32 random bytes it tells nothing more;
    of a passphrase, or anything else that can be guessed, it would be a way to try guesses.
    """
    return hmac.digest(key, f"campaign/fingerprint/v1/{purpose}".encode(), "sha256")[:8]


def exists(folder: Path, purpose: str) -> bool:
    """Whether there is such a secret; asking makes none."""
    return _file(folder, purpose).exists()


def _new() -> bytes:
    return f"{secrets.token_hex(LENGTH)}\n".encode()


def keyed(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA256 over parts that can't run into each other."""
    framed = b""
    for part in parts:
        raw = part.encode()
        framed += len(raw).to_bytes(4, "big") + raw
    return hmac.digest(key, framed, "sha256")


@lru_cache(maxsize=8)
def of_day(key: bytes, day: date) -> bytes:
    """The key that serves on one day only."""
    return keyed(key, "day", day.isoformat())


@lru_cache(maxsize=200)
def _file(folder: Path, purpose: str) -> Path:
    return folder / f"{purpose}.key"


@lru_cache(maxsize=200)
def _before(folder: Path, purpose: str) -> Path:
    return folder / f"{purpose}.before.key"


def _forget(*paths: Path) -> None:
    for path in paths:
        _CONTENT.pop(path, None)
        _REPLACED.pop(path, None)


def _replaced_at(before: Path, present: bytes) -> float | None:
    """When the file of a replaced secret was written, looked at every second, and at once where the present one is
    another; None where there is none.
    """
    now, entry = time.monotonic(), _REPLACED.get(before)
    if entry is None or now - entry[0] >= LOOK_EVERY or entry[2] != present:
        try:
            entry = (now, before.stat().st_mtime, present)
        except FileNotFoundError:
            entry = (now, None, present)
        _REPLACED[before] = entry
    return entry[1]


def _known(path: Path) -> bytes:
    """A secret, looked at again every second: its file may have been replaced, or be gone."""
    now, entry = time.monotonic(), _CONTENT.get(path)
    if entry is not None and now - entry[0] < LOOK_EVERY:
        return entry[2]
    with _LOOKING:
        return _looked_at(path, now)


def _looked_at(path: Path, now: float) -> bytes:
    try:
        state = path.stat()
    except FileNotFoundError:
        _CONTENT.pop(path, None)
        raise
    entry, version = _CONTENT.get(path), (state.st_ino, state.st_mtime_ns, state.st_size)
    if entry is None or entry[1] != version:
        key = bytes.fromhex(path.read_text().strip())
        if len(key) != LENGTH:
            raise ValueError(f"{path.name} does not hold a key of {LENGTH} bytes")
    else:
        key = entry[2]
    _CONTENT[path] = (now, version, key)
    return key
