"""Whether she wants to hear of the campaign is sealed with what she gave; beside a form that waits nothing says it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from campaign.extensions import transaction
from campaign.lib.tokens import hash_token
from campaign.signing.models import Signature, Submission
from campaign.signing.records import Record
from campaign.vault.signer_copies import open_copy, seal_copy
from tests.cast import AMELIE, NOUR, Client, Site
from tests.desk.walking import plain
from tests.tables import rows, unsealed


def wish(number: int = 0) -> str:
    return Record.unpacked(unsealed(rows(Signature)[number])).updates


def test_it_is_sealed_and_comes_into_the_clear_with_her_confirmation(site: Site, client: Client) -> None:
    client.sign(NOUR, updates="y")
    client.sign(AMELIE)
    assert [row["wants_updates"] for row in rows(Submission)] == [False, False]
    for letter in site.deliver():
        client.press(letter.link, "confirmation")
    assert sorted((row["wants_updates"], wish(number)) for number, row in enumerate(rows(Signature))) == [
        (False, "no"), (True, "yes"),
    ]  # fmt: skip


def test_it_stays_when_her_name_is_mended(site: Site, client: Client) -> None:
    client.sign(NOUR, updates="y")
    (letter,) = site.deliver()
    client.press(letter.link, "correction", name="Noura", country="LB")
    client.press(letter.link, "confirmation")
    (row,) = rows(Signature)
    assert (row["wants_updates"], wish()) == (True, "yes")
    assert Record.unpacked(unsealed(row)).name == "Noura"


def test_her_page_says_it_before_and_after(site: Site, client: Client) -> None:
    client.sign(NOUR, updates="y")
    (letter,) = site.deliver()
    assert "Write to me about this campaign Yes" in plain(client.get(letter.path).text)
    client.press(letter.link, "confirmation")
    assert "Write to me about this campaign Yes" in plain(client.get(letter.path).text)
    with transaction() as session:
        session.execute(update(Signature).values(wants_updates=False))
    assert "Write to me about this campaign No" in plain(client.get(letter.path).text)


@pytest.mark.parametrize("asked", [True, False])
def test_a_form_of_before_keeps_what_stood_beside_it(site: Site, client: Client, asked: bool) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    _as_before(letter.path.rpartition("/")[2], asked)
    said = "Yes" if asked else "No"
    assert f"Write to me about this campaign {said}" in plain(client.get(letter.path).text)
    client.press(letter.link, "confirmation")
    assert [row["wants_updates"] for row in rows(Signature)] == [asked]


def _as_before(token: str, asked: bool) -> None:
    """The form's copy without her wish, which stands beside it, as an earlier version wrote both."""
    (row,) = rows(Submission)
    assert row["token_hash"] == hash_token(token, purpose="link")
    record = Record.unpacked(open_copy(row["copy"], token=token, record_id=row["record_id"]))
    copy = seal_copy(replace(record, updates="").packed(), token=token, record_id=row["record_id"])
    with transaction() as session:
        session.execute(update(Submission).values(copy=copy, wants_updates=asked))
