"""What is read, bound and sent without Werkzeug's own way of it comes out as by that."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask, Response
from flask import Request as FlaskRequest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from campaign.web.requests import URLENCODED, InMemory
from campaign.web.responses import Answer, Fields
from tests.cast import Site, in_force

signs = st.text(alphabet="ab=&+%4é0Cنور ;\0", max_size=40)


@given(signs)
def test_a_form_has_the_same_fields(body: str) -> None:
    assert_same(body.encode())


@pytest.mark.parametrize("body", [b"name=%E9", b"name=\xe9", b"%FF=1&name=a"])
def test_one_that_is_no_utf_8_too(body: bytes) -> None:
    assert_same(body)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=b", ""])
def test_a_body_that_is_no_such_form_too(kind: str) -> None:
    assert_same(b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nNour\r\n--b--\r\n', kind)


def assert_same(body: bytes, kind: str = URLENCODED) -> None:
    """That a request which took its body has the fields that Flask reads, and no files."""
    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    ours, theirs = (
        made({**environ, "wsgi.input": BytesIO(body + b"more")}) for made in (InMemory, FlaskRequest)
    )
    assert [ours.take_body(len(body)) for _ in range(2)] == [body, body]
    assert (ours.form, ours.files, ours.get_data()) == (theirs.form, theirs.files, body)


@pytest.mark.parametrize(
    ("host", "base_url"),
    [
        ("skies.example", "https://skies.example"),
        ("skies.example:80", "https://skies.example"),
        ("SKIES.example", "https://skies.example"),
        ("skies.example:80", "https://skies.example:80"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("other.example", "https://skies.example"),
        ("", "https://skies.example"),
    ],
)
@pytest.mark.parametrize("path", ["/en/skies", "/ar/\u0633\u0645\u0627", "//en//skies/"])
def test_an_address_is_bound_as_flask_binds_it(site: Site, host: str, base_url: str, path: str) -> None:
    with in_force(site.app, base_url=base_url):
        environ = EnvironBuilder(path=path, query_string="language=ar", method="POST").get_environ()
        environ["HTTP_HOST"] = host
        ours, theirs = InMemory(environ), InMemory(environ)
        bound: Any = site.app.create_url_adapter(ours)
        expected: Any = Flask.create_url_adapter(site.app, theirs)
    assert (vars(bound), ours.host) == (vars(expected), theirs.host)


@pytest.mark.parametrize("status", [200, 204, 304, 404])
@pytest.mark.parametrize(
    "field", [("X-Frame-Options", "DENY"), ("Location", "/en/é"), ("Content-Location", "/é")]
)
def test_an_answer_is_sent_with_the_same_headers(status: int, field: tuple[str, str]) -> None:
    environ = EnvironBuilder(path="/en/skies").get_environ()
    sent = []
    for kind in (Answer, Response):
        answer = kind("A page.", status=status, headers=[field])
        sent.append(answer.get_wsgi_headers(environ).to_wsgi_list())
    assert sent[0] == sent[1]


def test_several_headers_are_added_at_once() -> None:
    fields = Fields([("Vary", "Cookie")])
    fields.add_all([("X-Frame-Options", "DENY"), ("Cache-Control", "no-store")])
    assert list(fields) == list(
        Headers([("Vary", "Cookie"), ("X-Frame-Options", "DENY"), ("Cache-Control", "no-store")])
    )
