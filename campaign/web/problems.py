"""Errors for programs: problem details (RFC 9457), each with a sentence."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from flask import Response, request

FOR_PROGRAMS = "/api/v1"
MIMETYPE = "application/problem+json"
COME_AGAIN = "60"  # seconds
READ_ONLY = ("GET", "HEAD", "OPTIONS")
SENTENCES = {
    400: "Something in the request is garbled. Nothing was read.",
    403: "A page of another site sent this form. Here everything is read by GET.",
    404: "There is nothing here. The address may be mistyped, or the campaign isn't public.",
    405: "Here everything is read, by GET, HEAD or OPTIONS, and nothing is changed.",
    408: "The request did not arrive complete within ten seconds.",
    410: "The people who published this text took it down. Its hash stays in the log.",
    413: "The request is too large. A question to this address has no body.",
    429: "Too many requests from your network. Wait a minute and try again.",
    503: "This can't be read right now. Try again in a minute.",
}
OTHERWISE = "Something went wrong on our side. Try again in a minute."


def is_for_programs() -> bool:
    """Whether programs read what is asked for, so that no page is of use."""
    return f"{request.path}/".startswith(f"{FOR_PROGRAMS}/")


def problem(code: int, methods: Sequence[str] = ()) -> Response:
    """The error as JSON; of 405 `methods` are those that the address takes."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": SENTENCES.get(code, OTHERWISE),
    }
    response = Response(json.dumps(said), status=code, content_type=MIMETYPE)
    if code == 503:
        response.headers["Retry-After"] = COME_AGAIN
    if code == 405:
        response.headers["Allow"] = ", ".join(methods or READ_ONLY)
    return response
