"""Rows of before there were keys: sealed, wiped from the files, safe to repeat and to interrupt."""

import itertools
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from campaign.cli import keys
from campaign.extensions import db, transaction
from campaign.mail.models import Message
from campaign.running import sealing_existing
from campaign.signing.models import Signature, Submission
from campaign.signing.records import Record
from campaign.vault import actions as vault
from campaign.vault.day_keys import open_mail
from campaign.vault.sealing import PLAIN
from tests.cast import AMELIE, NOUR, Client, Person, Site
from tests.tables import dump, rows, unsealed

KARIM = Person("Karim Kanari", "karim@example.org", "LB")


@pytest.fixture
def before(site: Site, client: Client) -> Site:
    """A site as it was before the vault: one signature, one submission that waits, one message that waits."""
    site.signed(NOUR)
    client.sign(AMELIE)
    client.sign(KARIM)
    from campaign.signing import actions as signing

    with transaction() as session:
        session.execute(update(Submission).where(Submission.country == "FR").values(mail_due_at=None))
    signing.mail_submissions()
    for model in (Submission, Signature):
        for row in rows(model):
            unseal(model, row, "sealed", unsealed(row))
    for model, column in ((Submission, "mail"), (Message, "sealed")):
        for row in rows(model):
            if row[column]:
                unseal(model, row, column, mail_of(site, row, column))
    return site


def mail_of(site: Site, row: dict[str, Any], column: str) -> bytes:
    return open_mail(row[column], record=row["record"], day=row["mail_day"])


def unseal(model: Any, row: dict[str, Any], column: str, plain: bytes) -> None:
    values: dict[str, Any] = {column: PLAIN + row["record"] + plain}
    if hasattr(model, "mail_day") and column != "sealed":
        values["mail_day"] = None
    with transaction() as session:
        session.execute(update(model).where(model.id == row["id"]).values(**values))


def readable(site: Site) -> list[str]:
    """Names and addresses that anyone reads in a table, or in a file of the instance."""
    words = [
        word for person in (NOUR, AMELIE, KARIM) for word in (person.email.encode(), person.name.encode())
    ]
    places = [repr(value).encode() if not isinstance(value, bytes) else value for value in cells()]
    for file in site.settings.instance.glob("campaign.sqlite3*"):
        places.append(file.read_bytes())
    return sorted({word.decode() for word in words for place in places if word in place})


def cells() -> list[Any]:
    return [value for table in dump().values() for row in table for value in row]


def seal_existing(site: Site) -> Any:
    return site.app.test_cli_runner().invoke(keys, ["seal-existing"])


def test_what_was_stored_before_is_sealed_and_wiped(before: Site) -> None:
    assert readable(before) != []
    assert sealing_existing.count() == 5
    done = seal_existing(before)
    assert (done.exit_code, "5 values sealed." in done.output) == (0, True)
    assert readable(before) == []
    assert (sealing_existing.count(), seal_existing(before).exit_code) == (0, 0)


def test_it_opens_and_goes_on_as_before(before: Site, client: Client) -> None:
    seal_existing(before)
    (signature,) = rows(Signature)
    names = {Record.unpacked(unsealed(row)).name for row in rows(Submission)}
    assert (Record.unpacked(unsealed(signature)).name, names) == (NOUR.name, {AMELIE.name, KARIM.name})
    with transaction() as session:
        session.execute(
            update(Submission).values(mail_due_at=Submission.hour).where(Submission.mail.is_not(None))
        )
    letters = before.deliver()
    assert sorted(letter.to for letter in letters) == [AMELIE.email, KARIM.email]
    assert [client.press(letter.link, "confirmation").status_code for letter in letters] == [200, 200]


def test_interrupted_it_goes_on_where_it_was(before: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing_existing, "BATCH", 1)
    assert list(itertools.islice(sealing_existing.seal_all(), 2)) == [1, 1]
    assert sealing_existing.count() == 3
    assert seal_existing(before).exit_code == 0
    assert readable(before) == []


def test_without_a_holder_it_says_so_and_changes_nothing(before: Site) -> None:
    vault.retire(name="skies", keep_last=False)
    was = dump()
    refused = seal_existing(before)
    assert (refused.exit_code, "There is no key to seal with." in refused.output) == (2, True)
    assert dump() == was


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_in_use_is_no_success(before: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.extensions.BUSY_SECONDS", 0)
    db.session.remove()
    db.engine.dispose()
    other = db.engine.raw_connection()
    other.cursor().execute("BEGIN")
    other.cursor().execute("SELECT count(*) FROM entries").fetchone()
    busy = seal_existing(before)
    assert (busy.exit_code, "Stop campaign run and repeat this command." in busy.output) == (2, True)
    other.close()
    assert (seal_existing(before).exit_code, readable(before)) == (0, [])


def test_before_it_the_worker_still_delivers(before: Site, tmp_path: Path) -> None:
    assert [letter.to for letter in before.deliver()] == [KARIM.email]
