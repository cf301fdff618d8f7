"""Which requests are let in."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import abort
from werkzeug.http import parse_date

from campaign.current import asked, noted, running_app, settings
from campaign.lib.hosts import plain_site
from campaign.web.bodies import FORM, GAVE_UP, UPLOAD, WITH_BODY, is_upload
from campaign.web.requests import URLENCODED, InMemory

MOST_BYTES = FORM.most_bytes
MOST_FIELDS = 40
DESK, MOST_DESK_FIELDS = "/desk/", 1_000  # a country a box
SITE = re.compile("[^/?#]*//[^/?#]*")
DATED = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE")


def refuse_given_up() -> None:
    """What the server says of a request that it waited for in vain: 400, 408, 413 or 503."""
    if status := asked().environ.get(GAVE_UP):
        abort(status)


def refuse_garbled() -> None:
    """400 for text that isn't UTF-8, wherever it stands, and for a date beyond all calendars; 413 or 400 for bodies no
    form of ours sends, 400 for one that ended before its announced length.
    """
    request = asked()
    environ = request.environ
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace")
    query = unquote_to_bytes(environ.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if b"\0" in path + query:
        abort(400)  # PostgreSQL can't even be asked for it
    _require_utf8(path)
    _require_utf8(query)
    for name in DATED:
        if name in environ:
            _require_bounded(environ[name])
    if request.method not in WITH_BODY:
        return
    if environ.get("HTTP_TRANSFER_ENCODING"):
        abort(400)  # a body that doesn't say how long it is
    length = request.content_length or 0
    takes_files = is_upload(request.path)
    if length > (UPLOAD if takes_files else FORM).most_bytes:
        abort(413)
    request.max_content_length = length
    assert isinstance(request, InMemory)
    body = request.take_body(length)
    if len(body) != length:
        abort(400)  # some servers hand over what came, and don't tell that it is cut
    if takes_files and request.mimetype == "multipart/form-data":
        return  # whoever isn't signed in is refused before anything of it is read
    if body and request.mimetype != URLENCODED and not by_one_click():
        abort(400)
    at_desk = request.path.startswith(DESK)
    if body.count(b"&") >= (MOST_DESK_FIELDS if at_desk else MOST_FIELDS):
        abort(400)
    _require_utf8(unquote_to_bytes(body.replace(b"+", b" ")))
    if at_desk:
        return
    if any(len(values) > 1 for name, values in request.form.lists() if name != "country"):
        abort(400)  # a country given twice is answered at its field


def _require_bounded(date: str) -> None:
    """Werkzeug passes over what is no date, but not over a day of twenty digits."""
    try:
        parse_date(date)
    except OverflowError:
        abort(400)


def _require_utf8(raw: bytes) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError:
        abort(400)


def refuse_foreign_host() -> None:
    """400 for a Host that isn't ours, on every path: a page that is ours is kept by its path alone."""
    if asked().environ.get("HTTP_HOST", "") not in settings().hosts:
        abort(400)


def refuse_cross_site() -> None:
    """403 for a POST that another site's page sent (architecture.md, rule 8)."""
    request = asked()
    if request.method != "POST" or by_one_click():
        return
    g = noted()
    g.unmarked = is_ours = False
    match [request.environ.get(name) for name in ("HTTP_SEC_FETCH_SITE", "HTTP_ORIGIN", "HTTP_REFERER")]:
        case [str(site), _, _]:
            is_ours = site == "same-origin"
        case [None, str(origin), _]:
            is_ours = _origin(origin) in _own_origins()
        case [None, None, str(referer)] if referer:
            is_ours = _origin(referer) in _own_origins()
        case _:
            # Some browsers and proxies say nothing. As nothing is bound to a cookie, the form's signed token counts.
            g.unmarked = is_ours = True
    if not is_ours:
        g.cross_site = True
        abort(403)


def is_unmarked() -> bool:
    """Whether this is a form that was let in although nothing says which page sent it."""
    return bool(noted().get("unmarked"))


def takes_one_click(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let mail programs post to a view what RFC 8058 says, whose address alone is the right to do so."""
    view.one_click = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def by_one_click() -> bool:
    """Whether a mail program posts this for its reader: to a view that takes it, and nothing else in the body.

    It comes from the provider's server, as either kind of form, without the page's token, Origin or Sec-Fetch-Site.
    """
    request = asked()
    view = running_app().view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, "one_click", False) or request.files:
        return False
    return dict(request.form.lists()) == {"List-Unsubscribe": ["One-Click"]}


def _own_origins() -> set[str]:
    origins = {settings().base_url}
    if settings().loopback:
        origins.add(_origin(asked().host_url))
    return origins - {""}


def _origin(url: str) -> str:
    """The plain form of the site that an address is of; empty for one that is of none."""
    site = SITE.match(url)
    try:
        return plain_site(site[0]) if site else ""
    except ValueError:
        return ""
