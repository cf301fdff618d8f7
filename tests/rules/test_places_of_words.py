"""Where the words of pages are looked for, so that a reader of a language has a picture of them, there is a page."""

from campaign.running.tour import SIX, STOPS
from tests.cast import Site
from tests.words.places import PAGES, VIEWS, places

ELSEWHERE = {"/api", "/nothing/at/all", "/reached/press"}


def test_each_place_is_an_address_of_the_tour(site: Site) -> None:
    routes = site.app.url_map.bind("127.0.0.1:8000")
    stops = {stop.slug for stop in STOPS}
    for path in sorted(set(PAGES) - ELSEWHERE):
        endpoint, values = routes.match(f"/fr{path}")
        assert endpoint
        assert values["slug"] in stops, path


def test_letters_updates_and_the_verifier_are_among_them() -> None:
    named = places()
    assert [name for name in named if name.startswith("letter to ")] == [f"letter to {code}" for code in SIX]
    assert len([name for name in named if name.startswith("update ")]) == 3
    assert [name for name in named if name.startswith("verifier")] == [f"verifier, {view}" for view in VIEWS]
    assert len(named) == len(PAGES) + len(SIX) + 3 + len(VIEWS)
