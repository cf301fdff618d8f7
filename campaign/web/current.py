"""The settings of the app that serves a request."""

from flask import current_app

from campaign.settings import Settings


def settings() -> Settings:
    """The settings of the app that serves this request."""
    found: Settings = current_app.config["SETTINGS"]
    return found
