"""`campaign set --organiser`: names as the desk takes them."""

import pytest
from flask import Flask

from campaign.releases import queries as releases_queries
from tests.releases.test_publishing import DEMAND, TEXT, run, same_app  # noqa: F401 - a fixture

TOO_LONG = (
    "This can't be stored: it has to be a line of at most 200 characters, without control characters.\n"
)


@pytest.mark.parametrize("name", ["x" * 5000, "x" * 201, "A\u202eB", "Zalgo" + "\u0301" * 9])
def test_what_is_no_name_is_refused(app: Flask, name: str) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    answer = run(app, "set", "s", "--organiser", "Clear Skies", "--organiser", name)
    assert (answer.exit_code, answer.output) == (2, TOO_LONG)
    campaign = releases_queries.campaign("s")
    assert campaign is not None
    assert campaign.organisers == []


def test_blanks_are_made_one_and_more_than_forty_are_too_many(app: Flask) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    assert run(app, "set", "s", "--organiser", "  Clear \n Skies ").exit_code == 0
    campaign = releases_queries.campaign("s")
    assert campaign is not None
    assert campaign.organisers == ["Clear Skies"]
    many = [word for number in range(41) for word in ("--organiser", f"Group {number}")]
    assert (run(app, "set", "s", *many).exit_code, run(app, "set", "s", *many).output) == (
        2,
        "At most 40 names.\n",
    )
    assert run(app, "set", "s", "--organiser", " ").output == "Say who is behind it, one name per line.\n"
