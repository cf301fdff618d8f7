"""What proxies may keep is the same for everyone: it differs by compression alone, and brings no cookie.

The printed file of nginx counts on it: neither cookies nor languages nor queries are in its key.
"""

import time_machine

from campaign.lib import clock
from tests.cast import AMELIE, SLUG, Client, Site
from tests.rules.test_get_changes_nothing import addresses

LANGUAGES = {"Accept-Language": "ar", "Cookie": "session=x", "User-Agent": "another"}


def test_public_pages_are_the_same_bytes_whoever_asks_and_however(site: Site, client: Client) -> None:
    site.signed(AMELIE)
    site.number()
    with time_machine.travel(clock.now(), tick=False):  # a form's token bears the second of its rendering
        kept = kept_pages(site, client)
    assert {f"/en/{SLUG}/tally", f"/en/{SLUG}/verify", f"/{SLUG}/tally.json", "/static/site.css"} <= kept


def kept_pages(site: Site, client: Client) -> set[str]:
    """The addresses whose answers may be kept, each seen to be the same for two who ask."""
    kept = set()
    for path in addresses(site, "none"):
        answer = client.get(path)
        if answer.status_code != 200 or not answer.headers["Cache-Control"].startswith("public"):
            continue
        kept.add(path)
        assert (path, answer.headers.get("Vary"), answer.headers.get("Set-Cookie")) == (path, None, None)
        assert (path, answer.headers.get("Last-Modified")) == (path, None)
        assert (path, client.get(f"{path}?any=1", headers=LANGUAGES).data) == (path, answer.data)
    return kept
