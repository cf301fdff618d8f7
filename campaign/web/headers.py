"""The headers of every answer."""

import re
from urllib.parse import quote

from flask import Response
from werkzeug.datastructures import Headers

from campaign.current import asked, noted, settings
from campaign.web.responses import Fields

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What anyone may mirror and check, a page elsewhere too: the log and the figures. Nothing here depends on who asks.
OPEN = re.compile(
    r"/[^/]+/(?:log(?:-\d+)?/.+|texts/.+|tally\.(?:json|csv)|letters/[^/]+/[^/]+\.pdf)|/countries\.json|/api/v1(?:/.*)?"
    r"|/[^/]+/[^/]+/(?:updates\.atom|updates/[^/]+\.md|badge\.svg|press/count\.svg|press/release\.txt)"
)
# Of what another site may show in a frame: no script, no form, nothing that a click could be stolen from.
FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
STANDING = [(name.lower(), (name, value)) for name, value in {**HEADERS, "Cache-Control": "no-store"}.items()]


def add_headers(response: Response) -> Response:
    """The same on every answer; nothing may be kept by anyone unless a page says so.

    None says when its file was written: a file that is made of figures would tell when they moved. One page may be
    framed, by the sites of `g.framers`.
    """
    headers, in_force, path = response.headers, settings(), asked().path
    framers = noted().get("framers")
    if framers is not None:
        headers["Content-Security-Policy"] = FRAMED + (" ".join(framers) or "'none'")
    there = {name.lower() for name, _ in headers}
    if "last-modified" in there:
        del headers["Last-Modified"]
    lacking = [pair for name, pair in STANDING if name not in there]
    if in_force.https and "strict-transport-security" not in there:
        lacking.append(("Strict-Transport-Security", "max-age=31536000"))
    if "access-control-allow-origin" not in there and OPEN.fullmatch(path):
        lacking.append(("Access-Control-Allow-Origin", "*"))
    _add_all(headers, lacking)
    if framers:
        del headers["X-Frame-Options"]  # it knows no list, and old browsers would obey it first
    if in_force.onion and _is_public_page(response):
        headers["Onion-Location"] = f"http://{in_force.onion}{quote(path)}"
    return response


def _add_all(headers: Headers, pairs: list[tuple[str, str]]) -> None:
    if isinstance(headers, Fields):
        headers.add_all(pairs)
    else:  # of an answer that Werkzeug made
        headers.extend(pairs)


def _is_public_page(response: Response) -> bool:
    """Whether this is a page for everyone. What a link in a mail leads to is told to no other address."""
    return response.mimetype == "text/html" and response.cache_control.public is not None
