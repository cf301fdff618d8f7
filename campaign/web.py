"""What concerns every page: which requests are let in, whose network they come from, headers, errors, filters."""

from collections.abc import Callable, Hashable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import structlog
from flask import Flask, Response, abort, current_app, g, make_response, render_template, request
from flask_babel import get_locale, gettext
from jinja2 import StrictUndefined
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix

from campaign.config import Settings
from campaign.lib import clock, numerals
from campaign.lib.kept import Briefly, Shelf
from campaign.lib.languages import LANGUAGES, direction
from campaign.lib.networks import nearest, wider
from campaign.vault.sealing import NoRecipient
from campaign.vault.tags import NoTagKey, network_tag

log = structlog.get_logger()
MOST_BYTES = 64 * 1024
MOST_FIELDS = 40
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "strict-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


def settings() -> Settings:
    """The settings of the app that serves this request."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def init_web(app: Flask) -> None:
    """Hang everything below into the app."""
    hops = app.config["SETTINGS"].trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(number=number, day=day, clock_time=clock_time)
    app.jinja_env.globals.update(
        page_language=page_language, languages=LANGUAGES, direction=direction, static_file=static_file
    )
    app.before_request(refuse_garbled)
    app.before_request(know_network)
    app.before_request(refuse_cross_site)
    app.after_request(keep_public)  # called last, when all headers are there
    app.after_request(add_headers)
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(NoRecipient, nobody_to_seal_to)
    app.register_error_handler(NoTagKey, tag_key_lost)
    app.log_exception = log_exception  # type: ignore[method-assign]
    app.extensions["briefly"] = Briefly()
    app.wsgi_app = app.extensions["shelf"] = Shelf(app.wsgi_app)  # type: ignore[method-assign]


def static_file(name: str) -> str:
    """Its address, with what is in it: such a file may be kept for a year."""
    return f"/static/{name}?{_fingerprint(str(current_app.static_folder), name)}"


@cache
def _fingerprint(folder: str, name: str) -> str:
    return sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def page_language() -> str:
    """The language of the page being made: `en`, `ar`."""
    return str(get_locale()).split("_")[0]


def number(value: int) -> str:
    """Grouped, in the digits CLDR gives the language."""
    return numerals.number(value, get_locale())


def day(value: Any, *, year: bool = True) -> str:
    """A date in words."""
    return numerals.day(value, get_locale(), year=year)


def clock_time(value: Any) -> str:
    """Hours and minutes, UTC."""
    return numerals.clock_time(value, get_locale())


def refuse_garbled() -> None:
    """400 for text that isn't UTF-8, wherever it stands; 413 or 400 for bodies no form of ours sends."""
    path = request.environ.get("PATH_INFO", "").encode("latin-1", "replace")
    if b"\0" in path:
        abort(400)  # PostgreSQL can't even be asked for it
    _require_utf8(path)
    query = request.environ.get("QUERY_STRING", "").encode("latin-1", "replace")
    _require_utf8(unquote_to_bytes(query))
    if request.method not in {"POST", "PUT", "PATCH"}:
        return
    if request.headers.get("Transfer-Encoding"):
        abort(400)  # a body that doesn't say how long it is
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    body = request.get_data(cache=True, parse_form_data=False)
    if body and request.mimetype != "application/x-www-form-urlencoded" and not by_one_click():
        abort(400)
    if body.count(b"&") >= MOST_FIELDS:
        abort(400)
    _require_utf8(unquote_to_bytes(body.replace(b"+", b" ")))
    if any(len(values) > 1 for name, values in request.form.lists() if name != "country"):
        abort(400)  # a country given twice is answered at its field


def _require_utf8(raw: bytes) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError:
        abort(400)


def know_network() -> None:
    """Set the two keyed hashes that limits count by, once a request. The address itself is kept nowhere."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or g.get("network_of") is request.environ:
        return
    g.network_of = request.environ
    address, today = request.remote_addr or "", clock.today()
    near, wide = nearest(address), wider(address)
    g.network = network_tag(near, day=today)
    g.wider_network = network_tag(wide, day=today) if wide else None


def refuse_cross_site() -> None:
    """403 for a POST that another site's page sent."""
    if request.method != "POST" or by_one_click():
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = _origin(request.headers.get("Origin", ""))
    if site != "same-origin" and (site is not None or origin not in _own_origins()):
        g.cross_site = True
        abort(403)


