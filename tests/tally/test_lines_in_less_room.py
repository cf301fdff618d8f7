"""Lines of a log and hours of signatures are kept in less room, and nobody sees it: in the database alone."""

from datetime import datetime

from flask_migrate import downgrade, upgrade
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from campaign.extensions import db
from campaign.signing.models import Signature
from campaign.tally import actions, entries
from campaign.tally.models import Entry
from tests.cast import AMELIE, NOUR, Site
from tests.tables import rows

DIGEST = "0b5c9d2e7f14a683" * 4


def lines() -> list[str | None]:
    return [row["line"] for row in rows(Entry)]


def hours() -> list[datetime]:
    return [row["hour"] for row in rows(Signature)]


def stored(words: str) -> list[object]:
    with db.engine.connect() as connection:
        return [
            bytes(each) if isinstance(each, memoryview) else each for each in connection.scalars(text(words))
        ]


def test_a_database_of_before_has_its_lines_and_hours_and_can_have_them_again(site: Site) -> None:
    site.signed(NOUR)
    site.signed(AMELIE)
    site.number()
    actions.append_papers(campaign=site.campaign.id, slips=[(1, DIGEST)])
    before, confirmed = lines(), hours()
    assert (before[0], before[-1]) == ("rules 1", f"paper {DIGEST}")
    assert all(before)
    kept = stored("SELECT line FROM entries ORDER BY id")
    db.session.remove()
    downgrade(revision="0030")
    assert stored("SELECT line FROM entries ORDER BY id") == before
    of_before = stored("SELECT hour FROM signatures ORDER BY id")
    if db.engine.dialect.name == "sqlite":
        assert of_before == [f"{hour:%Y-%m-%d %H:%M:%S}.000000" for hour in confirmed]
    db.session.remove()
    upgrade()
    assert stored("SELECT line FROM entries ORDER BY id") == kept
    assert (lines(), hours()) == (before, confirmed)


def test_a_line_with_a_digest_takes_33_bytes(site: Site) -> None:
    site.signed(NOUR)
    actions.append_papers(campaign=site.campaign.id, slips=[(1, DIGEST)])
    signature, paper = stored("SELECT line FROM entries WHERE kind IN ('signature', 'paper') ORDER BY id")
    assert isinstance(signature, bytes)
    assert (signature[0], len(signature)) == (1, 33)
    assert paper == b"\x02" + bytes.fromhex(DIGEST)


def test_an_hour_is_a_number_of_seconds_on_sqlite(site: Site) -> None:
    site.signed(NOUR)
    (hour,) = hours()
    stays = [hour] if db.engine.dialect.name == "postgresql" else [int(hour.timestamp())]
    assert stored("SELECT hour FROM signatures") == stays


@given(st.sampled_from(["signature", "paper"]), st.binary(min_size=32, max_size=32))
def test_a_packed_line_is_the_same_again(kind: str, digest: bytes) -> None:
    packed = entries.packed(f"{kind} {digest.hex()}")
    assert packed is not None
    assert entries.unpacked(packed) == f"{kind} {digest.hex()}"


def test_other_lines_stay_texts() -> None:
    for line in (
        "closed", "rules 1", f"text {DIGEST}", f"letters {DIGEST}", "withdrawal 1 withdrawn",
        f"signature {DIGEST.upper()}", f"signature  {DIGEST}", f"signature {DIGEST}0", "signature", "",
    ):  # fmt: skip
        assert entries.packed(line) is None
        assert entries.unpacked(line.encode()) == line
