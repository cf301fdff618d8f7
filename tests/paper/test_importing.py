"""Rows out of a file: mapped, looked through line by line, taken, and undone within the hold."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from xlsxwriter import Workbook

from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.paper import queries as paper_queries
from campaign.paper.models import SlipState
from tests.cast import SLUG, Site, change, hidden
from tests.desk.signing_site import alert, cells, words
from tests.organisers.browser import Desk
from tests.paper.signing import BASE, entered, printed, typist

UPLOAD = f"/desk/uploads/{SLUG}/paper"


def sent(desk: Desk, raw: bytes, name: str = "rows.csv") -> str:
    """The answer to a file."""
    desk.get(f"{BASE}/file")
    return desk.post(UPLOAD, {"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data").text


def pressed(desk: Desk, page: str, do: str, **columns: str) -> str:
    """The same page's buttons; columns as its selects have them unless others are chosen."""
    chosen = {
        f"column-{name}": (
            re.search(rf'name="column-{name}".*?value="(\d+)" selected', page, re.S) or ["", ""]
        )[1]
        for name in ("number", "name", "country")
    }
    fields = {**chosen, **{f"column-{name}": at for name, at in columns.items()}}
    data = {"table": hidden(page, "table"), "do": do, **fields}
    return desk.post(UPLOAD, data, content_type="multipart/form-data").text


def workbook(rows: list[list[str]]) -> bytes:
    """An Excel file."""
    raw = io.BytesIO()
    with Workbook(raw) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return raw.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_looked_through_before_it_is_taken_and_undone_as_a_whole(
    collection: Site, kind: str
) -> None:
    change(collection.app, hold_seconds=600)
    desk = typist(collection)
    one, two, three = printed(desk, 3)
    rows = [
        ["Slip", "الاسم", "Country"],
        [one.number, "Nour Haddad", "fr"],
        ["12345", "Wrong Number", ""],
        ["", "", ""],
        [two.number, "x@example.org", "France"],
        [one.number, "Nour Again", ""],
        [two.number, "Samir", "Atlantis"],
        [three.number, "Maya", ""],
    ]
    raw = workbook(rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    page = sent(desk, raw, f"rows.{kind}")
    assert cells(page) == [
        ["3", "This isn’t the number of a slip. Compare it with the slip, up to its last digit."],
        ["5", "This isn’t a name: write it in letters, without addresses, at most 120 characters."],
        ["6", "This slip is in the file twice."],
        ["7", "No country has that name. Write its name or its code, or leave it empty."],
    ]
    assert "2 rows can be taken. 4 lines can’t. Nothing has been stored yet." in words(page)
    assert paper_queries.figures(collection.campaign.id)[SlipState.TYPED] == 0
    taken = pressed(desk, page, "take")
    assert "Rows taken: 2. Left out: 4." in taken
    for html in (page, taken):
        assert not re.search("Nour|Maya|Samir", html)
    assert paper_queries.figures(collection.campaign.id) == {
        SlipState.PRINTED: 1, SlipState.TYPED: 2, SlipState.ENTERED: 0, SlipState.WITHDRAWN: 0,
    }  # fmt: skip
    (made,) = paper_queries.imports(collection.campaign.id)
    assert "Rows undone: 2. The slips can be typed again." in desk.post(f"{BASE}/file/{made.id}/undone").text
    entered(collection)
    assert paper_queries.figures(collection.campaign.id)[SlipState.PRINTED] == 3


def test_columns_that_are_called_otherwise_are_chosen(collection: Site) -> None:
    desk = typist(collection)
    (slip,) = printed(desk, 1)
    page = sent(desk, f"Who,Where,Which\nNour,FR,{slip.number}\n".encode())
    assert alert(page) == "Say which columns hold the number of the slip and the name."
    page = pressed(desk, page, "look", number="2", name="0", country="1")
    assert "1 row can be taken. Nothing has been stored yet." in words(page)
    assert "Rows taken: 1. Left out: 0." in pressed(desk, page, "take")


def test_without_a_line_of_names_no_row_is_lost(collection: Site) -> None:
    desk = typist(collection)
    one, two = printed(desk, 2)
    page = sent(desk, f"{one.number},Nour Haddad,FR\n{two.number},Samir,\n".encode())
    assert alert(page) == "Say which columns hold the number of the slip and the name."
    assert re.findall(r'<option value="\d">(.*?)<', page) == ["A", "B", "C"] * 3
    assert "Nour" not in page
    assert "Rows taken: 2. Left out: 0." in pressed(desk, page, "take", number="0", name="1", country="2")


def test_when_its_hold_is_over_a_file_stays(collection: Site) -> None:
    change(collection.app, hold_seconds=600)
    desk = typist(collection)
    (slip,) = printed(desk, 1)
    pressed(desk, sent(desk, f"slip,name\n{slip.number},Nour\n".encode()), "take")
    (made,) = paper_queries.imports(collection.campaign.id)
    with time_machine.travel(clock.now() + timedelta(seconds=601), tick=False):
        page = desk.get(f"{BASE}/file").text
        assert f"/file/{made.id}/undone" not in page
        page = desk.post(f"{BASE}/file/{made.id}/undone").text
        assert (
            alert(page) == "This can’t be undone any more: it is in the log. It can be erased by its number."
        )
        entered(collection)
    assert paper_queries.figures(collection.campaign.id)[SlipState.ENTERED] == 1


@pytest.mark.full
def test_two_thousand_rows_travel_in_a_page(collection: Site) -> None:
    desk = typist(collection)
    slips = [slip for _ in range(2) for slip in printed(desk, 200)]
    lines = [f"{slip.number},A Name That Is Longer Than Most Of Them,France" for slip in slips * 5]
    page = sent(desk, ("number,name,country\n" + "\n".join(lines)).encode())
    assert "400 rows can be taken. 1,600 lines can’t." in words(page)
    assert "Rows taken: 400. Left out: 1,600." in pressed(desk, page, "take")
    assert alert(sent(desk, ("number,name\n" + "1,x\n" * 2001).encode())) == (
        "The file is too large: at most 2000 rows, in 500 KB."
    )


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "There are no rows in the file."),
        (b"number,name\n", "There are no rows in the file."),
        (b"number,name\n\xff,x\n", "The file is not UTF-8. Save it as “CSV UTF-8” and try again."),
        (b'number,name\n19,"x\n', "Line 2: this is not CSV."),
        (b"PK\x03\x04 no workbook", "This is not an Excel workbook (.xlsx)."),
        (b"x" * 500_001, "The file is too large: at most 2000 rows, in 500 KB."),
    ],
)
def test_a_file_that_is_none_gets_its_sentence(collection: Site, raw: bytes, sentence: str) -> None:
    assert sentence in alert(sent(typist(collection), raw))


def test_what_a_page_carries_is_for_its_campaign_its_organiser_and_half_an_hour(collection: Site) -> None:
    desk, other = typist(collection), typist(collection, Role.OWNER)
    (slip,) = printed(desk, 1)
    page = sent(desk, f"slip,name\n{slip.number},Nour\n".encode())
    late = "This page was open for too long. Choose the file again."
    other.get(f"{BASE}/file")
    assert alert(pressed(other, page, "take", number="0", name="1")) == late
    with time_machine.travel(clock.now() + timedelta(seconds=1801), tick=False):
        assert alert(pressed(desk, page, "take")) == late
    assert paper_queries.figures(collection.campaign.id)[SlipState.PRINTED] == 1
