"""Holds, the close, lists of their own kind, the purge, a restored backup: nobody is lost, and nobody comes back."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy import select

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.extensions import db
from campaign.jobs import runner
from campaign.lib import clock
from campaign.lists import exports
from campaign.lists.unseal import frame_of, unseal
from campaign.paper import actions
from campaign.paper import queries as paper_queries
from campaign.paper.models import Keeping, Slip, SlipState
from campaign.releases import actions as releases
from campaign.releases.figures import check
from campaign.running.schedule import job_kinds
from campaign.signing import actions as signing
from campaign.tally import queries as tally_queries
from campaign.vault import trusted_time
from tests.backup.lost import Backup
from tests.cast import DEMAND, KEY, NOUR, SLUG, Site, change
from tests.desk.signing_site import wrong
from tests.paper.signing import BASE, KEEPER, PAGE, entered, printed, read_off, typed, typist
from tests.tally.test_last_seen import run


def kinds(site: Site) -> list[str]:
    return [line.split()[0] for _, line, _ in tally_queries.lines(site.campaign.id)]


def test_a_row_is_undone_by_its_number_while_its_hold_lasts(collection: Site) -> None:
    change(collection.app, hold_seconds=600)
    desk = typist(collection)
    one, two = printed(desk, 2)
    typed(desk, one, "Somebody")
    typed(desk, two, "Somebody else")
    entered(collection)
    assert kinds(collection) == ["rules", "text"]
    page = desk.post(f"{BASE}/rows/undone", {"undo": one.number}).text
    assert f"Slip {one.number} is undone. It can be typed again." in page
    slip = paper_queries.slip(collection.campaign.id, 1)
    assert slip is not None
    assert (slip.state, slip.sealed, slip.record_id, slip.commitment) == (SlipState.PRINTED, None, None, None)
    typed(desk, one, "Somebody")
    with time_machine.travel(clock.now() + timedelta(seconds=601), tick=False):
        page = desk.post(f"{BASE}/rows/undone", {"undo": two.number}).text
        assert "This can’t be undone any more: it is in the log. It can be erased by its number." in page
        entered(collection)
        assert kinds(collection) == ["rules", "text", "paper", "paper"]
        page = desk.post(f"{BASE}/erased", {"erase": two.number}).text
        assert "Erased. The log says so from its next entries on." in page
        collection.number()
    assert kinds(collection) == ["rules", "text", "paper", "paper", "withdrawal"]
    assert check(collection.campaign) == []


def test_a_slip_is_typed_once_and_a_row_says_what_is_wrong_with_it(collection: Site) -> None:
    desk = typist(collection)
    (slip,) = printed(desk, 1)
    typed(desk, slip, "Somebody")
    for fields, said in (
        ({"number": slip.number, "name": "Else"}, {"number": "This slip has been typed before."}),
        ({"number": "27", "name": "Else"}, {"number": "No slip with this number has been printed."}),
        ({"number": "20", "name": "Else"},
         {"number": "This isn’t the number of a slip. Compare it with the slip, up to its last digit."}),
        ({"number": slip.number, "name": " "}, {"name": "The name is missing."}),
        ({"number": slip.number, "name": "Else", "country": "Atlantis"},
         {"country": "No country has that name. Write its name or its code, or leave it empty."}),
    ):  # fmt: skip
        page = desk.post(f"{BASE}/rows", fields)
        told = wrong(page.text.replace(' role="alert"', ""))
        assert (page.status_code, told) == (422, said)
        assert fields["name"].strip() in page.text  # to be mended


def test_under_harm_there_is_no_paper_and_before_a_keeper_is_named_no_slip(site: Site) -> None:
    desk = typist(site)
    none = "People may be at risk for having signed, so this campaign collects no signatures on paper."
    for page in (BASE, f"{BASE}/rows", f"{BASE}/file"):
        assert none in desk.get(page).text
    assert f'href="{BASE}"' not in desk.get(f"/desk/campaigns/{SLUG}/").text
    desk.get(f"/desk/campaigns/{SLUG}/lists")
    answer = desk.post(f"{BASE}/printed", {"count": "1", "language": "en"})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert site.client().get(PAGE).status_code == 404
    site.campaign.at_risk = False
    db.session.commit()
    desk.get(BASE)
    answer = desk.post(f"{BASE}/printed", {"count": "1", "language": "en"})
    assert "First say who keeps the slips and when they are shredded: it is printed on each." in answer.text
    assert site.client().get(PAGE).status_code == 404
    day = (clock.today() + timedelta(days=30)).isoformat()
    assert "Saved." in desk.post(f"{BASE}/keeping", {"keeper": "Nour", "shred_on": day}).text
    assert "Nour keeps the signed slips until" in site.client().get(PAGE).text
    assert "Saved." in desk.post(f"{BASE}/shredded").text


def test_what_is_on_hold_joins_the_log_before_its_end_and_nothing_after_it(collection: Site) -> None:
    change(collection.app, hold_seconds=3600)
    desk = typist(collection)
    one, two = printed(desk, 2)
    typed(desk, one, "Somebody")
    releases.close_campaign(slug=SLUG)
    collection.number()
    assert kinds(collection) == ["rules", "text", "paper", "closed"]
    page = desk.post(f"{BASE}/rows", {"number": two.number, "name": "Late"}).text
    assert "Paper belongs to a campaign that people can sign: this one isn’t open." in page
    browser = collection.client()
    browser.post(PAGE, {"token": browser.token(PAGE), "code": one.code})
    collection.number()
    assert kinds(collection) == ["rules", "text", "paper", "closed", "withdrawal"]
    assert check(collection.campaign) == []


def test_a_list_of_its_own_kind_is_opened_as_the_others_are(collection: Site, tmp_path: Path) -> None:
    collection.signed(NOUR)
    desk = typist(collection)
    one, two = printed(desk, 2)
    typed(desk, one, "Samir K.", "SY")
    typed(desk, two, "Maya L.", "")
    entered(collection)
    desk.get(f"/desk/campaigns/{SLUG}/lists")
    desk.post(f"/desk/campaigns/{SLUG}/lists", {"which": "paper"})
    assert runner.run_next(kinds=job_kinds())
    assert "Those who signed on paper" in desk.get(f"/desk/campaigns/{SLUG}/lists").text
    (listed,) = exports.of_campaign(SLUG)
    assert listed.file is not None
    frame = frame_of(listed.file)
    assert (frame.header.paper, frame.count) == (True, 2)
    out = tmp_path / "paper.csv"
    unseal(path=listed.file, out=out, identities=[KEY], frame=frame, progress=lambda more: None, processes=1)
    rows = [line.split(",") for line in out.read_text("utf-8-sig").splitlines()]
    assert [(row[0], row[1], row[2]) for row in rows[1:]] == [("Samir K.", "", "SY"), ("Maya L.", "", "")]
    assert sorted(int(row[-1]) for row in rows[1:]) == [3, 4]
    (act,) = audit_queries.newest(Sought(act=Act.EXPORT))
    assert act.facts == {"kind": "paper"}


def test_the_purge_takes_records_codes_and_the_keeper(collection: Site) -> None:
    desk = typist(collection)
    one, _ = printed(desk, 2)
    typed(desk, one, "Somebody")
    entered(collection)
    releases.close_campaign(slug=SLUG)
    collection.number()
    later = clock.now() + timedelta(days=collection.settings.keep_days + 1)
    with time_machine.travel(later, tick=False):
        trusted_time.accept()
        would = signing.purge_due()
        assert would.closed == {SLUG: 2}
        assert signing.purge() == would
    for slip in db.session.scalars(select(Slip)):
        assert (slip.sealed, slip.record_id, slip.code_hash) == (None, None, None)
    assert db.session.get(Keeping, collection.campaign.id) is None
    assert check(collection.campaign) == []


def test_a_restored_backup_brings_nobody_back(
    collection: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site, desk = collection, typist(collection)
    slips = printed(desk, 3)
    for slip in slips:
        typed(desk, slip, f"Signer {slip.number}")
    entered(site)
    backup = Backup()
    browser = site.client()
    browser.post(PAGE, {"token": browser.token(PAGE), "code": slips[1].code})
    site.number()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    backup.restore()
    assert paper_queries.figures(site.campaign.id)[SlipState.ENTERED] == 3
    code, said = run(site.app, monkeypatch, "log", "resume", SLUG, "--last", str(tmp_path / "mirror"))
    assert code == 0, said
    assert "Withdrawn again: 1." in said
    gone = paper_queries.slip(site.campaign.id, 2)
    assert gone is not None
    assert (gone.state, gone.sealed) == (SlipState.WITHDRAWN, None)
    assert tally_queries.newest_paper(site.campaign.id) == 2
    assert check(site.campaign) == []


def test_two_codes_at_once_and_a_row_that_comes_twice_write_one_entry(collection: Site) -> None:
    desk = typist(collection)
    (slip,) = printed(desk, 1)
    typed(desk, slip, "Somebody")
    entered(collection)
    assert actions.enter_due() == 0
    for _ in range(3):
        actions.erase(campaign=collection.campaign.id, code=slip.code.replace("-", ""))
    collection.number()
    assert kinds(collection) == ["rules", "text", "paper", "withdrawal"]


def test_what_organisers_do_with_slips_is_noted_without_a_name(collection: Site) -> None:
    change(collection.app, hold_seconds=600)
    desk = typist(collection)
    one, two = printed(desk, 2)
    typed(desk, one, "Somebody")
    desk.post(f"{BASE}/rows/undone", {"undo": one.number})
    desk.post(f"{BASE}/erased", {"erase": two.number})
    desk.post(f"{BASE}/shredded")
    noted = [
        (act.act, act.tens, act.facts)
        for act in audit_queries.newest(Sought())
        if act.act.startswith("paper-")
    ]
    shred_on = (clock.today() + timedelta(days=100)).isoformat()
    assert noted[::-1] == [
        (Act.PAPER_KEEP, None, {"day": shred_on}),
        (Act.PAPER_PRINT, 0, {"language": "en"}),
        (Act.PAPER_TYPE, 0, {}),
        (Act.PAPER_UNDO, 0, {}),
        (Act.PAPER_ERASE, None, {}),
        (Act.PAPER_SHREDDED, None, {}),
    ]


def test_a_printed_slip_says_what_is_agreed_to_who_keeps_it_and_where_it_is_erased(collection: Site) -> None:
    desk = typist(collection)
    for layout in ("slips", "sheets"):
        desk.get(BASE)
        pdf = desk.post(f"{BASE}/printed", {"count": "10", "language": "en", "layout": layout}).data
        pages = PdfReader(io.BytesIO(pdf)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert (
            "I agree that my name, country and support for this demand are stored by Skies in order to count my "
            "signature on paper. This reveals a political opinion. With the code on my half I can have it erased at "
            "any time."
        ) in text
        assert f"{KEEPER} keeps the signed slips until" in text
        assert DEMAND in text.replace("no- bomb", "no-bomb")
        assert len(read_off(pdf)) == 10
        assert (len(pages) == 1) == (layout == "sheets")
    desk.get(BASE)
    answer = desk.post(f"{BASE}/printed", {"count": "201", "language": "en", "layout": "slips"})
    assert wrong(answer.text) == {"count": "Print between 1 and 200 at a time."}
