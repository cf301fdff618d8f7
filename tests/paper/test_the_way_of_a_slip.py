"""The way of a slip: printed, typed, logged, stated apart, verified, and erased by its code."""

from pathlib import Path

import pytest
from sqlalchemy import select

from campaign.extensions import db
from campaign.paper import queries as paper_queries
from campaign.paper.models import Slip, SlipState
from campaign.releases.figures import check
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.entries import paper_commitment
from campaign.vault.envelope import open_with
from tests.cast import AMELIE, KEY, NOUR, SLUG, Site
from tests.paper.signing import BASE, PAGE, entered, printed, typed, typist
from tests.tally.in_node import node
from tests.tally.logs import verdict, verifier
from tests.tally.test_last_seen import run

SENTENCE = "Nothing is stored under this code any more"


def lines(site: Site) -> list[str]:
    return [line for _, line, _ in tally_queries.lines(site.campaign.id)]


def mirror(site: Site, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    run(site.app, monkeypatch, "log", "export", SLUG, str(folder))
    return folder


def test_a_slip_goes_all_its_way(
    collection: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = collection
    site.signed(NOUR)
    desk = typist(site)
    slips = printed(desk, 25)
    assert [slip.number for slip in slips[:3]] == ["19", "27", "35"]
    for slip in slips[:23]:
        typed(desk, slip, f"Signer {slip.number}")
    entered(site)
    assert [line.split()[0] for line in lines(site)] == ["rules", "text", "signature", *["paper"] * 23]
    assert check(site.campaign) == []

    tally = tally_queries.public_tally(site.campaign.id)
    assert (tally.total, tally.paper, tally.stated) == (1, 20, None)
    for page in (f"/en/{SLUG}", f"/en/{SLUG}/tally"):
        assert "And 20 on paper, stated apart." in site.client().get(page).text
    assert site.client().get(f"/{SLUG}/tally.json").json["paper"] == 20

    key = tally_queries.verifier(site.campaign.id)
    folder = mirror(site, monkeypatch, tmp_path / "before")
    claims = ("--claim", "total=1", "paper=20")
    assert verifier().main([str(folder), "--key", key, *claims]) == 0
    assert "26 entries, 1 signatures count, and 20 on paper; no tally yet" in capsys.readouterr().out
    wrong = ("--claim", "paper=23")
    with node() as other:
        assert other.answer(folder=str(folder), key=key, claims={"total": "1", "paper": "20"})["paper"] == {
            "tens": 20
        }
        assert verdict(folder, "--key", key, *wrong) == other.verdict(folder, "--key", key, *wrong) == "claim"

    browser = site.client()
    for _ in range(2):  # the same words again
        answer = browser.post(PAGE, {"token": browser.token(PAGE), "code": slips[0].code.lower()})
        assert answer.status_code == 200
        assert SENTENCE in answer.text
    site.number()
    assert lines(site)[-1].startswith("withdrawal ")
    assert lines(site)[-1].endswith(" withdrawn")
    assert (check(site.campaign), site.campaign.state) == ([], "open")
    gone = paper_queries.slip(site.campaign.id, 1)
    assert gone is not None
    assert (gone.state, gone.sealed, gone.record_id, gone.code_hash) == (
        SlipState.WITHDRAWN,
        None,
        None,
        None,
    )
    after = tally_queries.public_tally(site.campaign.id)
    assert (after.total, after.paper, after.removed) == (1, 20, {})
    folder = mirror(site, monkeypatch, tmp_path / "after")
    assert verifier().main([str(folder), "--key", key, *claims]) == 0


def test_what_was_typed_is_sealed_and_its_entry_commits_to_it(collection: Site) -> None:
    desk = typist(collection)
    (slip,) = printed(desk, 1)
    typed(desk, slip, AMELIE.name, "فرنسا")
    assert AMELIE.name not in desk.page.text
    entered(collection)
    row = db.session.scalars(select(Slip)).one()
    record = Record.unpacked(open_with(row.sealed or b"", record_id=row.record_id or b"", identities=[KEY]))
    assert (record.name, record.address, record.country, record.campaign) == (AMELIE.name, "", "FR", SLUG)
    assert (record.consent_version, record.text) == ("paper-1", row.text)
    head = tally_queries.head(collection.campaign.id)
    assert head is not None
    said = paper_commitment(
        origin=head.origin, text=row.text, s=bytes.fromhex(record.s), name=AMELIE.name, country="FR"
    )
    assert lines(collection)[-1] == f"paper {said}"


def test_a_code_that_nobody_has_gets_the_same_answer(collection: Site) -> None:
    desk = typist(collection)
    used, unused = printed(desk, 2)
    typed(desk, used, "Somebody")
    browser = collection.client()
    stranger = "0000-0000-0000-0000"
    pages = [
        browser.post(PAGE, {"token": browser.token(PAGE), "code": code}).text
        for code in (used.code, used.code, unused.code, stranger)
    ]
    assert len(set(pages)) == 1
    assert SENTENCE in pages[0]
    assert paper_queries.figures(collection.campaign.id)[SlipState.WITHDRAWN] == 2
    # Erased before it was typed: it can't be any more.
    desk.get(f"{BASE}/rows")
    answer = desk.post(f"{BASE}/rows", {"number": unused.number, "name": "Somebody else", "country": ""})
    assert answer.status_code == 422
    assert "This slip’s signature has been erased." in answer.text


@pytest.mark.parametrize("code", ["", "K7QD-3MXA-9TRP", "0000-0000-0000-0001", "0" * 17, "ъ" * 16])
def test_a_slip_of_the_hand_is_told_and_changes_nothing(collection: Site, code: str) -> None:
    browser = collection.client()
    answer = browser.post(PAGE, {"token": browser.token(PAGE), "code": code})
    said = "This can’t be a code: a character is wrong, missing or extra. Compare it with your half."
    assert answer.status_code == 422
    assert said in answer.text