def takes_one_click(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let mail programs post to a view what RFC 8058 says, whose address alone is the right to do so."""
    view.one_click = True  # type: ignore[attr-defined]
    return view


def by_one_click() -> bool:
    """Whether a mail program posts this for its reader: to a view that takes it, and nothing else in the body.

    It comes from the provider's server, as either kind of form, without the page's token, Origin or Sec-Fetch-Site.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, "one_click", False) or request.files:
        return False
    return dict(request.form.lists()) == {"List-Unsubscribe": ["One-Click"]}


def _own_origins() -> set[str]:
    base = settings().base_url
    origins = {_origin(base)}
    if settings().loopback:
        origins.add(_origin(request.host_url))
    return origins - {""}


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def add_headers(response: Response) -> Response:
    """The same on every answer; nothing may be kept by anyone unless a page says so."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if settings().base_url.startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def error_page(error: HTTPException, sentence: str | None = None) -> Response | tuple[str, int]:
    """One page for all errors, in words; the same body for everything that isn't found."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    code = error.code or 500
    response = make_response(render_template("error.html", code=code, sentence=sentence), code)
    if code == 503:
        response.headers["Retry-After"] = "60"
    if code == 405:
        response.headers.extend(error.get_headers(request.environ))
        response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


def database_away(error: OperationalError) -> Any:
    """503: nothing was stored, so nothing is thanked for; Retry-After says when to come again."""
    log.error("database away", endpoint=request.endpoint, problem=type(error.orig).__name__)
    return error_page(ServiceUnavailable())


def nobody_to_seal_to(_error: NoRecipient) -> Any:
    """503: what can't be sealed isn't stored."""
    log.error("nobody to seal to", endpoint=request.endpoint)
    sentence = gettext(
        "This site has no key yet that signers’ data is sealed with, so nothing was stored. Try again later."
    )
    return error_page(ServiceUnavailable(), sentence)


def tag_key_lost(error: NoTagKey) -> Any:
    """503: under a new key, who has signed could sign again (rule 2)."""
    log.error("tag key lost", slug=str(error))
    sentence = gettext(
        "This site has lost a key that it needs for signatures, so nothing was stored. Try again later."
    )
    return error_page(ServiceUnavailable(), sentence)


def log_exception(exc_info: Any) -> None:
    """What went wrong and where, without the address of the request, which may be a signer's link."""
    problem, trace = exc_info[0], exc_info[2]
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    log.error("request failed", endpoint=request.endpoint, problem=problem.__name__, where=where)


def briefly(key: Hashable, make: Callable[[], Any]) -> Any:
    """What `make` gives, at most two seconds old: for facts that are public and that every request asks for."""
    kept: Briefly = current_app.extensions["briefly"]
    return kept.get(key, make, seconds=0 if settings().testing else min(2, settings().sequence_seconds))


def public_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose 200 is the same bytes for everyone: no cookie, no query, nothing about who asks.

    It is kept in memory for a second or two, and by browsers and proxies for an interval.
    """

    @wraps(view)
    def marked(**arguments: Any) -> Response:
        g.public = True
        return make_response(view(**arguments))

    return marked


def keep_public(response: Response) -> Response:
    """Let a public page be cached, and put it on the shelf."""
    if not g.get("public") or response.status_code != 200:
        return response
    seconds = settings().sequence_seconds
    response.headers["Cache-Control"] = (
        f"public, max-age={seconds}, stale-while-revalidate={seconds}, stale-if-error=86400"
    )
    if request.method == "GET" and not request.query_string and not settings().testing:
        headers = [(name, value) for name, value in response.headers if name != "Content-Length"]
        shelf: Shelf = current_app.extensions["shelf"]
        packed = shelf.put(
            (request.host, request.environ["PATH_INFO"]),
            response.get_data(),
            headers,
            seconds=min(2, seconds),
        )
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.set_data(packed)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
    return response
