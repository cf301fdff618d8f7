"""Name and country mended before confirming: `s` and the words agreed to stay, the commitment is of the mended copy."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict
from datetime import timedelta

import time_machine

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.signing.queries import behind
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.entries import commitment, hashed_line
from campaign.tally.models import Entry
from tests.cast import AMELIE, NOUR, SLUG, Client, Letter, Site, heading, hidden, typed_back
from tests.patience import PATIENCE
from tests.tables import dump, rows, unsealed


def copy_of(letter: Letter) -> Record:
    """The signer's copy, opened with her link."""
    token = letter.path.rpartition("/")[2]
    found = behind(token)
    assert found
    record = found.record(token)
    assert record
    return record


def test_mending_changes_name_and_country_and_nothing_else(site: Site, client: Client) -> None:
    client.sign(NOUR, name="Norr", country="FR")
    (letter,) = site.deliver()
    first = copy_of(letter)
    mended = client.press(letter.link, "correction", name="  Nour   H. ", country="LB")
    assert (mended.status_code, heading(mended.text)) == (200, "Confirm your signature")
    assert typed_back(mended.text) == {"name": "Nour H.", "country": "LB"}
    assert "<bdi>Nour H.</bdi>" in mended.text
    assert asdict(copy_of(letter)) == asdict(first) | {"name": "Nour H.", "country": "LB"}
    (row,) = rows(Submission)
    assert Record.unpacked(unsealed(row)) == copy_of(letter)
    assert row["country"] == "LB"


def test_the_commitment_is_that_of_the_mended_copy(site: Site, client: Client) -> None:
    client.sign(NOUR, name="Norr", country="FR", email=" NOUR@Example.org ")
    (letter,) = site.deliver()
    s = copy_of(letter).s
    client.press(letter.link, "correction", name="Nour H.", country="LB")
    client.press(letter.link, "confirmation")
    record = copy_of(letter)
    head = tally_queries.head(site.campaign.id)
    assert head
    expected = commitment(
        origin=head.origin,
        text=hidden(client.get(f"/en/{SLUG}").text, "text"),
        s=bytes.fromhex(s),
        name="Nour H.",
        address="NOUR@example.org",
        country="LB",
    )
    (entry,) = [row for row in rows(Entry) if row["kind"] == "signature"]
    assert (entry["line"], entry["country"]) == (hashed_line("signature", expected), "LB")
    assert (record.s, record.name, record.country) == (s, "Nour H.", "LB")
    (row,) = rows(Signature)
    assert Record.unpacked(unsealed(row)) == record


def test_what_is_being_mended_is_what_gets_confirmed(site: Site, client: Client) -> None:
    client.sign(NOUR, name="Norr")
    (letter,) = site.deliver()
    token = client.token(letter.path)
    with ThreadPoolExecutor(1) as pool:
        with transaction():
            signing.mend(token=letter.path.rpartition("/")[2], name="Nour H.", country="LB")
            pressed = pool.submit(client.post, f"{letter.path}/confirmation", {"token": token})
            wait([pressed], timeout=0.5)
        answer = pressed.result(timeout=PATIENCE)
    assert heading(answer.text) == "Thank you. Your signature is confirmed."
    assert (copy_of(letter).name, rows(Signature)[0]["country"]) == ("Nour H.", "LB")


def test_what_can_be_no_name_is_refused_and_kept(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    before = dump()
    for name in ("", "=1+A", "N\u202e", "N" * 121):
        answer = client.press(letter.link, "correction", name=name, country="LB")
        assert (answer.status_code, heading(answer.text)) == (422, "Confirm your signature")
        assert typed_back(answer.text) == ({"name": name} if name else {}) | {"country": "LB"}
    assert dump() == before


def test_nothing_can_be_mended_once_it_is_confirmed_rejected_or_withdrawn(site: Site, client: Client) -> None:
    for number, button in enumerate(("confirmation", "rejection")):
        client.sign(AMELIE, email=f"amelie{number}@example.org")
        (letter,) = site.deliver()
        token = client.token(letter.path)
        client.press(letter.link, button)
        before = dump()
        answer = client.post(f"{letter.path}/correction", {"token": token, "name": "X", "country": "LB"})
        assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
        assert dump() == before


def test_a_known_address_cannot_mend_through_its_newer_link(site: Site, client: Client) -> None:
    site.signed(NOUR)
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        client.sign(NOUR, name="Somebody else")
        (told,) = site.deliver()
        before = dump()
        answer = client.press(told.link, "correction", name="Somebody else", country="LB")
        assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
    assert dump() == before
