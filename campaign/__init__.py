"""Petitions and calls to action whose count anyone can check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from campaign.config import Settings

HERE = Path(__file__).parent
# Installed from a wheel the three folders lie inside the package, in a clone beside it.
ROOT = HERE if (HERE / "templates").is_dir() else HERE.parent


def create_app(settings: Settings | None = None, *, serving: bool = False) -> Flask:
    """The whole site for these settings, or for those of the environment. Raises config.BadSetting.

    `serving` is for processes that answer visitors: they wait less long for the database than the worker and commands.
    """
    # Imported here: an organiser's computer imports this package too, and need not have what a site needs.
    from flask import Flask

    from campaign import config, extensions, web
    from campaign.lib import limit_fallback
    from campaign.vault.keys import secret

    settings = settings or config.load()
    app = Flask("campaign", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=secret(settings.keys, "forms"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=extensions.engine_options(settings.database_url, web=serving),
        TRUSTED_HOSTS=["localhost", "127.0.0.1", "[::1]"] if settings.loopback else [settings.host],
        MAX_CONTENT_LENGTH=web.MOST_BYTES,
        RATELIMIT_STORAGE_URI=f"{limit_fallback.SCHEME}://",
        RATELIMIT_STORAGE_OPTIONS={"url": settings.limits_url, "workers": settings.workers},
        BABEL_TRANSLATION_DIRECTORIES=str(HERE / "translations"),
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_I18N_ENABLED=False,  # all messages are ours; theirs would be read from the disk for each form
        TESTING=settings.testing,
    )
    extensions.init_extensions(app, ROOT / "migrations")
    web.init_web(app)
    register_rooms(app)
    return app


def register_rooms(app: Flask) -> None:
    """Every room with pages."""
    from campaign.mail.views import mail_folder
    from campaign.missions.views import missions
    from campaign.releases import log_views, verify_views  # noqa: F401 - they add their pages
    from campaign.releases.views import releases
    from campaign.running.near import ByAddress
    from campaign.running.views import running
    from campaign.signing import kept_views, link_views, privacy_views, refused, updates_views  # noqa: F401 - as above
    from campaign.signing.views import signing

    for blueprint in (mail_folder, releases, missions, signing, running):
        app.register_blueprint(blueprint)
    app.wsgi_app = ByAddress(app.wsgi_app, host=app.config["SETTINGS"].authority)  # type: ignore[method-assign]
