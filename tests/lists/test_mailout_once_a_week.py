"""Signers get one update a week at most, whatever list and text it is tried with; what is kept names nobody."""

from datetime import timedelta

import pytest
import time_machine

from tests.lists.lists import person
from tests.lists.mailing import LINES, Laptop, Relay

BEGAN = "2016-10-01 09:00:00Z"


def test_once_a_week_whatever_the_list_and_the_text(laptop: Laptop, relay: Relay) -> None:
    with time_machine.travel(BEGAN, tick=False) as moved:
        assert laptop.mailout("--confirm", "4").exit_code == 0
        (laptop.home / "other.md").write_text("# More\n\nNews.\n")
        laptop.listed(LINES, "other.sealed")
        (laptop.home / "moved").mkdir()
        moved.shift(timedelta(days=6, hours=14))
        for named in (
            {"text": "other.md"},
            {"listed": "other.sealed"},
            {"text": "other.md", "listed": "other.sealed"},
        ):
            assert laptop.refused("--confirm", "4", **named) == (
                "This campaign's signers were written to on 1 October 2016. Updates are sent once a week at "
                "most: again "
                "from 8 October 2016. To continue a mailout that was interrupted, use the same list and the same "
                "text.\n"
            )
        again = laptop.mailout("--confirm", "4")
        assert (again.exit_code, again.output.splitlines()[-1]) == (0, "Nobody is left to write to.")
        moved.shift(timedelta(hours=2))
        assert laptop.mailout("--confirm", "4", text="other.md").exit_code == 0
    assert len(relay.got) == 8


def test_an_old_mailout_does_not_go_on_within_a_week_of_another(laptop: Laptop, relay: Relay) -> None:
    relay.answers = lambda address: "451 later" if "nour3" in address else "250 OK"
    with time_machine.travel(BEGAN, tick=False) as moved:
        laptop.mailout("--confirm", "4")
        moved.shift(timedelta(days=7))
        laptop.listed(LINES, "other.sealed")
        (laptop.home / "other.md").write_text("# More\n\nNews.\n")
        laptop.mailout("--confirm", "4", text="other.md", listed="other.sealed")
        moved.shift(timedelta(days=1))
        assert "written to on 8 October 2016" in laptop.refused("--confirm", "1")
        moved.shift(timedelta(days=6))
        relay.answers = lambda address: "250 OK"
        assert laptop.mailout("--confirm", "1").output.splitlines()[-1] == "1 sent"
    assert relay.to.count("nour3@example.org") == 1


@pytest.mark.parametrize("state", ["file", "home"])
def test_either_of_its_two_places_is_enough(laptop: Laptop, state: str) -> None:
    laptop.mailout("--confirm", "4")
    (laptop.home / "other.md").write_text("# More\n\nNews.\n")
    if state == "home":
        (laptop.home / "list.sealed.mailout").unlink()
    else:
        next((laptop.home / "home").rglob("*.json")).unlink()
    assert "once a week at most" in laptop.refused("--confirm", "4", text="other.md")


def test_what_it_keeps_names_nobody(laptop: Laptop) -> None:
    laptop.mailout("--confirm", "4")
    kept = [laptop.home / "list.sealed.mailout", *(laptop.home / "home").rglob("*.json")]
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o600, 0o600]
    private = [word for each in range(5) for word in (person(each).name, person(each).address)]
    private += [each.record_id.hex() for each in LINES] + ["skies", "petition", "Council", "المجلس"]
    for path in kept:
        raw = path.read_bytes()
        assert [
            word for word in private if word.encode() in raw or word in path.stem.removesuffix(".sealed")
        ] == []
    assert laptop.marks() == ["sending", "sent"] * 4
