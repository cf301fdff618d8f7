"""What a form and a button cost a processor, told by what doesn't depend on it: the functions that Python calls."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import NOUR, SLUG, Client, Site, in_force

# With the client's: some 1,180 and 1,100 on SQLite; 1,270 and 1,370 on PostgreSQL, whose driver is in Python.
FORM, BUTTON = 1_400, 1_450


@pytest.fixture
def warm(site: Site, client: Client) -> Any:
    """A site that keeps what is known for two seconds, and has kept it."""
    with in_force(site.app, testing=False, sequence_seconds=3_600):
        client.sign(NOUR)
        (letter,) = site.deliver()
        client.press(letter.link, "confirmation")
        yield site


def calls(work: Callable[[], Any]) -> int:
    """How many functions of Python's own it takes."""
    number = 0

    def hear(_frame: Any, what: str, _argument: Any) -> None:
        nonlocal number
        number += what == "call"

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        answer = work()
    finally:
        sys.setprofile(before)
    assert answer.status_code == 200
    return number


def fewest(work: Callable[[str], Any], on: list[str]) -> int:
    """Of several: now and then one of them makes a page anew."""
    return min(calls(lambda each=each: work(each)) for each in on)  # type: ignore[misc]  # bound at once


def test_a_form_calls_few_functions(warm: Site, client: Client) -> None:
    token = client.token()

    def send(email: str) -> Any:
        return client.post(f"/en/{SLUG}/submissions", {"token": token, **NOUR.typed(email=email)})

    assert fewest(send, [f"{letter}@example.org" for letter in "abcd"]) < FORM


def test_a_button_calls_few_functions(warm: Site, client: Client) -> None:
    token = client.token()
    for letter in "abcd":
        client.sign(NOUR, email=f"{letter}@example.org")
    links = [letter.link.removeprefix(warm.settings.base_url) for letter in warm.deliver()]

    def press(link: str) -> Any:
        return client.post(f"{link}/confirmation", {"token": token})

    assert fewest(press, links) < BUTTON
