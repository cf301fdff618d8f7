"""Names that were typed or imported lie nowhere in clear, and nobody tries codes for long."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.paper import actions
from campaign.paper.codes import ALPHABET, in_groups, new_code, printed_number, read_code, read_number
from tests.cast import SLUG, Site
from tests.limits.limited import site_with
from tests.paper.signing import BASE, PAGE, collecting, entered, printed, typed, typist
from tests.paper.test_importing import UPLOAD, pressed

CANARIES = ("Zephyrine Oubliée", "Quillon Marsh")


@pytest.fixture
def limited(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Site]:
    """A site that collects on paper, with limits of its own."""
    site = site_with(tmp_path, migrated_sqlite, SIGN_LIMITS="2 per minute;5 per hour;100 per day")
    with site.app.app_context():
        yield collecting(site)


def test_no_file_of_the_site_holds_a_name_or_a_code(limited: Site) -> None:
    site = limited
    desk = typist(site)
    one, two = printed(desk, 2)
    typed(desk, one, CANARIES[0])
    desk.get(f"{BASE}/file")
    table = f"slip,name\n{two.number},{CANARIES[1]}\n".encode()
    page = desk.post(
        UPLOAD, {"file": (io.BytesIO(table), "rows.csv")}, content_type="multipart/form-data"
    ).text
    pressed(desk, page, "take")
    entered(site)
    files = [path for path in Path(site.settings.instance).rglob("*") if path.is_file()]
    assert any(path.name.startswith("campaign.sqlite3") for path in files)
    secrets = [*CANARIES, *(code for slip in (one, two) for code in (slip.code, slip.code.replace("-", "")))]
    for path in files:
        raw = path.read_bytes()
        assert [word for word in secrets if word.encode() in raw] == [], path


def test_codes_are_tried_no_more_often_than_forms_are_sent(limited: Site) -> None:
    browser = limited.client()
    token = browser.token(PAGE)
    statuses = [
        browser.post(PAGE, {"token": token, "code": in_groups(new_code())}).status_code for _ in range(3)
    ]
    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("at", range(16))
def test_one_wrong_sign_or_two_that_changed_places_are_no_code(at: int) -> None:
    code = new_code()
    for sign in ALPHABET:
        other = code[:at] + sign + code[at + 1 :]
        assert (read_code(other) is None) == (other != code)
    swapped = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
    assert (read_code(swapped) is None) == (swapped != code)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = "000000000000001" + new_code()[:0]
    whole = next(code + sign for sign in ALPHABET if read_code(code + sign))
    for typed_so in (in_groups(whole), whole.lower(), f" {in_groups(whole)} ", whole.replace("0", "o"),
                     whole.replace("1", "l"), whole.replace("1", "I"), whole.replace("0", "٠")):  # fmt: skip
        assert read_code(typed_so) == whole


def test_a_number_tells_slips_of_the_hand() -> None:
    for number in (*range(1, 500), 1_000_000):
        written = printed_number(number)
        assert read_number(written) == number
        for at in range(len(written)):
            for digit in "0123456789":
                other = written[:at] + digit + written[at + 1 :]
                assert other == written or read_number(other) is None
    assert [read_number(typed_so) for typed_so in ("1-9", " 19 ", "١٩")] == [1, 1, 1]
    assert [read_number(typed_so) for typed_so in ("", "9", "x", "19x", "0" * 13, "9" * 13)] == [None] * 6


def test_a_code_of_one_campaign_is_none_of_another(site: Site) -> None:
    collecting(site)
    other = Site(site.app, "other").open_campaign("other")
    noor = typist(site)
    (slip,) = printed(noor, 1)
    actions.erase(campaign=other.campaign.id, code=slip.code.replace("-", ""))
    typed(noor, slip, "Somebody")
    assert other.slug != SLUG
