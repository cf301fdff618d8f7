"""Requests that no browser of ours sends: 400, 404 or 413, never a 500 (architecture.md, cases 12 and 13)."""

import re
from collections import defaultdict
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import request

from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.choosing import part_of
from tests.tables import dump

POST = f"/en/{SLUG}/submissions"
FORM = "application/x-www-form-urlencoded"
LIMIT = 64 * 1024


def test_a_path_or_query_that_is_no_utf_8_is_400(site: Site, client: Client) -> None:
    paths = ["/en/\x91", "/\xff/tally.json", "/en/c/\xc3", "/en/\xed\xa0\x80", "/en/\xc0\xaf", "/static/\x91", "/en/\0",
             "/\0/tally.json", f"/{SLUG}/texts/\0", "/en/c/\0", "/static/\0", "/en/p/\0"]  # fmt: skip
    answers = [client.get("/", environ_overrides={"PATH_INFO": path}) for path in paths]
    queries = ["x=%91", "%ff", "a=1&b=%ed%a0%80", "\x91", "who=a%00b"]
    answers += [client.get(f"/en/{SLUG}", environ_overrides={"QUERY_STRING": query}) for query in queries]
    assert [answer.status_code for answer in answers] == [400] * 17
    assert {heading(answer.text) for answer in answers} == {"We couldn’t read this request"}


