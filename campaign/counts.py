"""Where posts are counted. What counts them takes long to import, and commands count none."""

from flask import Flask, current_app, g
from flask_limiter import Limiter
from limits.storage import Storage

from campaign.lib import limit_fallback

LIMITER = "limiter"  # where Flask-Limiter keeps itself


def _network_key() -> str:
    return str(g.network)


class Counts(Limiter):
    """Its storage and its windows, and none of its own looks at requests: `limits/budgets.py` counts them."""

    def init_app(self, app: Flask) -> None:
        """Make the storage that the settings name."""
        settings = app.config["SETTINGS"]
        app.config["RATELIMIT_STORAGE_URI"] = f"{limit_fallback.SCHEME}://"
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {
            "url": settings.limits_url.url,
            "workers": settings.workers,
        }
        app.extensions[LIMITER] = {self}  # to whom it knows it adds no hooks
        super().init_app(app)

    @property
    def storage(self) -> Storage:
        """As Flask-Limiter has it; a command that asks has an app without pages, in which nothing was counted yet."""
        if self._storage is None:
            self.init_app(current_app._get_current_object())  # type: ignore[attr-defined]  # of the proxy
        return super().storage


# Where it counts is lib/limit_fallback.py.
limiter = Counts(key_func=_network_key)
