"""How answers are asked for again: tags, HEAD, OPTIONS, queries that change nothing."""

import pytest

from campaign.lib.caches import Shelf
from campaign.lib.hosts import OwnHosts
from tests.api.shapes import HERE, Reader
from tests.api.test_answers import everything
from tests.cast import AMELIE, Client, Site

PATH = f"/api/v1{HERE}"


def test_each_answer_has_a_tag_that_brings_304(full: Site, client: Client) -> None:
    for path in [*everything(full), "/openapi.json"]:
        first = client.get(f"/api/v1{path}")
        tag = first.headers["ETag"]
        assert tag.startswith('W/"')
        again = client.get(f"/api/v1{path}", headers={"If-None-Match": tag})
        assert (path, again.status_code, again.data) == (path, 304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_the_tag_changes_with_the_answer(site: Site, client: Client) -> None:
    tag = client.get(PATH).headers["ETag"]
    site.signed(AMELIE)
    site.number()
    answer = client.get(PATH, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json["total"]) == (200, 1)
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("named", ['"other"', 'W/"other", "another"', "garbled"])
def test_another_tag_brings_the_answer(client: Client, named: str) -> None:
    assert client.get(PATH, headers={"If-None-Match": named}).status_code == 200


def test_head_has_the_same_headers_and_no_body(client: Client) -> None:
    whole, head = client.get(PATH), client.send("HEAD", PATH)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_page_of_another_site_may_send_a_tag(client: Client) -> None:
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.send("OPTIONS", PATH, headers=asked)
    told = {name: value for name, value in answer.headers.items() if name.startswith("Access-Control")}
    assert (answer.status_code, told) == (
        200,
        {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Expose-Headers": "ETag",
            "Access-Control-Max-Age": "86400",
        },
    )


def test_a_query_changes_nothing(full: Site, client: Client) -> None:
    for path in everything(full):
        plain = client.get(f"/api/v1{path}")
        for query in ("?page=2", "?language=ar", "?after=x&limit=1000"):
            assert (path, client.get(f"/api/v1{path}{query}").data) == (path, plain.data)


def test_no_answer_has_a_cookie_or_depends_on_who_asks(full: Site, client: Client) -> None:
    theirs = {"Accept-Language": "ar", "Cookie": "session=x", "Accept": "text/html"}
    for path in everything(full):
        plain, other = client.get(f"/api/v1{path}"), client.get(f"/api/v1{path}", headers=theirs)
        assert (path, other.data, other.headers.get("Set-Cookie")) == (path, plain.data, None)


def test_what_is_kept_leaves_tags_to_the_app(reader: Reader) -> None:
    shelf = Shelf(lambda *_: [b"asked"], hosts=OwnHosts("https://skies.example.org"))
    shelf.put("/tagged", b"kept", [("ETag", 'W/"1"')], seconds=60)
    shelf.put("/plain", b"kept", [], seconds=60)

    def asked(path: str, **more: str) -> bytes:
        environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "skies.example.org", "PATH_INFO": path, **more}
        return b"".join(shelf(environ, lambda *_: None))

    assert (asked("/tagged"), asked("/plain")) == (b"kept", b"kept")
    named = {"HTTP_IF_NONE_MATCH": 'W/"1"'}
    assert (asked("/tagged", **named), asked("/plain", **named)) == (b"asked", b"kept")
