"""What concerns every page is hung into the app."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from campaign.lib.caches import Shelf
from campaign.lib.languages import LANGUAGES, direction, tag
from campaign.web.admission import (
    refuse_cross_site,
    refuse_foreign_host,
    refuse_garbled,
    refuse_given_up,
)
from campaign.web.caching import keep_public
from campaign.web.errors import database_away, error_page, log_exception
from campaign.web.filters import (
    clock_time,
    colon,
    day,
    digits,
    in_line,
    instant,
    names,
    never,
    number,
    page_language,
    source_url,
    static_file,
)
from campaign.web.forwarded import Forwarded
from campaign.web.headers import add_headers
from campaign.web.near import init_near
from campaign.web.packing import pack_static
from campaign.web.requests import InMemory
from campaign.web.responses import Answer
from campaign.web.routes import RowNumber
from campaign.web.site_files import site_files
from campaign.web.translated import alternates, other_languages, speak_to_organisers, turn_to_language


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def init_web(app: Flask) -> None:
    """Hang everything below into the app."""
    settings = app.config["SETTINGS"]
    # Flask documents that its methods may be replaced so.
    app.wsgi_app = Forwarded(app.wsgi_app, hops=settings.trusted_proxies)  # type: ignore[method-assign]
    app.request_class = InMemory
    app.response_class = Answer
    _hang_into_templates(app)
    app.url_map.converters["int"] = RowNumber
    app.before_request(speak_to_organisers)
    app.before_request(refuse_foreign_host)
    app.before_request(refuse_given_up)
    app.before_request(refuse_garbled)
    app.before_request(refuse_cross_site)
    app.before_request(turn_to_language)
    app.after_request(keep_public)  # called last, when all headers are there
    app.after_request(add_headers)
    app.after_request(pack_static)
    app.register_blueprint(site_files)
    init_near(app)  # called before these, as they are for whatever is answered
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(OperationalError, database_away)
    app.ensure_sync = _as_it_is  # type: ignore[method-assign,assignment]  # as above: none of ours is asynchronous
    app.log_exception = log_exception  # type: ignore[method-assign]  # as above
    shelf = app.extensions["shelf"] = Shelf(app.wsgi_app, hosts=settings.hosts)
    app.wsgi_app = shelf  # type: ignore[method-assign]  # as above


def _hang_into_templates(app: Flask) -> None:
    """What every template may say and use."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        number=number,
        names=names,
        day=day,
        digits=digits,
        clock_time=clock_time,
        instant=instant,
        colon=colon,
        in_line=in_line,
    )
    app.jinja_env.globals.update(
        page_language=page_language,
        languages=LANGUAGES,
        direction=direction,
        tag=tag,
        static_file=static_file,
        source_url=source_url,
        never=never,
        other_languages=other_languages,
        alternates=alternates,
    )
