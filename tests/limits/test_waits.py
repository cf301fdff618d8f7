"""How long somebody waits who came too often: told in her language, until midnight at most."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaign.limits import budgets
from tests.cast import AMELIE, SLUG, Client, Site
from tests.limits.limited import post, statuses
from tests.limits.test_limits import FORM, NOON, client, notice, site

__all__ = ["client", "site"]


def test_the_longest_wait_is_told_not_the_next(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for wait in (0, 60, 60):
            clock.shift(wait)
            statuses(client, 2)
        refused = client.post(FORM, AMELIE.typed())
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3480")
        assert "Try again in about 58 minutes." in notice(refused.text)


def test_a_wait_ends_at_midnight(client: Client) -> None:
    with time_machine.travel(datetime(2016, 9, 24, 23, 30, tzinfo=UTC), tick=False) as clock:
        for wait in (0, 60, 60):
            clock.shift(wait)
            refused = [client.post(FORM, AMELIE.typed()) for _ in range(2)][-1]
        assert refused.headers["Retry-After"] == "1680"
        assert "Try again in about 28 minutes." in notice(refused.text)
        clock.shift(1680)
        assert post(client) == 403, "a new day's hash, and so a new budget"


def test_in_arabic_the_wait_is_said_as_arabic_says_it(client: Client) -> None:
    with time_machine.travel(NOON.replace(hour=14), tick=False):
        statuses(client, 2)
        refused = client.post(f"/ar/{SLUG}/submissions", AMELIE.typed())
        assert refused.status_code == 429
        assert notice(refused.text) == (
            "كثيرون يوقّعون من شبكتكم. يُرجى المحاولة مجدداً بعد نحو دقيقة واحدة. ما كتبتموه لا يزال هنا."
        )


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        (1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (5_340, "89 minutes"), (5_341, "2 hours"),
        (7_201, "3 hours"), (82_801, "24 hours"),
    ],
)  # fmt: skip
def test_a_wait_is_a_length_of_time_rounded_up(site: Site, seconds: int, wait: str) -> None:
    with time_machine.travel(NOON, tick=False), site.app.test_request_context("/en/"):
        said = budgets.come_back(NOON + timedelta(seconds=seconds), is_kept=False)
    assert said == f"Nothing was changed. Try again in about {wait}."
