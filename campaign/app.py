"""The application before any page is hung into it: settings and extensions."""

from flask import Flask

from campaign import extensions, web
from campaign.lib import limit_fallback
from campaign.paths import HERE, ROOT
from campaign.settings import Settings


def app_without_pages(settings: Settings, *, serving: bool = False) -> Flask:
    """An app with its database and its languages, for whoever needs no page of it: a restore, or `create_app`.

    `serving` is as `create_app` has it.
    """
    app = Flask("campaign", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=extensions.engine_options(
            on_file=settings.database_file is not None, web=serving
        ),
        MAX_CONTENT_LENGTH=web.MOST_BYTES,
        RATELIMIT_STORAGE_URI=f"{limit_fallback.SCHEME}://",
        RATELIMIT_STORAGE_OPTIONS={"url": settings.limits_url.url, "workers": settings.workers},
        # What the public reads and what organisers read are catalogs of their own: a language may have the first alone.
        BABEL_DOMAIN="desk;messages",
        BABEL_TRANSLATION_DIRECTORIES=";".join([str(HERE / "translations")] * 2),
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_I18N_ENABLED=False,  # all messages are ours; theirs would be read from the disk for each form
        TESTING=settings.testing,
    )
    extensions.init_extensions(app, ROOT / "migrations", database_file=settings.database_file)
    return app
