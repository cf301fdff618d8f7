"""GET never changes anything: every address that can be opened, opened, and the database compared.

See architecture.md, rule 3.
"""

import re

from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.tables import dump, statements


def addresses(site: Site, token: str) -> list[str]:
    """One address for each route that answers GET; what we have no value for gets a number."""
    good = {
        "language": "en",
        "slug": SLUG,
        "token": token,
        "sha256": releases_queries.text_for(site.campaign.id, "en").sha256,
        "filename": "site.css",
        "country": "FR",
    }
    rules = [rule.rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return [re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda part: str(good.get(part[1], 1)), rule) for rule in rules]


def test_no_page_that_can_be_opened_writes_anything(site: Site, client: Client) -> None:
    site.signed(AMELIE)
    site.number()
    client.sign(NOUR)
    (letter,) = site.deliver()
    token, preview = letter.path.rpartition("/")[2], releases.preview_token(SLUG)
    before, opened = dump(), set()
    with statements() as said:
        for path in [
            *addresses(site, token),
            f"/en/p/{preview}",
            f"/ar/c/{token}",
            "/nowhere",
            "/en/nowhere",
        ]:
            for method in ("GET", "HEAD", "OPTIONS"):
                answer = client.send(
                    method, path, headers={"Cookie": "session=x", "Referer": "https://mail.example/"}
                )
                assert answer.status_code < 500 or path == "/healthz"
                opened |= {path} if answer.status_code == 200 and method == "GET" else set()
    assert dump() == before
    assert {
        f"/en/{SLUG}",
        f"/en/{SLUG}/tally",
        f"/{SLUG}/tally.json",
        f"/en/c/{token}",
        f"/en/p/{preview}",
    } <= opened
    assert {statement.split()[0] for statement in said} <= {"SELECT", "BEGIN", "PRAGMA", "select", "show"}
