"""What is kept in memory is bounded, whatever is asked for and by however many threads at once."""

import gzip
import tracemalloc

import pytest

from campaign.lib import caches
from campaign.lib.caches import Briefly, Shelf
from campaign.lib.hosts import OwnHosts
from tests.cast import at_once

PLAIN = [("Content-Type", "text/plain")]
HOSTS = OwnHosts("https://skies.example.org")


def shelf_of(most: int = caches.MOST_BYTES) -> Shelf:
    """A shelf before an app that is never asked."""
    return Shelf(lambda *_: [], hosts=HOSTS, most=most)


def asked(path: str, **more: str) -> dict[str, str]:
    """A request for it."""
    return {"REQUEST_METHOD": "GET", "HTTP_HOST": "skies.example.org", "PATH_INFO": path} | more


def body(shelf: Shelf, path: str) -> bytes | None:
    """What is kept there, plain."""
    kept = shelf.find(asked(path))
    return kept[1] if kept else None


def noise(number: int, size: int = 1000) -> bytes:
    """Bytes that don't pack well, of a number's own."""
    return (f"{number:08}" * size).encode()[:size]


def test_an_answer_is_found_by_its_path_plain_and_packed() -> None:
    shelf = shelf_of()
    packed = shelf.put("/a", b"text" * 100, PLAIN, seconds=60)
    assert shelf.find(asked("/a")) == (
        [*PLAIN, ("Vary", "Accept-Encoding"), ("Content-Length", "400")],
        b"text" * 100,
    )
    headers, gzipped = shelf.find(asked("/a", HTTP_ACCEPT_ENCODING="br, gzip")) or ([], b"")
    assert (gzipped, gzip.decompress(gzipped)) == (packed, b"text" * 100)
    assert dict(headers)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "other",
    [{"PATH_INFO": "/b"}, {"REQUEST_METHOD": "HEAD"}, {"REQUEST_METHOD": "POST"}, {"QUERY_STRING": "a"},
     {"HTTP_HOST": "skies.example.org:8443"}, {"HTTP_HOST": "evil.example"}, {"HTTP_HOST": ""}],
)  # fmt: skip
def test_no_other_request_finds_it(other: dict[str, str]) -> None:
    shelf = shelf_of()
    shelf.put("/a", b"text", PLAIN, seconds=60)
    assert shelf.find(asked("/a")) is not None
    assert shelf.find(asked("/a", **other)) is None


def test_what_a_caller_does_to_the_headers_stays_with_her() -> None:
    shelf = shelf_of()
    shelf.put("/a", b"text", PLAIN, seconds=60)
    headers, _ = shelf.find(asked("/a")) or ([], b"")
    headers.append(("Set-Cookie", "x"))
    assert shelf.find(asked("/a")) == (
        [*PLAIN, ("Vary", "Accept-Encoding"), ("Content-Length", "4")],
        b"text",
    )


def test_its_time_is_over_but_for_who_takes_an_old_one() -> None:
    shelf = shelf_of()
    shelf.put("/a", b"text", PLAIN, seconds=-5)
    assert [shelf.find(asked("/a"), stale=stale) is not None for stale in (0, 4, 30)] == [False, False, True]


def test_the_first_that_was_put_goes_when_it_is_full() -> None:
    shelf = shelf_of(most=100_000)
    for number in range(1000):
        shelf.put(f"/{number}", noise(number), PLAIN, seconds=60)
        assert shelf.weight <= 100_000
    there = [number for number in range(1000) if body(shelf, f"/{number}")]
    assert there == list(range(there[0], 1000))
    assert 10 < len(there) < 100


def test_one_that_would_take_most_of_it_is_not_kept_and_one_put_again_counts_once() -> None:
    shelf = shelf_of(most=100_000)
    shelf.put("/large", b"x" * 50_000, PLAIN, seconds=60)
    assert (body(shelf, "/large"), shelf.weight) == (None, 0)
    for _ in range(3):
        shelf.put("/a", noise(1), PLAIN, seconds=60)
        once = shelf.weight
    shelf.put("/b", noise(2), PLAIN, seconds=60)
    assert (once, shelf.weight) == (once, pytest.approx(2 * once, abs=10))


def test_its_bound_is_one_of_memory() -> None:
    tracemalloc.start()
    shelf = shelf_of(most=2_000_000)
    for number in range(3000):
        shelf.put(f"/{number}", noise(number, 40_000 if number % 2 else 10), PLAIN, seconds=60)
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used < 2_000_000 * 1.2


def test_many_threads_leave_it_whole() -> None:
    shelf = shelf_of(most=60_000)

    def work(number: int) -> bool:
        shelf.put(f"/{number % 50}", noise(number), PLAIN, seconds=60)
        return len(body(shelf, f"/{(number + 1) % 50}") or noise(0)) == 1000

    assert all(at_once(work, 4000))
    assert 10 < len(shelf) < 50
    assert shelf.weight == sum(each.weight for each in shelf._places.values()) <= 60_000


def test_facts_are_made_once_in_their_time_and_none_is_never_kept() -> None:
    facts, made = Briefly(), []
    for seconds in (60, 60, 0):
        facts.get("a", lambda: made.append(1) or len(made), seconds=seconds)
    assert len(made) == 2
    assert [facts.get("b", lambda: None, seconds=60), len(facts)] == [None, 1]


def test_facts_are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MOST_VALUES", 50)
    facts = Briefly()
    at_once(lambda number: facts.get(number, lambda: number, seconds=60), 5000)
    assert len(facts) == 50
    assert facts.get(4999, lambda: "anew", seconds=60) in {4999, "anew"}
