"""The server's secrets: one file a purpose, made on first use, mode 0600. None of them opens a signer's data."""

import contextlib
import hmac
import os
import secrets
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

LENGTH = 32


@cache
def secret(folder: Path, purpose: str) -> bytes:
    """The 32 bytes for `purpose`, made if there are none yet. Whoever comes second reads what the first wrote."""
    path = folder / f"{purpose}.key"
    with contextlib.suppress(FileNotFoundError):
        return _read(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(LENGTH) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)  # link, not rename: it never replaces a key that is in use
    aside.unlink()
    return _read(path)


def keyed(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA256 over parts that can't run into each other."""
    framed = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return hmac.new(key, framed, sha256).digest()


def of_day(key: bytes, day: date) -> bytes:
    """The key that serves on one day only."""
    return keyed(key, "day", day.isoformat())


def _read(path: Path) -> bytes:
    key = bytes.fromhex(path.read_text().strip())
    if len(key) != LENGTH:
        raise ValueError(f"{path.name} does not hold a key of {LENGTH} bytes")
    return key
