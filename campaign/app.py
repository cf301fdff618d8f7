"""The application before any page is hung into it: settings and extensions."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.ctx import RequestContext
from flask.templating import Environment
from werkzeug.routing import MapAdapter

from campaign import extensions, writers
from campaign.paths import HERE, ROOT
from campaign.settings import Settings
from campaign.tables import load_tables
from campaign.web.bodies import FORM

STRIPPED = (":80", ":443")  # by Werkzeug, of a host, by the scheme that a proxy speaks with us


class Site(Flask):
    """An app to which `later` things are hung, in their order, once something of them is asked for.

    A command asks for no page, and most of them for nothing that a room above tells one below. So it needn't import
    what makes pages.
    """

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self.later: list[Callable[[Flask], None]] = []
        self.is_hanging = False
        self.extensions = Told(self)

    def hang_next(self) -> bool:
        """Hang in the next thing; False where all are there."""
        if not self.later:
            return False
        was_hanging, self.is_hanging = self.is_hanging, True
        try:
            self.later.pop(0)(self)
        finally:
            self.is_hanging = was_hanging
        return True

    def complete(self) -> None:
        """Hang in whatever isn't yet."""
        while self.hang_next():
            pass

    @property
    def jinja_env(self) -> Environment:
        """The templates', with what pages have in them; to what is just being hung in, as they are so far."""
        if not self.is_hanging:
            self.complete()
        return super().jinja_env

    def request_context(self, environ: dict[str, Any]) -> RequestContext:
        """Of a request, which may be for any page."""
        if self.later:
            self.complete()
        return super().request_context(environ)

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """As Flask has it; without a look at each letter of the host where it is just the one of the settings."""
        place = self.config["SETTINGS"].authority
        if request is None or request.environ.get("HTTP_HOST") != place or place.endswith(STRIPPED):
            return super().create_url_adapter(request)
        request.host = place
        return MapAdapter(
            self.url_map,
            place,
            request.environ.get("SCRIPT_NAME", ""),
            "",
            request.scheme,
            request.environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace"),
            request.method,
            request.query_string.decode(errors="replace"),
        )


class Told(dict[str, Any]):
    """What rooms tell the app; what isn't there yet may be among what hangs later."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self._site = site

    def __missing__(self, key: str) -> Any:
        while self._site.hang_next():
            if key in self:
                return self[key]
        raise KeyError(key)


def speak(app: Flask) -> None:
    """Its languages, which a command that says no word of a page needn't load."""
    from campaign import spoken

    spoken.init_app(app)


def app_without_pages(settings: Settings, *, serving: bool = False) -> Site:
    """An app with its database and its languages, for whoever needs no page of it: a restore, or `create_app`.

    `serving` is as `create_app` has it.
    """
    app = Site("campaign", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=writers.engine_options(on_file=settings.database_file is not None),
        MAX_CONTENT_LENGTH=FORM.most_bytes,
        # What the public reads and what organisers read are catalogs of their own: a language may have the first alone.
        BABEL_DOMAIN="desk;messages",
        BABEL_TRANSLATION_DIRECTORIES=";".join([str(HERE / "translations")] * 2),
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_I18N_ENABLED=False,  # all messages are ours; theirs would be read from the disk for each form
        TESTING=settings.testing,
    )
    app.extensions[extensions.TABLES] = load_tables
    extensions.init_extensions(app, ROOT / "migrations", database_file=settings.database_file)
    app.later = [speak]
    if serving:
        extensions.answer_visitors(app)
    return app
