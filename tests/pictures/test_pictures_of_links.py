"""The picture of a link: drawn by the worker, of a day, at an address that changes with it, and never under harm."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from campaign.extensions import db, transaction
from campaign.pictures import actions
from campaign.pictures import queries as pictures_queries
from campaign.pictures.models import SharedPicture
from campaign.releases import actions as releases
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.pictures.links import crawled, drawn, opened

PAGE = f"/en/{SLUG}"
DAY, NEXT = datetime(2016, 10, 1, 12, 20, tzinfo=UTC), datetime(2016, 10, 2, 0, 5, tzinfo=UTC)


def path(client: Client, page: str = PAGE) -> str:
    """Where the picture is that a page names."""
    return crawled(client, page)["property og:image"].removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def old(site: Site) -> Site:
    """A campaign that was opened before the days of these tests."""
    with transaction():
        site.campaign.opened_at = datetime(2016, 9, 24, tzinfo=UTC)
    return site


def test_it_is_a_png_of_the_size_that_programs_want_and_light(old: Site, client: Client) -> None:
    drawn(old)
    for page in (PAGE, f"/ar/{SLUG}"):
        answer = client.get(path(client, page))
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert len(answer.data) <= 80_000
        picture = opened(answer.data)
        assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
        assert picture.info == {}


def test_until_it_is_drawn_no_page_names_one(old: Site, client: Client) -> None:
    with transaction():
        old.campaign.at_risk = False
    said = crawled(client, PAGE)
    assert "property og:image" not in said
    assert said["name twitter:card"] == "summary"
    assert client.get(f"{PAGE}/shared/{'0' * 32}.png").status_code == 410
    assert actions.draw_due()
    assert crawled(client, PAGE)["name twitter:card"] == "summary_large_image"


def test_where_harm_is_not_ruled_out_there_is_none(old: Site, client: Client) -> None:
    assert actions.draw_due() is False
    assert "property og:image" not in crawled(client, PAGE)
    drawn(old)
    address = path(client)
    with transaction():
        old.campaign.at_risk = True
    assert client.get(address).status_code == 410
    assert actions.draw_due() is False
    assert db.session.query(SharedPicture).count() == 0


def test_its_bytes_are_kept_for_a_moment_and_asked_for_by_their_name(old: Site, client: Client) -> None:
    address = path(client) if drawn(old) else ""
    answer = client.get(address)
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Last-Modified" not in answer.headers
    assert answer.get_etag() == (address.rpartition("/")[2].removesuffix(".png"), False)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_day_has_one_figure_and_another_day_another_address(old: Site, client: Client) -> None:
    old.signed(NOUR)
    old.number()
    with time_machine.travel(DAY, tick=False):
        drawn(old)
        first = path(client)
    assert totals(old) == {"ar": (date(2016, 10, 1), 1), "en": (date(2016, 10, 1), 1)}
    old.signed(AMELIE)
    old.number()
    with time_machine.travel(DAY, tick=False):
        assert actions.draw_due() is False
        assert path(client) == first
    with time_machine.travel(NEXT, tick=False):
        drawn(old)
    assert totals(old) == {"ar": (date(2016, 10, 2), 2), "en": (date(2016, 10, 2), 2)}
    second = path(client)
    assert second != first
    moved = client.get(first)
    assert (moved.status_code, moved.headers["Location"]) == (302, second)


def totals(site: Site) -> dict[str, tuple[date, int]]:
    """What each picture states."""
    return {code: (row.day, row.total) for code, row in pictures_queries.shared_of(site.campaign.id).items()}


def test_a_corrected_headline_is_drawn_at_once_with_the_figure_of_its_day(old: Site, client: Client) -> None:
    old.signed(NOUR)
    old.number()
    with time_machine.travel(DAY, tick=False):
        drawn(old)
        first = path(client)
    old.signed(AMELIE)
    old.number()
    with time_machine.travel(DAY, tick=False):
        releases.change(slug=SLUG, organisers=["Skies", "Kesh Malek"])
        drawn(old)
        assert path(client) != first
    assert totals(old)["en"] == (date(2016, 10, 1), 1)


def test_on_the_day_of_the_opening_no_number_is_told(site: Site) -> None:
    site.signed(NOUR)
    site.number()
    drawn(site)
    assert {total for _, total in totals(site).values()} == {0}


def test_words_that_are_taken_down_take_it_with_them(old: Site, client: Client) -> None:
    address = path(client) if drawn(old) else ""
    releases.take_down(slug=SLUG)
    assert client.get(address).status_code == 410
    assert "property og:image" not in crawled(client, PAGE)
    assert actions.draw_due() is False
    assert totals(old) == {}


def test_there_is_one_a_language_and_no_older_one_is_kept(old: Site) -> None:
    for moment in (DAY, NEXT):
        with time_machine.travel(moment, tick=False):
            drawn(old)
    assert db.session.query(SharedPicture).count() == 2
