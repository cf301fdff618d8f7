"""A campaign's tag key is never made anew: under another one, who has signed could sign again.

See architecture.md, rule 2.
"""

from datetime import UTC, datetime, timedelta

import time_machine

from campaign.checks.cli import findings
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from campaign.tally import queries as tally_queries
from campaign.vault import keys
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.tables import count, dump

SAID = "This site has lost a key that it needs for signatures, so nothing was stored. Try again later."


def test_without_it_nothing_is_taken_and_check_says_why(site: Site, client: Client) -> None:
    site.signed(NOUR)
    keys.destroy(site.settings.keys, f"tag-{SLUG}")
    before = dump()
    answer = client.sign(NOUR)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert heading(answer.text) == "We can’t accept this right now"
    assert SAID in answer.text
    assert (client.sign(AMELIE).status_code, dump()) == (503, before)
    assert not keys.exists(site.settings.keys, f"tag-{SLUG}")
    said = [each.sentence for each in findings() if f"tag-{SLUG}.key" in each.sentence]
    assert said == [
        f"Keys: tag-{SLUG}.key isn't in {site.settings.keys}, so nobody can sign {SLUG}. Bring it from the worker's "
        "machine or a backup; a new one would let the same addresses sign again."
    ]


def test_brought_back_it_serves_at_once(site: Site, client: Client) -> None:
    site.signed(NOUR)
    path = site.settings.keys / f"tag-{SLUG}.key"
    kept = path.read_bytes()
    keys.destroy(site.settings.keys, f"tag-{SLUG}")
    assert client.sign(NOUR).status_code == 503
    path.write_bytes(kept)
    site.signed(AMELIE)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        client.sign(NOUR)
        (letter,) = site.deliver()
    assert "You have confirmed already" in letter.body
    site.number()
    assert tally_queries.public_tally(site.campaign.id).total == count(Signature) == 2


def test_where_the_purge_didnt_reach_it_check_says_so(site: Site) -> None:
    """A web machine's copy of the folder: the worker destroys its own."""
    releases.close_campaign(slug=SLUG)
    file = site.settings.keys / f"tag-{SLUG}.key"
    kept = file.read_bytes()
    for days, said in ((90, []), (92, [SLUG])):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            assert (days, signing.left_over_tag_keys()) == (days, said)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=92)):
        signing.purge()
        assert [each for each in findings() if "Keys: tag-" in each.sentence] == []
        file.write_bytes(kept)
        assert [each.sentence for each in findings() if "Keys: tag-" in each.sentence] == [
            f"Keys: tag-{SLUG}.key is still here, after the day on which the purge destroys it: with it, guesses at "
            f"who signed {SLUG} can be tested. The worker's machine does so automatically; elsewhere: shred -u {file}"
        ]


def test_it_says_so_in_arabic_too(site: Site, client: Client) -> None:
    keys.destroy(site.settings.keys, f"tag-{SLUG}")
    answer = client.sign(NOUR, language="ar")
    assert answer.status_code == 503
    assert "فقد هذا الموقع مفتاحاً" in answer.text
