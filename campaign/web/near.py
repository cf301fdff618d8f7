"""A link that went through a program or a hand: where it leads to nothing, what it is near to may be what was meant.

Programs that make plain text clickable take a sign too many into a link or leave one out; people type capitals, or the
name of a campaign alone. Only an address that leads to nothing by itself is looked at again. What it is near to is
asked for as anybody could ask: so nobody is told of what they couldn't open, and what leads nowhere stays a 404.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import Context
from itertools import islice
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.test import run_wsgi_app

from campaign.current import asked
from campaign.lib.pasted import bare
from campaign.lib.tokens import AT_THE_EDGES
from campaign.web.problems import is_for_programs

Spellings = Callable[[str], Iterable[str]]

LOOKED_AT = "campaign.looked_at"  # an address that was asked for here is looked at once
MOST = 6  # other addresses asked for in the place of one
LONGEST = 400
PLAIN = re.compile(r"/[A-Za-z0-9_./-]+")
"""What addresses of ours consist of: at any other sign something else begins, a tag or the words behind a link."""
NEVER_FIRST = re.compile(r"^[^A-Za-z0-9]+")
NEVER_AT_AN_END = "._-/"
SHORTENED = frozenset({31, 35})  # a token that has lost the sign at its end, as those of before do


def init_near(app: Flask) -> None:
    """Look at what leads nowhere."""
    app.config["NEAR_SPELLINGS"] = [_without_signs, _with_the_sign_lost, _in_small_letters]
    app.after_request(lead_on)


def add_spellings(app: Flask, spellings: Spellings) -> None:
    """Let a room say which other addresses may be meant."""
    app.config["NEAR_SPELLINGS"].append(spellings)


def lead_on(response: Response) -> Response:
    """To the page that was meant, where there is one."""
    if response.status_code not in {404, 405} or asked().method not in {"GET", "HEAD"} or is_for_programs():
        return response
    return to_what_was_meant() or response


def to_what_was_meant() -> Response | None:
    """The redirect to the page that this address is near to; None where there is none, or while one is looked for."""
    parts = request.path.split("/")
    if LOOKED_AT in request.environ or len(request.path) > LONGEST or "." in parts or ".." in parts:
        return None
    for path in islice(_others(request.path), MOST):
        if where := _where_it_leads(path):
            meant = redirect(where)
            meant.headers["Vary"] = "Accept-Language"
            return meant  # type: ignore[return-value]  # Flask makes it of its own class
    return None


def _others(path: str) -> Iterator[str]:
    """Other addresses that pages stand at, each once, the likeliest first."""
    seen = {path}
    for spellings in current_app.config["NEAR_SPELLINGS"]:
        for other in spellings(path):
            if other not in seen and is_page(other):
                seen.add(other)
                yield other


def is_page(path: str) -> bool:
    """Whether a page can stand there at all."""
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]  # in a request
    except HTTPException:
        return False
    return True


def _where_it_leads(path: str) -> str | None:
    """The address to send the reader to, on this site; None where nothing stands."""
    environ = {
        **request.environ,
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        LOOKED_AT: True,
    }
    for ours in [key for key in environ if key.startswith(("werkzeug.", "flask."))]:
        del environ[ours]
    # In a context of its own, as a server gives it: a page that is kept must not be made in the language of this one.
    status, headers = Context().run(_answer, current_app.wsgi_app, environ)
    if not status.startswith(("2", "3")):
        return None
    further = str(headers.get("Location", ""))
    on_site = further.startswith("/") and not further.startswith("//")
    return further if on_site else quote(path)


def _answer(app: Any, environ: dict[str, Any]) -> tuple[str, Any]:
    body, status, headers = run_wsgi_app(app, environ)
    if hasattr(body, "close"):
        body.close()
    return status, headers


def _without_signs(path: str) -> Iterator[str]:
    """Without blanks, brackets and punctuation around its last part, and without a / at its end."""
    before, _, last = path.rstrip("/").rpartition("/")
    if plain := bare(last):
        yield f"{before}/{plain}"
        cut = PLAIN.match(f"{before}/{NEVER_FIRST.sub('', plain)}")
        if cut and not cut[0].endswith(
            "/"
        ):  # a part that has no sign of ours isn't one with too many behind it
            yield cut[0].rstrip(NEVER_AT_AN_END)


def _in_small_letters(path: str) -> Iterator[str]:
    """Of what has one part alone, which tells nothing of a draft."""
    part = path.strip("/")
    if "/" not in part and (plain := bare(part)) and "/" not in plain:
        yield f"/{plain.lower()}"


def _with_the_sign_lost(path: str) -> Iterator[str]:
    before, _, token = path.rpartition("/")
    if len(token) in SHORTENED:
        yield from (f"{before}/{token}{sign}" for sign in AT_THE_EDGES)
