"""A stolen server: no byte of the database and its log, of keys, limits and checkpoints, gives a signer away."""

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text

from campaign.extensions import db
from tests.cast import Client, Person, Site

CANARIES = [
    Person("Zeinab Kanariya", "zeinab.kanariya@example.org", "SY"),
    Person("ياسمين الكناري", "yasmin.kanari@example.org", "LB"),
    Person("Олеся Канарейка", "olesya.kanareyka@example.org", "DE"),
]
MENDED = "Zeinab Kanarovska"


def spellings() -> list[bytes]:
    """Names and addresses as they might lie somewhere."""
    words = [MENDED, *(word for person in CANARIES for word in (person.name, person.email))]
    return [
        form
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode().hex().encode(),
            quote(word).encode(),
            word.encode("unicode_escape"),
        )
    ]


def test_after_signing_mending_and_confirming_nothing_can_be_read(site: Site, client: Client) -> None:
    for person in CANARIES:
        client.sign(person)
    assert found(site) == []
    letters = {letter.to: letter.link for letter in site.deliver()}
    for file in site.folder.glob("*.eml"):
        file.unlink()  # on a signer's side of the world
    client.press(letters[CANARIES[0].email], "correction", name=MENDED, country="FR")
    assert found(site) == []
    for person in CANARIES[:2]:
        client.press(letters[person.email], "confirmation")
    site.number()
    assert found(site) == []


def found(site: Site) -> list[tuple[str, bytes]]:
    """Which file written since this test began holds which spelling."""
    began = (site.settings.keys / "forms.key").stat().st_mtime
    places = [path for root in roots(site) for path in root.rglob("*") if path.is_file()]
    places = [path for path in places if path.stat().st_mtime >= began]
    assert sum(path.stat().st_size for path in places) > 100_000
    return [(path.name, word) for path in places for word in spellings() if word in path.read_bytes()]


def roots(site: Site) -> list[Path]:
    """The instance folder, and where PostgreSQL keeps its tables and its log."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        return [site.settings.instance]
    folder = Path(str(db.session.scalar(text("SHOW data_directory"))))
    db.session.rollback()
    assert (folder / "pg_wal").is_dir()
    return [site.settings.instance, folder]


def test_the_search_finds_what_is_there(site: Site) -> None:
    """Else a wrong search would prove anything."""
    with db.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO stopped_addresses (stop_tag) VALUES (:tag)"),
            {"tag": CANARIES[1].name.encode()},
        )
    (site.settings.keys / "canary.txt").write_bytes(CANARIES[0].email.encode("utf-16-le"))
    names = {name for name, _ in found(site)}
    assert "canary.txt" in names
    assert len(names) >= 2
