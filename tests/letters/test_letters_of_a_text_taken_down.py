"""Letters of a text aren't sent, shown or made while it is taken down, and are erased when it is withdrawn."""

from pathlib import Path

import pytest

from campaign.extensions import db
from campaign.letters.models import Letter
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.running.taking_down import take_down, withdraw
from tests.cast import SLUG, Client, Site
from tests.letters.desk import run
from tests.letters.post import Missions, all_at_once, deliver, send, states
from tests.tables import rows

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
REFUSED = f"The text of {SLUG} has been taken down or withdrawn; nothing is made from it or sent with it."


@sqlite_only
def test_letters_that_wait_are_stopped_and_none_is_shown_or_made(
    site: Site, client: Client, server: Missions, folder: Path, tmp_path: Path
) -> None:
    all_at_once(site, folder)
    assert client.get(f"/{SLUG}/letters/FR/33.pdf").status_code == 200
    assert take_down(slug=SLUG).letters.countries == ("DE", "FR", "SY")
    assert states(site) == {"DE": "stopped", "FR": "stopped", "SY": "stopped"}
    assert (deliver(site, server.url), server.got) == (0, [])
    answer = client.get(f"/{SLUG}/letters/FR/33.pdf")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-store")
    assert client.get(f"/en/{SLUG}/letters/FR/33").status_code == 200
    made = run(site, "letters", "make", SLUG, "--out", tmp_path / "more", "--only", "FR")
    assert made.code == 2
    assert REFUSED in made.said
    again = send(site, folder, "--again", "FR", "--confirm", 3)
    assert again.code == 2
    assert REFUSED in again.said
    releases.put_back(slug=SLUG)
    kept = client.get(f"/{SLUG}/letters/FR/33.pdf")
    assert (kept.status_code, kept.data) == (200, (folder / "FR.pdf").read_bytes())


def test_the_letters_of_a_text_that_is_withdrawn_are_erased(
    site: Site, client: Client, server: Missions, folder: Path
) -> None:
    all_at_once(site, folder)
    hashes = [row["sha256"] for row in rows(Letter)]
    take_down(slug=SLUG)
    (sha256,) = releases_queries.text_hashes(site.campaign.id)
    assert withdraw(slug=SLUG, sha256=sha256).letters == 3
    assert [(row["pdf"], row["sha256"]) for row in rows(Letter)] == [(b"", digest) for digest in hashes]
    db.session.remove()
    assert client.get(f"/{SLUG}/letters/FR/33.pdf").status_code == 410
    assert deliver(site, server.url) == 0
