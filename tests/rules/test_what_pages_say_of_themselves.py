"""Every public page describes itself to crawlers; what is for one person says nothing and asks not to be found."""

import re
from datetime import date

import pytest

from campaign.extensions import db
from campaign.lib.languages import LANGUAGES
from campaign.updates import actions as updates
from campaign.updates import queries as updates_queries
from campaign.updates.wording import Words
from tests.cast import AMELIE, SLUG, Client, Site
from tests.letters.desk import FOUR, count
from tests.pictures.links import Crawled, crawled, drawn
from tests.rules.test_routes import ROUTES

SHARED = {
    *("name description", "itemprop name", "itemprop description", "itemprop inLanguage", "itemprop url"),
    *("property og:type", "property og:site_name", "property og:locale", "property og:locale:alternate"),
    *("property og:title", "property og:description", "property og:url", "name twitter:card"),
}
PICTURE = {f"property og:image{part}" for part in ("", ":type", ":width", ":height", ":alt")}
# Saved and opened from a disk: nobody links to them.
# Neither are cards, which stand within a page of another site.
FILES = {"/holder-file.html", "/verify-file.html"}
PRIVATE = ("/c/", "/u/", "/p/", "/holder/", "/mail")


def addresses(site: Site) -> list[str]:
    """A page for each address that leads to one for everybody."""
    key = site_update(site)
    values = {
        "<slug>": SLUG, "<country>": "FR", "<string(maxlength=18):size>": "30", "<string(length=22):key>": key,
    }  # fmt: skip
    paths = set()
    for route in sorted(ROUTES):
        method, _, pattern = route.partition(" ")
        if method != "GET" or any(part in pattern for part in PRIVATE):
            continue
        for language in LANGUAGES:
            path = re.sub(r"<any\([^>]*\):language>", language, pattern)
            for name, value in values.items():
                path = path.replace(name, value)
            paths.add(path)
    return sorted(path for path in paths if "<" not in path)


def site_update(site: Site) -> str:
    """The key of an update that was published."""
    key = updates.new_key()
    words = {"en": Words("It was read out", "It was read out in the Council.")}
    updates.write(slug=SLUG, key=key, day=date(2016, 10, 1), words=words)
    updates.publish(slug=SLUG, key=key)
    return key


def test_every_public_page_describes_itself(site: Site, client: Client) -> None:
    count(site, FOUR)
    drawn(site)
    spoken = set()
    for path in addresses(site):
        answer = client.get(path, headers={"Accept-Language": "en"})
        if (
            answer.mimetype != "text/html"
            or answer.status_code != 200
            or path in FILES
            or path.endswith("/card")
        ):
            continue
        said = Crawled(answer.text).said
        assert SHARED - set(said) == set(), path
        assert 20 <= len(said["name description"]) <= 200, path
        assert said["property og:description"] == said["name description"], path
        assert said["property og:title"], path
        has_campaign = SLUG in path
        assert set(said) >= PICTURE if has_campaign else not PICTURE & set(said), path
        spoken.add(said["name description"])
    assert len(spoken) >= 14


def test_no_page_of_an_example_is_to_be_found_by_search(site: Site, client: Client) -> None:
    count(site, FOUR)
    drawn(site)
    paths = [path for path in addresses(site) if f"/{SLUG}" in path and path not in FILES]
    usual = {path: robots for path in paths if (robots := asked_of_robots(client, path)) is not None}
    site.campaign.example = True
    db.session.commit()
    hidden = {path: asked_of_robots(client, path) for path in usual}
    assert {path: robots for path, robots in hidden.items() if robots != ("noindex",)} == {}
    assert len([path for path, robots in usual.items() if robots == ()]) > 14


def asked_of_robots(client: Client, path: str) -> tuple[str, ...] | None:
    """What a page asks of search engines; None of what is no page."""
    answer = client.get(path)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return None
    return tuple(re.findall('<meta name="robots" content="([^"]*)">', answer.text))


def test_a_page_for_one_person_says_nothing(site: Site, client: Client) -> None:
    drawn(site)
    sent = client.sign(AMELIE)
    (mail,) = site.deliver()
    for page in (sent, client.get(mail.link), client.get("/mail")):
        said = Crawled(page.text).said
        assert [name for name in said if "og:" in name or "itemprop" in name or "description" in name] == []
        assert said["name robots"] == "noindex"


@pytest.mark.parametrize("page", [f"/en/{SLUG}", f"/ar/{SLUG}/tally"])
def test_a_share_preview_as_a_crawler_reads_it(site: Site, client: Client, page: str) -> None:
    drawn(site)
    said = crawled(client, page)
    picture = said.pop("property og:image")
    assert re.fullmatch(rf"http://127.0.0.1:8000/(en|ar)/{SLUG}/shared/[0-9a-f]{{32}}\.png", picture)
    assert said["itemprop image"] == picture
    language, other = ("en_GB", "ar_SY") if page.startswith("/en") else ("ar_SY", "en_GB")
    title = "Clear the skies (clear-skies)" if page.startswith("/en") else said["property og:title"]
    assert {name: said[name] for name in sorted(said) if "og:" in name or "twitter" in name} == {
        "name twitter:card": "summary_large_image",
        "property og:description": said["name description"],
        "property og:image:alt": title,
        "property og:image:height": "630",
        "property og:image:type": "image/png",
        "property og:image:width": "1200",
        "property og:locale": language,
        "property og:locale:alternate": other,
        "property og:site_name": "127.0.0.1",
        "property og:title": title,
        "property og:type": "website",
        "property og:url": f"http://127.0.0.1:8000{page}",
    }


def test_updates_are_told_of_by_their_beginning(site: Site, client: Client) -> None:
    key = site_update(site)
    assert updates_queries.is_told(site.campaign.id)
    assert (
        crawled(client, f"/en/{SLUG}/updates/{key}")["name description"] == "It was read out in the Council."
    )
