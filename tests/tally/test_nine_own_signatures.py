"""Nine own signatures, and waiting for a country's tenth: what the attacker learns (architecture.md, rule 5).

He sees everything that is public after every single entry. Worlds that differ only in *which* entry was of the country
look the same to him at every moment; he learns no more than that among twenty entries or more there was one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import time_machine

from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.tally import actions
from campaign.tally.tiles import unbundle
from tests.beginnings import KEYED, Beginnings, app_for
from tests.cast import Site
from tests.conftest import BOTH

SMALL = "LU"
NUMBERS = count(10)
AFTER = 22  # entries that he watches, each a batch of its own
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Chance, not people: commitments, roots, signatures, form tokens, and the id of each log's own key; and the picture of
# the page's own address.
RANDOM = re.compile(
    r"(?<=/log\+)[0-9a-f]{8}|[0-9a-f]{64}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{80,}={0,2}"
    r"|(?<=name=\"token\" value=\")[^\"]*|(?<=<path stroke=\"#000\" d=\")[^\"]*"
)


class World:
    """A campaign of its own, its attacker's nine signatures counted already, and all that he saw since."""

    def __init__(self, site: Site, slug: str) -> None:
        self.site, self.slug, self.signed = site, slug, 0
        site.open_campaign(slug)
        self.campaign = releases_queries.campaign(slug).id
        self.sign(*[SMALL] * 9, *["FR"] * 11)
        self.seen = [self.look()]

    def sign(self, *countries: str) -> None:
        """Confirm these; the sequencer makes one batch of them."""
        for country in countries:
            self.signed += 1
            number = self.campaign * 1_000 + self.signed
            actions.append_signature(
                campaign=self.campaign, signature=number, commitment=f"{number:064x}", country=country
            )
        sequencer.number_entries()

    def watch(self, *countries: str) -> "World":
        """Let them sign one by one, and look at everything after each."""
        for country in countries:
            self.sign(country)
            self.seen.append(self.look())
        return self

    def look(self) -> dict[str, str]:
        """Every public address of the campaign, its log as text, without what is chance."""
        size = json.loads(self.site.client().get(f"/{self.slug}/tally.json").text)["size"]
        pages = ["", "/tally", "/verify", "/press", "/press/count.svg", "/report"]
        pages += ["/letters", f"/letters/{size}", f"/letters/{SMALL}/{size}"]
        files = ["tally.json", "tally.csv", "log/checkpoint"]
        tiles = [f"log/tile/{level}/000.p/{size}" for level in ("entries", 0)]
        paths = [f"/en/{self.slug}{page}" for page in pages] + [
            f"/{self.slug}/{file}" for file in files + tiles
        ]
        found = {path: self.site.client().get(path) for path in paths}
        return {
            path.replace(self.slug, "…"): f"{answer.status_code} {self.text(path, answer.data)}"
            for path, answer in found.items()
        }

    def text(self, path: str, raw: bytes) -> str:
        """What stands there, chance and the campaign's own name left out; a code's size goes by the name's length."""
        if "/tile/entries/" in path:
            raw = b"\n".join(unbundle(raw))
        elif "/tile/" in path:
            raw = b"%d hashes" % (len(raw) // 32)
        return RANDOM.sub("?", raw.decode()).replace(self.slug, "…")


def figures(seen: dict[str, str]) -> dict[str, int]:
    """The figures by country that he sees, from the file that says the most."""
    stated = json.loads(seen["/…/tally.json"].removeprefix("200 "))["stated"]
    return dict(stated["countries"]) if stated else {}


def lines(seen: dict[str, str]) -> list[str]:
    """The log as he sees it."""
    (bundle,) = [text for path, text in seen.items() if "/tile/entries/" in path]
    return bundle.removeprefix("200 ").split("\n")


def tenth_at(place: int | None) -> list[str]:
    """Signers of whom one, or nobody, is of the small country."""
    return [SMALL if number == place else "DE" for number in range(AFTER)]


@dataclass
class Worlds:
    """A site, and its worlds by the place of the tenth: each is made once, for all tests that look at it."""

    site: Site
    made: dict[int | None, World] = field(default_factory=dict)

    def with_tenth_at(self, place: int | None) -> World:
        """One in which it was this signer, or nobody."""
        if place not in self.made:
            self.made[place] = self.another().watch(*tenth_at(place))
        return self.made[place]

    def another(self) -> World:
        """One whose name is as long as any other's, and which nobody has watched yet."""
        return World(self.site, f"world-{next(NUMBERS)}")


@pytest.fixture(scope="module", params=BOTH)
def database_url(
    request: pytest.FixtureRequest, beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """An instance with keys and the URL of its database, for all tests."""
    instance = tmp_path_factory.mktemp("worlds")
    with beginnings.database(request.param, KEYED, instance) as url:
        yield instance, url


@pytest.fixture(scope="module")
def site(database_url: tuple[Path, str]) -> Iterator[Worlds]:
    with app_for(*database_url) as app:
        yield Worlds(Site(app))


@pytest.fixture
def worlds(site: Worlds) -> Iterator[Worlds]:
    with time_machine.travel(MOMENT, tick=False):
        yield site


@pytest.mark.parametrize("other", [19, pytest.param(7, marks=pytest.mark.full)])
def test_which_of_twenty_it_was_shows_nowhere(worlds: Worlds, other: int) -> None:
    first = worlds.with_tenth_at(0)
    assert worlds.with_tenth_at(other).seen == first.seen
    assert [figures(seen).get(SMALL) for seen in first.seen] == [None] * 20 + [10] * (AFTER - 19)


def test_whether_there_was_one_shows_with_the_tally_and_not_before(worlds: Worlds) -> None:
    came, nobody = (worlds.with_tenth_at(place).seen for place in (0, None))
    assert came[:20] == nobody[:20]
    assert figures(came[20]) == {"FR": 10, SMALL: 10, "DE": 10}
    assert figures(nobody[20]) == {"FR": 10, "DE": 20}


def test_one_that_comes_right_after_the_tally_waits_for_the_next(worlds: Worlds) -> None:
    assert worlds.with_tenth_at(20).seen == worlds.with_tenth_at(None).seen


@pytest.mark.full
def test_leaving_and_coming_again_buys_him_nothing_sooner(worlds: Worlds) -> None:
    """He withdraws one of his nine and signs anew, to set the tenth up again: these are entries as any other."""
    place_3, place_9 = worlds.another(), worlds.another()
    for world, place in ((place_3, 3), (place_9, 9)):
        own = world.campaign * 1_000 + 1
        actions.append_withdrawal(campaign=world.campaign, signature=own, country=SMALL, reason="withdrawn")
        world.watch(*[SMALL if number in {0, place} else "DE" for number in range(AFTER)])
    hidden = re.compile(r"withdrawal \d+")
    same = [
        [{path: hidden.sub("withdrawal ?", text) for path, text in seen.items()} for seen in world.seen]
        for world in (place_3, place_9)
    ]
    assert same[0] == same[1]
    assert [figures(seen).get(SMALL) for seen in place_3.seen] == [None] * 20 + [10] * (AFTER - 19)


def test_figures_move_with_a_tally_behind_twenty_entries_and_never_else(worlds: Worlds) -> None:
    world = worlds.with_tenth_at(19)
    for before, after in zip(world.seen, world.seen[1:], strict=False):
        new = lines(after)[len(lines(before)) :]
        stated = [line for line in new if line.startswith("tally ")]
        assert len(stated) == (1 if figures(after) != figures(before) else 0)
        if stated:
            *_, since = " ".join(line.split()[0] for line in lines(after)[:-1]).rpartition("tally ")
            assert since.split() == ["signature"] * 20
            assert all(f"{code}={figure}" in stated[0].split() for code, figure in figures(after).items())
