"""Every route is listed here, so that a new one is a decision; every POST needs the page's own token."""

from campaign.lib.languages import LANGUAGES
from tests.cast import AMELIE, SLUG, Client, Site
from tests.paper.signing import collecting

LANGUAGE = f"/<any({','.join(LANGUAGES)}):language>"
ROUTES = {
    "GET /",
    f"GET {LANGUAGE}",
    f"GET {LANGUAGE}/<slug>",
    f"GET {LANGUAGE}/<slug>/badge.svg",
    f"GET {LANGUAGE}/<slug>/card",
    f"GET {LANGUAGE}/<slug>/letters",
    f"GET {LANGUAGE}/<slug>/letters/<country>/<string(maxlength=18):size>",
    f"GET {LANGUAGE}/<slug>/letters/<string(maxlength=18):size>",
    f"GET {LANGUAGE}/<slug>/paper",
    f"GET {LANGUAGE}/<slug>/pass-on",
    f"GET {LANGUAGE}/<slug>/press",
    f"GET {LANGUAGE}/<slug>/press/count.svg",
    f"GET {LANGUAGE}/<slug>/press/release.txt",
    f"GET {LANGUAGE}/<slug>/privacy",
    f"GET {LANGUAGE}/<slug>/report",
    f"GET {LANGUAGE}/<slug>/shared/<string(length=32):name>.png",
    f"GET {LANGUAGE}/<slug>/tally",
    f"GET {LANGUAGE}/<slug>/updates",
    f"GET {LANGUAGE}/<slug>/updates.atom",
    f"GET {LANGUAGE}/<slug>/updates/<string(length=22):key>",
    f"GET {LANGUAGE}/<slug>/updates/<string(length=22):key>.md",
    f"GET {LANGUAGE}/<slug>/verify",
    f"GET {LANGUAGE}/c/<token>",
    f"GET {LANGUAGE}/c/<token>/receipt",
    f"GET {LANGUAGE}/c/<token>/withdrawal",
    f"GET {LANGUAGE}/p/<token>",
    f"GET {LANGUAGE}/u/<token>",
    "GET /<slug>/letters/<country>/<string(maxlength=18):size>.pdf",
    "GET /<slug>/pictures/<string(length=32):name>.jpg",
    "GET /<slug>/tally.csv",
    "GET /<slug>/tally.json",
    "GET /<slug>/texts/<string(length=64):sha256>",
    "GET /<slug>/texts/<string(length=64):sha256>.withdrawn",
    "GET /<slug>/log-<int:number>/checkpoint",
    "GET /<slug>/log-<int:number>/tile/<path:path>",
    "GET /<slug>/log/checkpoint",
    "GET /<slug>/log/witnessed",
    "GET /<slug>/log-<int:number>/witnessed",
    "GET /<slug>/log/manifests/<sha256>",
    "GET /<slug>/log/tile/<path:path>",
    "GET /api",
    f"GET {LANGUAGE}/api",
    "GET /api/v1/openapi.json",
    "GET /api/v1/campaigns",
    "GET /api/v1/campaigns/after:<cursor>",
    "GET /api/v1/campaigns/<slug>",
    "GET /api/v1/campaigns/<slug>/letters",
    "GET /api/v1/campaigns/<slug>/letters/<int:size>",
    "GET /api/v1/campaigns/<slug>/letters/before:<int:size>",
    "GET /api/v1/campaigns/<slug>/statements",
    "GET /api/v1/campaigns/<slug>/statements/before:<string(length=10):day>",
    "GET /api/v1/campaigns/<slug>/texts",
    "GET /api/v1/campaigns/<slug>/texts/<string(length=64):sha256>",
    "GET /api/v1/campaigns/<slug>/texts/after:<string(maxlength=12):language>:<int:revision>",
    f"GET /api/v1/campaigns/<slug>/updates{LANGUAGE}",
    f"GET /api/v1/campaigns/<slug>/updates{LANGUAGE}/<string(length=22):key>",
    f"GET /api/v1/campaigns/<slug>/updates{LANGUAGE}/before:<string(length=22):key>",
    "GET /countries.json",
    "GET /favicon.ico",
    "GET /healthz",
    "GET /holder.html",
    "GET /holder-file.html",
    "GET /holder/copies/<token>",
    "GET /mail",
    "GET /metrics",
    "GET /robots.txt",
    "GET /static/<path:filename>",
    "GET /verify-file.html",
    "GET /verify.html",
    f"GET /verify/<any({','.join(LANGUAGES)}):code>.html",
    "POST /holder/copies/<token>",
    "POST /holder/drill",
    "POST /holder/offered",
    "POST /holder/proved",
    f"POST {LANGUAGE}/<slug>/paper",
    f"POST {LANGUAGE}/<slug>/submissions",
    f"POST {LANGUAGE}/c/<token>/confirmation",
    f"POST {LANGUAGE}/c/<token>/correction",
    f"POST {LANGUAGE}/c/<token>/rejection",
    f"POST {LANGUAGE}/c/<token>/stop",
    f"POST {LANGUAGE}/c/<token>/withdrawal",
    f"POST {LANGUAGE}/u/<token>",
}


def test_every_route_is_listed(site: Site) -> None:
    found = {
        f"{method} {rule.rule}"
        for rule in site.app.url_map.iter_rules()
        if not rule.rule.startswith(
            "/desk"
        )  # those stand in campaign/desk/access.py: tests/desk/test_access.py
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == ROUTES


def test_every_post_refuses_a_form_without_the_pages_token(site: Site, client: Client) -> None:
    collecting(site)
    client.sign(AMELIE)
    (letter,) = site.deliver()
    for route in sorted(route for route in ROUTES if route.startswith("POST")):
        path = route.removeprefix("POST ").replace(LANGUAGE, "/en").replace("<slug>", SLUG)
        answer = client.post(path.replace("/en/c/<token>", letter.path), {})
        assert (route, answer.status_code) == (route, 403)
    assert client.post(f"{letter.path}/confirmation", {"token": client.token(letter.path)}).status_code == 200
