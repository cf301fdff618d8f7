"""Which answers a page of another site may read: public ones that are no pages, and no others."""

from campaign.lib.languages import LANGUAGES
from campaign.releases import actions as releases
from tests.cast import AMELIE, SLUG, Client, Site
from tests.rules.test_get_changes_nothing import addresses
from tests.updates.telling import told

LANGUAGE, OPEN = f"/<any({','.join(LANGUAGES)}):language>", "Access-Control-Allow-Origin"
OPENED = {
    f"{LANGUAGE}/<slug>/badge.svg",
    f"{LANGUAGE}/<slug>/press/count.svg",
    f"{LANGUAGE}/<slug>/press/release.txt",
    f"{LANGUAGE}/<slug>/updates.atom",
    f"{LANGUAGE}/<slug>/updates/<string(length=22):key>.md",
    "/<slug>/letters/<country>/<string(maxlength=18):size>.pdf",
    "/<slug>/log-<int:number>/checkpoint",
    "/<slug>/log-<int:number>/tile/<path:path>",
    "/<slug>/log-<int:number>/witnessed",
    "/<slug>/log/checkpoint",
    "/<slug>/log/manifests/<sha256>",
    "/<slug>/log/witnessed",
    "/<slug>/log/tile/<path:path>",
    "/<slug>/tally.csv",
    "/<slug>/tally.json",
    "/<slug>/texts/<string(length=64):sha256>",
    "/<slug>/texts/<string(length=64):sha256>.withdrawn",
    "/countries.json",
}
# What may be kept, is no page, and is of no use to another site's.
OF_THIS_SITE = {"/robots.txt", "/favicon.ico", "/static/<path:filename>"}


def by_rule(site: Site) -> dict[str, str]:
    """An address for each route that answers GET, by the route."""
    rules = [rule.rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return dict(zip(rules, addresses(site, "none"), strict=True))


def test_these_are_open_whatever_they_answer_and_all_of_the_api(site: Site, client: Client) -> None:
    opened = {rule for rule, path in by_rule(site).items() if client.get(path).headers.get(OPEN) == "*"}
    assert {rule for rule in opened if not rule.startswith("/api/v1/")} == OPENED
    assert {rule for rule in by_rule(site) if rule.startswith("/api/v1/")} <= opened


def test_whatever_caches_may_keep_is_open_unless_it_is_a_page(site: Site, client: Client) -> None:
    site.signed(AMELIE)
    site.number()
    releases.change(slug=SLUG, contact="skies@example.org")
    told()
    closed = set()
    for rule, path in by_rule(site).items():
        answer = client.get(path)
        may_be_kept = answer.headers["Cache-Control"].startswith("public") and answer.status_code == 200
        if may_be_kept and OPEN not in answer.headers and answer.mimetype != "text/html":
            closed.add(rule)
    assert closed == OF_THIS_SITE


def test_no_page_is_open_and_no_answer_lets_cookies_pass(site: Site, client: Client) -> None:
    for path in by_rule(site).values():
        answer = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert (path, answer.headers.get("Access-Control-Allow-Credentials")) == (path, None)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            assert (path, answer.headers.get(OPEN)) == (path, None)
