"""The headers of every answer."""

import re
from urllib.parse import quote

from flask import Response, g, request

from campaign.current import settings

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


def add_headers(response: Response) -> Response:
    """The same on every answer; nothing may be kept by anyone unless a page says so.

    None says when its file was written: a file that is made of figures would tell when they moved. One page may be
    framed, by the sites of `g.framers`.
    """
    response.headers.pop("Last-Modified", None)
    framers = g.get("framers")
    if framers is not None:
        response.headers["Content-Security-Policy"] = FRAMED + (" ".join(framers) or "'none'")
    there = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in there:
            response.headers.add(name, value)
    if framers:
        del response.headers["X-Frame-Options"]  # it knows no list, and old browsers would obey it first
    if OPEN.fullmatch(request.path):
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
    response.headers.setdefault("Cache-Control", "no-store")
    if settings().onion and _is_public_page(response):
        response.headers["Onion-Location"] = f"http://{settings().onion}{quote(request.path)}"
    if settings().https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _is_public_page(response: Response) -> bool:
    """Whether this is a page for everyone. What a link in a mail leads to is told to no other address."""
    return response.mimetype == "text/html" and response.cache_control.public is not None