@pytest.mark.parametrize("name", ["If-Modified-Since", "If-Range"])
def test_a_date_beyond_all_calendars_is_400_and_what_is_no_date_is_passed_over(
    site: Site, client: Client, name: str
) -> None:
    for path in ("/static/verify.py", f"/api/v1/campaigns/{SLUG}", f"/en/{SLUG}"):
        dates = [
            f"Mon, {'9' * 20} Jan 2020 00:00:00 GMT",
            f"Mon, 01 Jan 2020 {'9' * 20}:00:00 GMT",
            "no date",
            '"9" * 20',
        ]
        answers = [client.get(path, headers={name: date, "Range": "bytes=0-9"}) for date in dates]
        assert [answer.status_code // 100 for answer in answers] == [4, 4, 2, 2]


def test_a_body_that_is_no_utf_8_is_400(site: Site, client: Client) -> None:
    (letter_path,) = [letter.path for letter in [signed(site, client)]]
    before = dump()
    bodies = [b"name=%91", b"name=\x91", b"%91=x", b"name=%ED%A0%80", b"name=Nour&email=%C0%AF", b"\xff\xfe"]
    for path in (POST, f"{letter_path}/correction", f"{letter_path}/confirmation"):
        answers = [client.post(path, body, content_type=FORM) for body in bodies]
        assert [answer.status_code for answer in answers] == [400] * 6
        assert {heading(answer.text) for answer in answers} == {"We couldn’t read this request"}
    assert dump() == before


ODD = [
    "-1", str(2**63), str(10**400), "0", "None", "نور", "%2e%2e", "..", "a" * 5_000, "1e9", "%00x", "'", "\\",
]  # fmt: skip


def test_ids_that_can_be_none_are_404_on_every_route(site: Site, client: Client) -> None:
    for path in part_of(paths_with(site, ODD), 3):
        answer = client.get(path)
        assert (path[:80], answer.status_code) in {
            (path[:80], 404),
            (path[:80], 400 if "%00" in path else 404),
        }


def test_a_post_to_any_of_them_is_no_500_either(site: Site, client: Client) -> None:
    before = dump()
    for odd in ("-1", str(10**400), "نور", "..", "%00"):
        for path in (f"/en/{odd}/submissions", f"/en/c/{odd}/confirmation", f"/en/c/{odd}/correction"):
            fields = {"token": client.token(), **AMELIE.typed()}
            assert (path[:60], client.post(path, fields).status_code) == (
                path[:60],
                400 if odd == "%00" else 404,
            )
            fields["token"] = "\0" * 64
            refused = 404 if path.endswith("submissions") else 403
            assert client.post(path, fields).status_code == (400 if odd == "%00" else refused)
    assert dump() == before


def test_hidden_fields_with_nonsense_change_nothing(site: Site, client: Client) -> None:
    for number, nonsense in enumerate(("\0" * 64, "x", "نور" * 30, "f" * 64, "../" * 20, "-1")):
        fields = {"text": nonsense, "replaces": nonsense, "meant": nonsense, "updates": nonsense}
        sent = client.sign(NOUR, email=f"nour{number}@example.org", **fields)
        assert (nonsense, sent.status_code) == (nonsense, 200)
    assert {row[-5:][0] for row in dump()["submissions"]} != set()


def test_a_body_past_every_form_of_ours_is_not_even_parsed(site: Site, client: Client) -> None:
    parsed: list[bool] = []
    site.app.after_request_funcs.setdefault(None, []).append(
        lambda response: parsed.append("form" in vars(request)) or response
    )
    fields = "&".join(f"{number:x}=" for number in range(10_000))
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="a{n}"\r\n\r\n1\r\n' for n in range(1_001))
    small = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nNour\r\n--x--\r\n'
    multipart, json = "multipart/form-data; boundary=x", "application/json"
    cases: list[tuple[Any, str | None, int]] = [
        (b"name=" + b"a" * (LIMIT - 4), FORM, 413),
        (b"a" * (50 * LIMIT), FORM, 413),
        (fields.encode(), FORM, 400),
        (b"&" * LIMIT, FORM, 400),
        ((parts + "--x--\r\n").encode(), multipart, 400),
        (small.encode(), multipart, 400),
        (b"[" * 10_000, json, 400),
        (b'{"name": "Nour"}', json, 400),
        (b"name=Nour", "text/plain", 400),
        (b"name=Nour", None, 400),
    ]
    before = dump()
    for body, kind, status in cases:
        answer = client.post(POST, body, content_type=kind)
        assert (body[:20], kind, answer.status_code) == (body[:20], kind, status)
    assert parsed == [False] * len(cases)
    assert dump() == before


def test_a_body_too_long_is_not_even_read(site: Site, client: Client) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("read although too long")

        readline = readlines = __iter__ = read

    for length in (LIMIT + 1, 10**9, 10**18):
        answer = client.post(
            POST, content_type=FORM, environ_overrides={"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
        )
        assert (answer.status_code, heading(answer.text)) == (413, "That was too large")


def test_a_body_that_ends_before_its_announced_length_is_400_on_every_post(
    site: Site, client: Client
) -> None:
    """Whether or not the server says that what it hands over is all there is (`wsgi.input_terminated`)."""
    letter = signed(site, client)
    sent = urlencode({"token": client.token(letter.path), **AMELIE.typed()}).encode()
    before = dump()
    for path in posts(site, letter.path):
        for cut in (sent[:-1], sent[:20], b""):
            for server in ({"wsgi.input_terminated": True}, {}):
                answer = client.post(
                    path,
                    content_type=FORM,
                    environ_overrides={
                        "CONTENT_LENGTH": str(len(sent)),
                        "wsgi.input": BytesIO(cut),
                        **server,
                    },
                )
                assert (path, answer.status_code, heading(answer.text)) == (
                    path, 400, "We couldn’t read this request",
                )  # fmt: skip
    assert without_refusals(dump()) == without_refusals(before)
    assert client.press(letter.link, "confirmation").status_code == 200


def posts(site: Site, link: str) -> set[str]:
    """Every address of the site that takes a POST, that of a link that waits among them; the desk's by its rules."""
    good = defaultdict(lambda: "1", language="en", slug=SLUG, token=link.rpartition("/")[2])
    rules = [rule for rule in site.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda match: good[match[1]], rule.rule) for rule in rules}


def without_refusals(tables: Any) -> Any:
    return {name: rows for name, rows in tables.items() if name != "refusals"}


def test_the_longest_body_that_may_be_sent_is_read(site: Site, client: Client) -> None:
    token = f"token={client.token()}&name=".encode()
    answer = client.post(POST, token + b"a" * (LIMIT - len(token)), content_type=FORM)
    assert answer.status_code == 422


def test_a_key_given_twice_is_400(site: Site, client: Client) -> None:
    before = dump()
    typed = {"token": client.token(), **AMELIE.typed()}
    for name in ("token", "name", "email", "consent", "updates", "website", "text", "replaces", "unknown"):
        answer = client.post(POST, {**typed, name: [typed.get(name, "x"), "y"]})
        assert (name, answer.status_code) == (name, 400)
    assert dump() == before


def test_a_body_of_no_told_length_is_400(site: Site, client: Client) -> None:
    answer = client.post(POST, AMELIE.typed(), headers={"Transfer-Encoding": "chunked"})
    assert (answer.status_code, heading(answer.text)) == (400, "We couldn’t read this request")


def signed(site: Site, client: Client) -> Any:
    client.sign(NOUR)
    (letter,) = site.deliver()
    return letter


def paths_with(site: Site, odd: list[str], *, desk: bool = False) -> list[str]:
    """Each public address of the site, or each of the desk, with one of its variable parts turned into each odd one."""
    good = {"language": "en", "slug": SLUG, "token": "x" * 32, "sha256": "f" * 64, "filename": "x"}
    found = []
    for rule in site.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith("/desk") != desk:
            continue
        for part in rule.arguments:
            for value in odd:
                given = {**dict.fromkeys(rule.arguments, "1"), **good, part: value}
                found.append(
                    re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda match, given=given: given[match[1]], rule.rule)
                )
    return found
