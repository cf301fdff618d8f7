"""What granian says of a request, as WSGI (PEP 3333) wants it."""

import sys
from io import BytesIO
from typing import Any

from campaign.web.bodies import GAVE_UP

ALWAYS: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "granian",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
# Headers by which something is decided: where one of them is no text, the request is garbled.
DECIDING = frozenset(
    {"host", "origin", "referer", "sec-fetch-site", "x-forwarded-for", "x-forwarded-proto", "content-length",
     "transfer-encoding"}
)  # fmt: skip
GARBLED = "\ufffd"  # what granian puts in the place of bytes that are no UTF-8


def environ_of(scope: Any) -> dict[str, Any]:
    """The environment of a request whose body isn't read yet.

    A header with an underscore in its name is dropped: in this form it could not be told from one with a hyphen, which
    a proxy of ours sets.
    """
    server, _, port = scope.server.rpartition(":")
    environ = {
        **ALWAYS,
        "REQUEST_METHOD": scope.method,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "PATH_INFO": _path(scope.path),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "HTTP_HOST": "",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    _add_headers(environ, scope.headers)
    return environ


def _add_headers(environ: dict[str, Any], headers: Any) -> None:
    """Each under its name in capitals; one that is sent more than once with all its values."""
    seen: dict[str, str] = {}
    for name, value in headers.items():
        if name not in seen:
            seen[name] = value
        else:
            seen[name] += ("; " if name == "cookie" else ",") + value
    if DECIDING.intersection(headers.keys()).difference(seen):  # `items` leaves out what is no text
        environ[GAVE_UP] = 400
    for name, value in seen.items():
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name == "content-length":
            environ["CONTENT_LENGTH"] = value
        elif "_" not in name:
            environ["HTTP_" + name.upper().replace("-", "_")] = value


def _path(path: str) -> str:
    """Bytes as WSGI carries them; a path that was no UTF-8 stays one that is none, so that the app says so."""
    return "\xff" if GARBLED in path else path.encode().decode("latin-1")
