"""Signers who leave a trace wherever they can be read: what to look for, and every place to look in."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text

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


def hits(places: Iterable[tuple[str, bytes]], words: Sequence[str] = (*MARKS, DOMAIN)) -> list[Hit]:
    """Every mark that can be read in any of these (name, bytes)."""
    looked_for = [
        (word, encoding, form)
        for word in words
        for encoding, forms in spellings(word).items()
        for form in forms
    ]
    found = []
    for name, content in places:
        lower = content.lower()
        found += [
            Hit(name, word, encoding)
            for word, encoding, form in looked_for
            if form in content or (encoding != "base64" and form in lower)
        ]
    return found


def everything(site: Site) -> Iterator[tuple[str, bytes]]:
    """Each file of the instance folder and of the database, its log among them, and what a dump of it says.

    Of the server's files those that were written since this site began; other tests have theirs there too.
    """
    began = (site.settings.keys / "forms.key").stat().st_mtime
    for root in roots(site):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.stat().st_mtime >= began:
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
    """Every table as a dump has it: SQLite's own, or PostgreSQL's COPY, which is what `pg_dump` writes.

    The program itself is not run: the wheel's is older than its server and refuses.
    """
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if db.engine.dialect.name == "sqlite":
            return "\n".join(driver.iterdump()).encode("utf-8", "surrogatepass")
        tables = connection.execute(
            text("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        )
        lines = []
        for name in tables.scalars().all():
            with driver.cursor() as cursor, cursor.copy(f"COPY {name} TO STDOUT") as copy:
                lines += [name.encode(), *map(bytes, copy)]
        return b"\n".join(lines)
