"""A backup as a file: a tar whose last member, SHA256SUMS, names all before it. Any `tar` reads it too.

Without Flask and SQLAlchemy.
"""

import io
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from campaign.lib.refusal import Refusal

FACTS = "backup.json"
DATABASE = "database.sqlite3"
SETTINGS = "settings.env"
SUMS = "SHA256SUMS"
FIRST_KEY = "keys/first-identity.txt"
# No other name is ever written to a disk, so none can lead out of the folder.
NAME = re.compile(
    r"backup\.json|database\.sqlite3|settings\.env|SHA256SUMS|keys/first-identity\.txt"
    r"|keys/[a-z0-9][a-z0-9.-]{0,150}\.key|tables/[a-z_][a-z0-9_]{0,62}\.[0-9]{6}\.copy",
    re.ASCII,
)
MOST_SUMS = 64 * 1024 * 1024
# Read into memory: of each more than any backup of ours has.
MOST = {FACTS: 4 * 1024 * 1024, SETTINGS: 65_536}
MOST_KEY, MOST_HEADER = 4096, 65_536
PIECE = 1024 * 1024


class Pack:
    """Members written one after the other into a stream that need not be seekable."""

    def __init__(self, tar: tarfile.TarFile, made: int) -> None:
        self._tar, self._made, self._sums = tar, made, ""

    def add(self, name: str, content: bytes | Path) -> None:
        """One member, from memory or from a file that doesn't change meanwhile."""
        if isinstance(content, Path):
            with content.open("rb") as file:
                self._write(name, file, content.stat().st_size)
        else:
            self._write(name, io.BytesIO(content), len(content))

    def finish(self) -> None:
        """Write the sums; what ends before them is refused by `unpack`."""
        self.add(SUMS, self._sums.encode())

    def _write(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, self._made
        heard = _Heard(file)
        self._tar.addfile(member, heard)  # type: ignore[arg-type]  # it only reads
        self._sums += f"{heard.digest.hexdigest()}  {name}\n"


@contextmanager
def packing(out: IO[bytes], *, made: int) -> Iterator[Pack]:
    """A backup written to `out`, whole only if the block ends well. `made` is its members' time, Unix seconds."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        pack = Pack(tar, made)
        yield pack
        pack.finish()


def unpack(source: IO[bytes], folder: Path) -> list[str]:
    """Write the members below `folder`, mode 0600, and compare each with its sum; their names, without SHA256SUMS.

    Raises Refusal for a file that is cut, changed or something else; what lies in `folder` then is of no use.
    """
    digests: dict[str, str] = {}
    sums, came = None, _Counted(source)
    try:
        with tarfile.open(fileobj=came, mode="r|", tarinfo=_Member) as tar:  # type: ignore[call-overload]  # it only reads
            for member in tar:
                if sums is not None or not _expected(member, digests):
                    raise Refusal("backup/unknown-member")
                content = tar.extractfile(member)
                assert content is not None  # a regular file
                if member.name == SUMS:
                    sums = content.read(MOST_SUMS)
                else:
                    digests[member.name] = _written(content, folder / member.name, came)
        while piece := source.read(PIECE):
            if piece.strip(b"\0"):
                raise Refusal("backup/something-follows")
    except (tarfile.TarError, EOFError, ValueError):
        raise Refusal("backup/no-backup") from None
    if sums is None:
        raise Refusal("backup/cut")
    if sums != "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode():
        raise Refusal("backup/changed")
    return list(digests)


def _expected(member: tarfile.TarInfo, digests: dict[str, Any]) -> bool:
    """A file, whole: a sparse one makes gigabytes out of nothing, and `isreg` takes it for regular."""
    whole = member.type in {tarfile.REGTYPE, tarfile.AREGTYPE} and not member.issparse()
    named = bool(NAME.fullmatch(member.name)) and member.name not in digests
    most = MOST_KEY if member.name.startswith("keys/") else MOST.get(member.name, member.size)
    return whole and named and member.size <= most


def _written(content: IO[bytes], path: Path, came: "_Counted") -> str:
    """Its sum. Never more is written than has come: what a backup holds, it holds byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        while piece := content.read(PIECE):
            came.used += len(piece)
            if came.used > came.bytes:
                raise Refusal("backup/more-than-came", out=came.used, of=came.bytes)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


class _Member(tarfile.TarInfo):
    """A member whose header is read into memory only as far as any of ours goes."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Member":
        """As tarfile does. Raises ReadError for a header that lengthens another one, and is longer than any."""
        member = super().frombuf(buf, encoding, errors)
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) and member.size > MOST_HEADER:
            raise tarfile.ReadError("a header is too long")
        return member


class _Heard:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, sha256()

    def read(self, size: int) -> bytes:
        """What the file gives."""
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


class _Counted:
    """A stream that knows how much was read of it, and how much of that was put to use."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.bytes, self.used = source, 0, 0

    def read(self, size: int) -> bytes:
        """What the stream gives."""
        piece = self._source.read(size)
        self.bytes += len(piece)
        return piece
